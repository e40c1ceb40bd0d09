"""The lines of a table from its heading on: CSV of any separator and encoding, or the sheet of a workbook.

What stands above the heading, as titles and `sep=;` do, is left out; lines keep their numbers in the file.
"""

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path

from services.domain.errors import BadFile
from services.ingest.cells import text_of
from services.ingest.columns import LOOK, heading_key
from services.ingest.first_bytes import is_workbook
from services.ingest.text_files import encoding_of, lines

Line = tuple[int, list[str]]
_SEPARATORS = ",;\t|"
_SAID = re.compile(r"sep=(.)", re.IGNORECASE)
"""What Excel writes as a first line to say how its cells are parted."""


def table_lines(path: Path, called: str, needed: Collection[str]) -> list[Line]:
    """The heading and what stands below it, empty lines left out; nothing when the file is empty.

    The heading is the first line with all columns that are `needed`, else the first that is no title.
    Raises BadFile, which calls the file `called`.
    """
    keys = {heading_key(name) for name in needed}
    try:
        told = _sheet(path, called, keys) if is_workbook(path) else _filled(_text_lines(path, called))
    except BadFile as error:
        raise _about(called, error) from None
    return told[_heading(told, keys) :]


def bad_table(called: str, vi: str, en: str, code: str) -> BadFile:
    """The error of a table that cannot be used: what is wrong with it, in both languages."""
    return BadFile(
        vi=f"Tệp {called}: {vi}; hãy sửa rồi chạy lại.",
        en=f"File {called}: it {en}; mend it and run again.",
        field=called,
        code=code,
    )


def _about(called: str, error: BadFile) -> BadFile:
    """The intake knows of one file only; a verb may have been given two."""
    said = error.sentence
    return BadFile(
        vi=said.vi.replace("Tệp:", f"Tệp {called}:", 1),
        en=said.en.replace("File:", f"File {called}:", 1),
        field=error.field or called,
        code=error.code,
    )


def _sheet(path: Path, called: str, keys: Collection[str]) -> list[Line]:
    """The sheet that has the columns; of several nobody knows which is meant."""
    from services.ingest.excel_files import sheets_of  # a verb over text starts without it

    sheets = [
        (name, _filled((number, [text_of(cell) for cell in cells]) for number, cells in told))
        for name, told in sheets_of(path)
    ]
    used = [(name, told) for name, told in sheets if told]
    fitting = [(name, told) for name, told in used if _has(told, keys)] or used[:1]
    if len(fitting) > 1:
        names = ", ".join(name for name, _ in fitting)
        raise bad_table(
            called,
            f"có nhiều trang tính cùng có dữ liệu ({names}), chỉ giữ một",
            f"has several sheets with data ({names}), keep one of them",
            "several_sheets",
        )
    return fitting[0][1] if fitting else []


def _has(told: Sequence[Line], keys: Collection[str]) -> bool:
    return any(_all_in(cells, keys) for _, cells in told[:LOOK])


def _all_in(cells: Sequence[str], keys: Collection[str]) -> bool:
    return set(keys) <= {heading_key(cell) for cell in cells}


def _heading(told: Sequence[Line], keys: Collection[str]) -> int:
    """Where it is. A title fills a cell or two of a wide table; a heading fills at least half of them."""
    first = told[:LOOK]
    if keys and _has(first, keys):
        return next(row for row, (_, cells) in enumerate(first) if _all_in(cells, keys))
    filled = [sum(map(bool, cells)) for _, cells in first]
    return next((row for row, many in enumerate(filled) if many * 2 >= max(filled)), 0)


def _filled(told: Iterator[Line]) -> list[Line]:
    stripped = ((number, [cell.strip() for cell in cells]) for number, cells in told)
    return [(number, cells) for number, cells in stripped if any(cells)]


def _text_lines(path: Path, called: str) -> Iterator[Line]:
    encoding = encoding_of(path)
    first = list(islice(lines(path, encoding), LOOK))
    said = _SAID.fullmatch(first[0].strip()) if first else None
    read = csv.reader(lines(path, encoding), delimiter=said[1] if said else _separator(first), strict=True)
    try:
        for number, cells in enumerate(read, start=1):
            if number > 1 or not said:
                yield number, cells
    except csv.Error:
        raise bad_table(
            called,
            f"sau dòng {read.line_num} có dấu ngoặc kép không khớp hoặc ô quá dài",
            f"has unmatched quotes or too long a cell after row {read.line_num}",
            "broken_rows",
        ) from None


def _separator(first: Sequence[str]) -> str:
    """That of the first line which has any; a decimal comma stands below the heading."""
    line = next((one for one in first if any(sign in one for sign in _SEPARATORS)), "")
    return max(_SEPARATORS, key=lambda one: (line.count(one), -_SEPARATORS.index(one)))
