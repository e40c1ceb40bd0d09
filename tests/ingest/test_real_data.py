"""The two official daily lists of Viet Nam, as they are and broken on purpose."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from services.ingest.feeds import FEEDS
from services.ingest.files import receive_file, refused_whole
from services.ingest.tables import RecordRow
from tests.ingest.made_up import NOW, reading_at

LISTS = {"vncdc-daily": ("vncdc_province_daily.csv", 849), "ncsc-daily": ("ncsc_province_daily.csv", 1145)}

both = pytest.mark.parametrize("name", LISTS)


def receive(database, name: str, path: Path):
    return receive_file(database, FEEDS[name], path, name=path.name, reading_of=reading_at, learned_at=NOW)


def count(database) -> int:
    with database.reading() as tx:
        return tx.execute(select(func.count()).select_from(RecordRow)).scalar_one()


@both
def test_the_whole_list_is_read_and_the_second_time_all_of_it_is_known(database, vietnam: Path, name: str):
    file, rows = LISTS[name]

    first = receive(database, name, vietnam / file)
    again = receive(database, name, vietnam / file)

    assert (first.rows, first.kept + first.warned, first.refused) == (rows, rows, 0)
    assert (again.rows, again.duplicate) == (rows, rows)
    assert count(database) == rows


@both
def test_the_list_with_other_bytes_and_the_same_numbers_is_all_duplicates(
    database, vietnam: Path, tmp_path: Path, name: str
):
    file, rows = LISTS[name]
    text = (vietnam / file).read_text(encoding="utf-8")
    receive(database, name, vietnam / file)

    for n, other in enumerate(
        (
            text.replace("\n", "\r\n").encode("utf-8-sig"),
            text.replace(",", ";").encode(),
            text.encode("utf-16"),
            text.replace(",0", ",").encode() if name == "ncsc-daily" else text.replace(",", "\t").encode(),
        )
    ):
        path = tmp_path / f"{n}.csv"
        path.write_bytes(other)
        assert receive(database, name, path).duplicate == rows


@both
@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (lambda text: text.replace("gso_code", "mystery", 1).encode(), "missing_columns"),
        (lambda text: text.encode()[:-10] + b"\xc3\x28\n", "encoding"),
        (lambda text: ("<<<<<<< HEAD\n" + text).encode(), "conflict_markers"),
        (lambda text: (text + ">>>>>>> other\n").encode(), "conflict_markers"),
        (lambda text: (text + '"2021-06-01,22,').encode(), "broken_quotes"),
    ],
)
def test_the_broken_list_is_refused_whole(
    database, vietnam: Path, tmp_path: Path, name: str, broken, code: str
):
    path = tmp_path / "broken.csv"
    path.write_bytes(broken((vietnam / LISTS[name][0]).read_text(encoding="utf-8")))

    receipt = receive(database, name, path)

    assert refused_whole(receipt)
    assert receipt.problems[0].code == code
    assert count(database) == 0


@both
@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        ("2021-06-01,03,7", "gso_code", "unknown_area"),
        ("2021-06-01,22,-7", "confirmed", "negative"),
        ("2031-06-01,22,7", "date", "future"),
        ("2021-06-31,22,7", "date", "unreadable_date"),
        ("2021-06-01,22,", "confirmed", "missing"),
        ("2021-06-01,22,nan", "confirmed", "not_a_number"),
        ("2021-06-01,22", "confirmed", "missing"),
    ],
)
def test_one_bad_row_is_refused_and_the_others_are_kept(
    database, vietnam: Path, tmp_path: Path, name: str, row: str, field: str, code: str
):
    rows = 400
    lines = (vietnam / LISTS[name][0]).read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(lines[: rows + 1])
    width = text.split("\n", 1)[0].count(",")
    padded = row + "," * (width - row.count(",")) if row.count(",") == 2 else row
    path = tmp_path / "f.csv"
    path.write_text(text + padded + "\n", encoding="utf-8")

    receipt = receive(database, name, path)

    assert (receipt.rows, receipt.kept + receipt.warned, receipt.refused) == (rows + 1, rows, 1)
    assert [(p.row, p.field, p.code) for p in receipt.problems] == [(rows + 2, field, code)]


def test_cases_without_a_province_are_kept_with_a_warning(database, vietnam: Path, tmp_path: Path):
    path = tmp_path / "f.csv"
    path.write_text((vietnam / LISTS["ncsc-daily"][0]).read_text() + "2021-06-30,00,5\n")

    receipt = receive(database, "ncsc-daily", path)

    assert (receipt.kept, receipt.warned) == (1145, 1)
