"""Excel workbooks as enterprises have them: the first sheet with our heading, as its sender saw it."""

import json
import zipfile
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZipFile

from services.domain.errors import BadFile
from services.ingest.columns import LOOK
from services.ingest.feed import Feed
from services.ingest.headings import Line, best_heading, table_rows, usable
from services.ingest.reading import Row
from services.ingest.sheets import sheet_lines
from services.ingest.workbook_parts import Book, TooMuch, open_book

MAX_UNPACKED = 1_000_000_000  # a workbook of a million rows is half of this; more is a bomb
MAX_RATIO = 200  # sheets of repeated text pack 50 to 1
MAX_ENTRIES = 10_000  # a workbook has a dozen parts, and a few for each sheet and picture
PIECE = 1 << 20
_ENTRY = b"PK\x01\x02"


def excel_rows(path: Path, feed: Feed) -> Iterator[Row]:
    """The rows of the first fitting sheet, read whole before the first is handed out; raises BadFile."""
    _refuse_bomb(path)
    spool = TemporaryFile("w+", encoding="ascii")  # noqa: SIM115  # closed when its rows are read; has no name
    try:
        with ZipFile(path) as archive:
            for row in _table(archive, feed):
                spool.write(json.dumps([row.number, row.cells]) + "\n")
    except BaseException as error:
        spool.close()
        raise _told(error) from None
    return _spooled(spool)


def sheets_of(path: Path) -> list[tuple[str, list[Line]]]:
    """Every sheet with its name, held whole: for tables that no feed describes. Raises BadFile."""
    _refuse_bomb(path)
    try:
        with ZipFile(path) as archive:
            book = open_book(archive)
            return [(name, list(sheet_lines(archive, book, part))) for name, part in book.sheets]
    except Exception as error:  # whatever is broken in it is one complaint
        raise _told(error) from None


def _told(error: BaseException) -> BaseException:
    """Whatever a broken part of a workbook makes zipfile, expat or a conversion raise is one complaint."""
    if isinstance(error, BadFile) or not isinstance(error, Exception):
        return error
    return _too_large() if isinstance(error, TooMuch) else _broken()


def _table(archive: ZipFile, feed: Feed) -> Iterator[Row]:
    book = open_book(archive)
    return table_rows(feed, sheet_lines(archive, book, _fitting(archive, book, feed)))


def _fitting(archive: ZipFile, book: Book, feed: Feed) -> str:
    """The first sheet with a usable heading; else the complaint about the sheet that comes closest."""
    said = feed.layout.sheet if feed.layout else None
    parts = [part for name, part in book.sheets if said in (None, name)]
    sheets = [(part, best_heading(feed, _first(archive, book, part))) for part in parts]
    if not sheets:
        raise _broken() if said is None else _no_sheet(said)
    part, heading = max(sheets, key=lambda one: len(one[1].recognised) if one[1] else 0)
    usable(feed, heading)
    return part


def _first(archive: ZipFile, book: Book, part: str) -> list[Line]:
    return list(takewhile(lambda line: line[0] <= LOOK, sheet_lines(archive, book, part)))


def _spooled(spool: IO[str]) -> Iterator[Row]:
    with spool:
        spool.seek(0)
        for line in spool:
            number, cells = json.loads(line)
            yield Row(number, cells)


def _refuse_bomb(path: Path) -> None:
    if _entries(path) > MAX_ENTRIES:  # asked before zipfile holds an object for each
        raise _too_large()
    try:
        with ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise _broken() from None
    if unpacked > min(MAX_UNPACKED, MAX_RATIO * max(path.stat().st_size, 50_000)):
        raise _too_large()


def _entries(path: Path) -> int:
    count, tail = 0, b""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            count += (tail + piece).count(_ENTRY)
            tail = piece[-len(_ENTRY) + 1 :]
    return count


def _no_sheet(name: str) -> BadFile:
    return BadFile(
        vi=f"Tệp: không có trang tính '{name}' mà nguồn này cần; hãy kiểm tra tên trang tính.",
        en=f"File: it has no sheet '{name}', which this feed needs; check the names of its sheets.",
        code="no_sheet",
    )


def _too_large() -> BadFile:
    return BadFile(
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
