"""The error file of a large receipt from a real PostgreSQL: two questions at a time on one connection."""

import csv
import io

import pytest

from services.ingest.error_files import error_csv, error_rows
from tests.ingest.made_up import PRIVACY
from tests.ingest.sending import receive

pytestmark = pytest.mark.postgres


@pytest.fixture
def database(postgres_database):
    return postgres_database


def test_every_refused_row_comes_back_once_with_its_own_reason(database):
    rows = "".join(f"MAU{n},{900 + n % 3},2021-08-19\n" for n in range(1_700))
    receipt = receive(database, b"code,area,confirmed_at\n" + rows.encode())

    with database.reading() as tx:
        told = list(csv.reader(io.StringIO("".join(error_csv(error_rows(tx, PRIVACY, receipt.id))))))

    assert [row[0] for row in told[1:]] == [f"MAU{n}" for n in range(1_700)]
    assert [row[3:5] for row in told[1:]] == [[str(n + 2), "area"] for n in range(1_700)]
