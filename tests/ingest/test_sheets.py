"""Workbooks as Excel and other programs write them, down to their parts."""

import io
import json
import zipfile
from datetime import date, time

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from sqlalchemy import select

from services.ingest.sheets import sheet_lines
from services.ingest.tables import RecordRow
from services.ingest.workbook_parts import open_book
from tests.ingest.made_up import NOW
from tests.ingest.sending import HEADING, ROWS, TEXT, receive, workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def cells_of(content: bytes) -> list[list[object]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        book = open_book(archive)
        return [cells for _, part in book.sheets for _, cells in sheet_lines(archive, book, part)]


def by_hand(sheet: str, strings: str | None = None, *, prefix: str = "") -> bytes:
    """A workbook of these rows, with nothing in it that is not needed."""
    out = io.BytesIO()
    names = f'xmlns{":" + prefix if prefix else ""}="{MAIN}" xmlns:r="{RELATIONS}"'
    p = f"{prefix}:" if prefix else ""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", _relations(("officeDocument", "xl/workbook.xml")))
        archive.writestr(
            "xl/workbook.xml",
            f'<{p}workbook {names}><{p}sheets><{p}sheet name="A" sheetId="1" r:id="rId1"/></{p}sheets>'
            f"</{p}workbook>",
        )
        kinds = [("worksheet", "/xl/worksheets/s.xml")] + ([("sharedStrings", "s.xml")] if strings else [])
        archive.writestr("xl/_rels/workbook.xml.rels", _relations(*kinds))
        archive.writestr(
            "xl/worksheets/s.xml",
            f"<{p}worksheet {names}><{p}sheetData>{sheet}</{p}sheetData></{p}worksheet>",
        )
        if strings:
            archive.writestr("xl/s.xml", f"<sst xmlns='{MAIN}'>{strings}</sst>")
    return out.getvalue()


def _relations(*kinds: tuple[str, str]) -> str:
    told = (
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(kinds, start=1)
    )
    return f"<Relationships xmlns='x'>{''.join(told)}</Relationships>"


def test_every_kind_of_cell_is_read_as_it_is_seen():
    book = openpyxl.Workbook()
    book.active.append(
        [
            "chữ", 7, 7.5, 30190001234, True, None, date(2021, 1, 28), NOW.replace(tzinfo=None),
            time(8, 15), "<&>",
        ]
    )  # fmt: skip
    out = io.BytesIO()
    book.save(out)

    assert cells_of(out.getvalue()) == [
        [
            "chữ", "7", "7.5", "30190001234", "true", None, "2021-01-28", "2021-08-20T08:00:00",
            "08:15:00", "<&>",
        ]
    ]  # fmt: skip


def test_a_workbook_that_counts_from_1904_tells_the_same_days():
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append([date(2021, 1, 28)])
    out = io.BytesIO()
    book.save(out)

    assert cells_of(out.getvalue()) == [["2021-01-28"]]


def test_a_formula_counts_with_the_value_its_sender_saw():
    rows = (
        '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3" t="str"><f>UPPER(A1)</f><v>LÊ</v></c>'
        '<c r="C3"><f>NOW()</f></c><c r="D3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )

    assert cells_of(by_hand(rows)) == [["2", "LÊ", "=NOW()", "#DIV/0!"]]


def test_shared_texts_runs_of_letters_and_gaps_are_put_together():
    strings = (
        "<si><t>một</t></si><si><t>a_x000D_b</t></si>"
        "<si><r><t>h</t></r><r><t>ai</t></r><rPh><t>x</t></rPh></si>"
    )
    rows = (
        '<row r="2"><c r="B2" t="s"><v>2</v></c><c r="D2" t="s"><v>0</v></c></row>'
        '<row><c t="s"><v>1</v></c><c t="inlineStr"><is><t>b</t><t>a</t></is></c></row>'
    )

    assert cells_of(by_hand(rows, strings)) == [[None, "hai", None, "một"], ["a\rb", "ba"]]


def test_a_program_that_prefixes_every_name_is_read():
    rows = '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>một</x:t></x:is></x:c></x:row>'

    assert cells_of(by_hand(rows, prefix="x")) == [["một"]]


def test_rows_are_numbered_as_in_the_sheet(database):
    book = openpyxl.Workbook()
    for column, text in enumerate(HEADING, start=1):
        book.active.cell(4, column, text)
    for column, text in enumerate(["MAU1", "999", "18/08/2021"], start=1):
        book.active.cell(9, column, text)
    out = io.BytesIO()
    book.save(out)

    assert [(p.row, p.code) for p in receive(database, out.getvalue()).problems] == [(9, "unknown_area")]


def test_the_sheet_with_the_heading_is_found_among_others(database):
    book = openpyxl.Workbook()
    book.active.append(["Ghi chú của người lập"])
    sheet = book.create_sheet("Danh sách")
    for row in [HEADING, *ROWS]:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)

    assert receive(database, out.getvalue()).kept == 2


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ('<row r="1"><c r="ZZZ1"><v>1</v></c></row>', "too_large"),
        ('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', "broken_workbook"),
        ('<row r="x"><c/></row>', "broken_workbook"),
        ('<row r="1"><c r="?1"/></row>', "broken_workbook"),
        ("<row>", "broken_workbook"),
        ("", "no_heading"),
        (f'<row r="1"><c t="str"><v>{"a" * 1_100_000}</v></c></row>', "long_line"),
    ],
)
def test_a_sheet_that_no_program_writes_is_refused_whole(database, sheet: str, code: str):
    assert [p.code for p in receive(database, by_hand(sheet)).problems] == [code]


def test_a_workbook_whose_letters_multiply_is_refused(database):
    content = by_hand('<row r="1"><c><v>1</v></c></row>')
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'

    assert [p.code for p in receive(database, replaced(content, "xl/worksheets/s.xml", laughs)).problems] == [
        "broken_workbook"
    ]


def test_a_workbook_of_too_many_parts_is_refused_before_they_are_listed(database):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(10_001):
            archive.writestr(str(number), b"")

    assert [p.code for p in receive(database, out.getvalue()).problems] == ["too_large"]


def replaced(content: bytes, part: str, by: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, by if name == part else old.read(name))
    return out.getvalue()


def test_what_a_sheet_and_a_csv_of_the_same_rows_keep_is_the_same(database):
    receive(database, workbook([HEADING, *ROWS]))
    with database.reading() as tx:
        kept = [json.loads(body) for body in tx.execute(select(RecordRow.body)).scalars()]

    assert len(kept) == 2
    assert receive(database, TEXT.encode()).duplicate == 2
