"""Tables as offices keep them, given to analysts' verbs: workbooks, titles above the heading, `sep=;`."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from services.app.tables_in import read_numbered
from services.domain.errors import BadFile

NEEDED, ALSO = ("visit_id", "start"), ("place_text",)
HEAD = ["Visit ID", "START", "Place Text"]
ROW = ["v1", "28/01/2021 09:00", "Chợ Mẫu"]


def saved(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def refused(path: Path) -> BadFile:
    with pytest.raises(BadFile) as caught:
        read_numbered(path, "V", NEEDED, ALSO)
    return caught.value


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str | bytes], Path]:
    def write(text: str | bytes) -> Path:
        path = tmp_path / "v.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_a_workbook_with_a_title_above_and_notes_beside_is_read(tmp_path: Path) -> None:
    title = ["DANH SÁCH LƯỢT ĐẾN"]
    path = saved(tmp_path / "v.xlsx", notes=[["ghi chú"]], V=[title, [], HEAD, ROW, [None, None], ROW])

    columns, rows = read_numbered(path, "V", NEEDED, ALSO)

    assert columns == ["visit_id", "start", "place_text"]
    assert [number for number, _ in rows] == [4, 6]
    assert rows[0][1] == dict(zip(columns, ROW, strict=True))


def test_of_several_sheets_that_fit_nobody_guesses(tmp_path: Path) -> None:
    error = refused(saved(tmp_path / "v.xlsx", January=[HEAD, ROW], February=[HEAD, ROW]))

    assert (error.field, error.code) == ("V", "several_sheets")
    assert "January, February" in error.sentence.vi and "keep one of them" in error.sentence.en


def test_a_broken_workbook_is_named(tmp_path: Path) -> None:
    path = tmp_path / "v.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr("nothing.xml", "<a/>")

    error = refused(path)

    assert (error.field, error.code) == ("V", "broken_workbook")
    assert error.sentence.vi.startswith("Tệp V: ") and error.sentence.en.startswith("File V: ")


def test_a_workbook_of_before_2007_is_sent_back_with_advice(written: Callable[[bytes], Path]) -> None:
    error = refused(written(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600))

    assert (error.field, error.code) == ("V", "old_excel")


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\r\nVisit ID;START;Place Text\r\nv1;28/01/2021 09:00;Chợ Mẫu\r\n",
        "\ufeffBẢNG LƯỢT ĐẾN\n\nvisit_id,Start,place-text\nv1,28/01/2021 09:00,Chợ Mẫu\n",
        "VISIT_ID\tstart\tPLACE_TEXT\nv1\t28/01/2021 09:00\tChợ Mẫu\n",
    ],
)
def test_headings_are_known_in_any_case_below_titles_and_a_line_of_excel(written, text: str) -> None:
    columns, rows = read_numbered(written(text), "V", NEEDED, ALSO)

    assert columns == ["visit_id", "start", "place_text"]
    assert [row for _, row in rows] == [dict(zip(columns, ROW, strict=True))]


def test_of_two_columns_alike_the_one_with_our_very_name_counts(written) -> None:
    columns, rows = read_numbered(written("Start,visit_id,start\nx,v1,y\n"), "V", NEEDED)

    assert columns == ["Start", "visit_id", "start"]
    assert rows[0][1]["start"] == "y"


def test_a_table_of_one_column_has_its_heading_in_the_first_line(written) -> None:
    assert read_numbered(written("onset\n2021-01-28\n2021-01-29\n"), "O")[1][0] == (
        2,
        {"onset": "2021-01-28"},
    )
