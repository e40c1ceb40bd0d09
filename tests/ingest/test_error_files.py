import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from services.domain.agencies import Agency
from services.domain.viewers import COMMAND, PUBLIC, Viewer
from services.ingest import receipts
from services.ingest.columns import columns_by_heading, heading_key
from services.ingest.error_files import error_csv, error_rows, write_workbook
from services.ingest.feeds import FEEDS
from services.ingest.headings import REASONS
from services.ingest.tables import OpenedRow, RefusedRow
from tests.ingest.made_up import PRIVACY
from tests.ingest.sending import receive, workbook
from tests.ingest.test_routes import client, house  # noqa: F401  # fixtures of the HTTP door

HEAD = ["Ghi chú nội bộ", "Mã ca bệnh", "Thời điểm xác định", "Khu vực", "Chuỗi lây"]
GOOD = ["a", "MAU1", "19/08/2021", "205", ""]
BAD_AREA = ["+84", "MAU2", "19/08/2021", "999", "=1+1"]
BAD_BOTH = ["c", "MAU3", "ngày mai", "998", "-x"]
TOO_WIDE = ["d", "MAU4", "19/08/2021", "205", "", "thừa"]
ROWS = [HEAD, GOOD, BAD_AREA, BAD_BOTH, TOO_WIDE]


def as_csv(rows) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def errors(database, receipt: str) -> list[list[str]]:
    with database.reading() as tx:
        text = "".join(error_csv(error_rows(tx, PRIVACY, receipt)))
    assert text[0] == "\ufeff"
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def test_refused_rows_come_back_in_the_sheets_own_order_with_every_reason(database):
    receipt = receive(database, as_csv(ROWS))

    head, area, both, wide = errors(database, receipt.id)

    assert head == [*HEAD, "(ô thừa / cells beyond)", *REASONS]
    assert area[:5] == ["'+84", "MAU2", "19/08/2021", "999", "'=1+1"]
    assert area[6:8] == ["3", "area"]
    assert "Khu vực" in area[8]
    assert "Area" in area[9]
    assert both[6:8] == ["4", "area, confirmed_at"]
    assert wide[5:8] == ['["thừa"]', "5", ""]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_mended_error_file_is_taken_in_as_it_is(database, tmp_path: Path, kind: str):
    receipt = receive(database, as_csv(ROWS))
    path = tmp_path / f"errors.{kind}"
    with database.reading() as tx:
        table = error_rows(tx, PRIVACY, receipt.id)
        if kind == "csv":
            path.write_text("".join(error_csv(table)), encoding="utf-8")
        else:
            write_workbook(table, path)

    again = receive(database, mended(path))

    assert (again.rows, again.kept, again.warned, again.refused) == (3, 2, 1, 0)
    assert [(p.row, p.code) for p in again.problems] == [(2, "formula")]  # the text is as it was sent
    with database.reading() as tx:
        sealed = tx.execute(select(RefusedRow.sealed)).scalars().all()
    assert len(sealed) == 3


def mended(path: Path) -> bytes:
    """What a clerk does: look at the reasons, and type other areas and days."""
    if path.suffix == ".csv":
        return path.read_bytes().replace(b"999", b"205").replace(b"998", b"205").replace(
            "ngày mai".encode(), b"18/08/2021"
        )  # fmt: skip
    book = openpyxl.load_workbook(path)
    for cells in book.active.iter_rows():
        for cell in cells:
            cell.value = {"999": "205", "998": "205", "ngày mai": "18/08/2021"}.get(cell.value, cell.value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_the_error_file_says_of_a_row_is_not_kept_when_it_comes_back(database):
    receipt = receive(database, as_csv([HEAD, BAD_AREA]))
    table = errors(database, receipt.id)

    again = receive(database, as_csv(table))
    (_, cells), (_, once_more) = errors(database, receipt.id), errors(database, again.id)

    assert once_more == cells


def test_a_file_sent_again_has_the_same_error_file(database):
    first = receive(database, as_csv(ROWS))
    again = receive(database, as_csv(ROWS))

    assert again.id != first.id
    assert errors(database, again.id) == errors(database, first.id)


def test_records_of_json_come_back_under_all_their_names(database):
    records = [{"code": "MAU1"}, {"area": "999", "code": "MAU2", "x": {"a": [1]}}, 7]

    head, first, second, third = errors(database, receive(database, json.dumps(records).encode()).id)

    assert head[:4] == ["code", "area", "x", "(dòng gốc / the line)"]
    assert (first[:3], second[:3], third[3]) == (["MAU1", "", ""], ["MAU2", "999", '{"a": [1]}'], "7")


def test_a_file_refused_as_a_whole_is_told_by_its_reason(database):
    head, row = errors(database, receive(database, b"<<<<<<< HEAD\n").id)

    assert head == list(REASONS)
    assert "xung đột" in row[2]


def test_forgotten_rows_are_told_by_their_reasons_alone(database):
    receipt = receive(database, as_csv(ROWS))
    with database.transaction() as tx:
        tx.execute(RefusedRow.__table__.delete())

    head, *rows = errors(database, receipt.id)

    assert head == list(REASONS)
    assert [row[0] for row in rows] == ["3", "4", "4", "5"]


def test_a_workbook_of_errors_runs_nothing_and_drops_no_zero(database, tmp_path: Path):
    receipt = receive(database, workbook([[*HEAD, "cmnd"], [*BAD_AREA, "030190001234"]]))
    with database.reading() as tx:
        write_workbook(error_rows(tx, PRIVACY, receipt.id), tmp_path / "e.xlsx")

    cells = list(openpyxl.load_workbook(tmp_path / "e.xlsx").active.iter_rows())[1]

    assert [cell.data_type for cell in cells[:6]] == ["s"] * 6
    assert [cells[n].value for n in (0, 4, 5)] == ["+84", "=1+1", "030190001234"]


def test_no_feed_has_a_column_of_the_name_of_a_reason():
    for feed in FEEDS.values():
        assert not {heading_key(name) for name in REASONS} & set(columns_by_heading(feed.columns)), feed.name


def test_a_receipt_lists_the_first_problems_and_counts_the_others(database, monkeypatch):
    monkeypatch.setattr(receipts, "PROBLEMS_SHOWN", 10)
    rows = [["MAU1", "19/08/2021", "999"] for _ in range(25)]

    receipt = receive(database, as_csv([HEAD[1:4], *rows]))

    assert [p.row for p in receipt.problems] == list(range(2, 12))
    assert (receipt.more_problems, receipt.refused) == (15, 25)
    assert len(errors(database, receipt.id)) == 26


WORKER_HEAD = ["Công ty", "Họ tên", "Năm sinh", "Nơi làm việc", "Đi từ", "Ngày đến"]
WORKER = ["CÔNG TY MẪU", "LÊ VĂN MẪU", 1985, "999", "30", "2021-08-25"]


def send_as(client, house, viewer: Viewer, feed: str, content: bytes) -> str:  # noqa: F811  # fixtures
    house.viewer = viewer
    return client.post(f"/api/intake/{feed}/file", files={"file": ("f.csv", content)}).json()["id"]


def test_an_enterprise_takes_away_its_own_rows_and_nobody_elses(client, house, database):  # noqa: F811
    own, other = (Viewer(agency=Agency.ENTERPRISE, enterprise=name) for name in ("CÔNG TY MẪU", "Khác"))
    receipt = send_as(client, house, own, "worker-returns", as_csv([WORKER_HEAD, WORKER]))

    answers = {}
    for viewer in (own, other, COMMAND, PUBLIC, Viewer(agency=Agency.HEALTH), Viewer(agency=Agency.BORDER)):
        house.viewer = viewer
        answers[viewer] = client.get(f"/api/receipts/{receipt}/errors.csv")

    assert [answer.status_code for answer in answers.values()] == [200, 403, 200, 403, 200, 403]
    assert "LÊ VĂN MẪU" in answers[own].text
    assert answers[own].headers["cache-control"] == "no-store"
    with database.reading() as tx:
        taken = [tuple(row) for row in tx.execute(select(OpenedRow.agency, OpenedRow.enterprise))]
    assert taken == [("enterprise", "CÔNG TY MẪU"), ("command", None), ("health", None)]


def test_the_public_takes_away_nothing_though_it_may_declare(client, house):  # noqa: F811
    receipt = send_as(client, house, PUBLIC, "declarations", b"full_name\nA\n")

    assert client.get(f"/api/receipts/{receipt}/errors.csv").status_code == 403


def test_an_unknown_receipt_has_no_error_file(client):  # noqa: F811
    assert client.get("/api/receipts/nonsense/errors.csv").status_code == 404
