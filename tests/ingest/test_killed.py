"""A process killed in the middle of a file, for real."""

import os  # signals another process
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from services.ingest.feeds import FEEDS
from services.ingest.files import receive_file
from services.ingest.tables import FileRow, RecordRow
from services.plumbing.clock import SetClock
from services.plumbing.database import Base, Database, OutboxRow
from tests.ingest.made_up import NOW, reading_at, write_csv

ROWS = 12_000
PROGRAM = """
import sys
from pathlib import Path
from services.ingest.feeds import FEEDS
from services.ingest.files import receive_file
from services.plumbing.clock import SetClock
from services.plumbing.database import Database
from tests.ingest.made_up import NOW, reading_at
database = Database(sys.argv[1], SetClock(NOW))
receive_file(database, FEEDS["cases"], Path(sys.argv[2]), name="f.csv", reading_of=reading_at, learned_at=NOW)
"""


def number(database: Database, column) -> int:
    with database.reading() as tx:
        return tx.execute(select(func.count(column))).scalar_one()


def done(database: Database) -> int:
    with database.reading() as tx:
        return tx.execute(select(FileRow.rows_done)).scalar_one_or_none() or 0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Every code stands twice, first wrong and then corrected: going over rows twice would show."""
    rows = [[f"MAU{n // 2}", "205", "2021-08-01", n % 2] for n in range(ROWS)]
    return write_csv(tmp_path / "f.csv", [["code", "area", "confirmed_at", "count"], *rows])


def test_a_file_cut_short_by_a_kill_goes_on_where_it_stopped(tmp_path: Path, file: Path):
    url = f"sqlite:///{tmp_path / 'killed.db'}"
    database = Database(url, SetClock(NOW))
    Base.metadata.create_all(database.engine)

    killed_after = kill_half_way(url, file, database)
    receipt = receive_file(
        database, FEEDS["cases"], file, name="f.csv", reading_of=reading_at, learned_at=NOW
    )

    assert 0 < killed_after < ROWS
    assert (receipt.rows, receipt.kept, receipt.balances()) == (ROWS, ROWS, True)
    assert number(database, RecordRow.id) == ROWS
    # One event a code and batch: a batch of 2,000 rows holds 1,000 codes.
    assert number(database, OutboxRow.seq) == ROWS // 2
    database.close()


def kill_half_way(url: str, file: Path, database: Database) -> int:
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, url, str(file)], cwd=Path(__file__).parents[2])
    deadline = time.monotonic() + 120
    while not done(database) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return done(database)
