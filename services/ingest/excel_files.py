"""Excel workbooks as enterprises have them: the first sheet with our heading, formulas as their text."""

import json
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl

from services.domain.errors import BadFile
from services.ingest.cells import text_of
from services.ingest.feed import Feed
from services.ingest.headings import LOOK, Line, best_heading, table_rows, usable
from services.ingest.reading import Row

MAX_UNPACKED = 1_000_000_000  # a workbook of a million rows is half of this; more is a bomb
MAX_RATIO = 200  # sheets of repeated text pack 50 to 1


def excel_rows(path: Path, feed: Feed) -> Iterator[Row]:
    """The rows of the first fitting sheet, read whole before the first is handed out; raises BadFile."""
    _refuse_bomb(path)
    spool = path.with_name("rows")  # in the folder of the private copy, gone with it
    try:
        with spool.open("w", encoding="ascii") as file:
            for row in _table(path, feed):
                file.write(json.dumps([row.number, row.cells], default=text_of) + "\n")
    except BadFile:
        raise
    except Exception:  # openpyxl lets through whatever a broken part of a workbook makes it raise
        raise _broken() from None
    return _spooled(spool)


def _table(path: Path, feed: Feed) -> Iterator[Row]:
    # Opened by us: openpyxl itself goes by the name's ending, and our copy has none.
    with path.open("rb") as file, warnings.catch_warnings():
        # About styles and validations, which nobody here looks at.
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(file, read_only=True, data_only=False)
        try:
            yield from table_rows(feed, _lines(_fitting(workbook, feed)))
        finally:
            workbook.close()


def _fitting(workbook: Any, feed: Feed) -> Any:
    """The first sheet with a usable heading; else the complaint about the sheet that comes closest."""
    sheets = [(sheet, best_heading(feed, list(_lines(sheet, last=LOOK)))) for sheet in workbook.worksheets]
    if not sheets:
        raise _broken()
    sheet, heading = max(sheets, key=lambda one: len(one[1].recognised) if one[1] else 0)
    usable(feed, heading)
    return sheet


def _lines(sheet: Any, last: int | None = None) -> Iterator[Line]:
    sheet.reset_dimensions()  # written by the sender's program, and often wrong
    return enumerate(sheet.iter_rows(values_only=True, max_row=last), start=1)


def _spooled(spool: Path) -> Iterator[Row]:
    with spool.open(encoding="ascii") as file:
        for line in file:
            number, cells = json.loads(line)
            yield Row(number, cells)


def _refuse_bomb(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise _broken() from None
    if unpacked > min(MAX_UNPACKED, MAX_RATIO * max(path.stat().st_size, 50_000)):
        raise BadFile(
            vi="Tệp: nội dung giải nén quá lớn; hãy chia nhỏ hoặc lưu lại dạng CSV.",
            en="File: it unpacks to too much; split it or save it as CSV.",
            code="too_large",
        )


def _broken() -> BadFile:
    return BadFile(
        vi="Tệp: tệp Excel bị hỏng hoặc bị cắt cụt; hãy mở, lưu lại dạng .xlsx rồi gửi lại.",
        en="File: the workbook is broken or cut short; open it, save it as .xlsx and send it again.",
        code="broken_workbook",
    )
