"""Tables that analysts hand to a verb: CSV of any separator and encoding, every cell as text."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from services.domain.errors import BadFile
from services.ingest.cells import Unreadable
from services.ingest.columns import Reading, heading_key
from services.ingest.list_times import known_moment
from services.ingest.text_files import encoding_of, lines

Row = dict[str, str]
_SEPARATORS = ",;\t|"


def read_table(path: Path, called: str) -> tuple[list[str], list[Row]]:
    """Columns and rows; `called` is what sentences call the file. Raises BadFile.

    Blank lines are left out; a row with fewer cells than the heading ends in empty ones.
    """
    columns, rows = read_numbered(path, called)
    return columns, [row for _, row in rows]


def read_numbered(
    path: Path, called: str, needed: Sequence[str] = ()
) -> tuple[list[str], list[tuple[int, Row]]]:
    """The same with the number of each row, the heading being row 1; `needed`: columns it must have."""
    encoding = encoding_of(path)
    first = next(iter(islice(lines(path, encoding), 1)), "")
    separator = max(_SEPARATORS, key=lambda one: (first.count(one), -_SEPARATORS.index(one)))
    sheet = _sheet(path, encoding, separator, called)
    columns = [cell.strip() for cell in next(sheet, [])]
    _check_heading(columns, called)
    refuse_lacking(columns, needed, called)
    numbered = enumerate(sheet, start=2)
    rows = [(number, _row(columns, cells, number, called)) for number, cells in numbered if any(cells)]
    if not rows:
        raise _bad(called, "không có dòng dữ liệu nào", "holds no row of data", "empty_file")
    return columns, rows


def refuse_lacking(columns: Sequence[str], needed: Sequence[str], called: str) -> None:
    """Raises BadFile, naming every column that is needed and not there."""
    lacking = [name for name in needed if name not in columns]
    if lacking:
        names, all_names = ", ".join(lacking), ", ".join(needed)
        raise BadFile(
            vi=f"Tệp {called}: thiếu cột {names}; cần {all_names}; hãy thêm rồi chạy lại.",
            en=f"File {called}: lacks the columns {names}; {all_names} are needed; add them and run again.",
            field=lacking[0],
            code="missing_column",
        )


def named_columns(columns: Sequence[str], headings: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The column that stands for each of our names, by its first heading found; not all need be there."""
    by_key = {heading_key(column): column for column in columns}
    found = {
        name: next((by_key[key] for key in map(heading_key, known) if key in by_key), None)
        for name, known in headings.items()
    }
    return {name: column for name, column in found.items() if column is not None}


def moment_told(cell: str, reading: Reading) -> datetime | None:
    """The moment of a cell, a day being its local midnight; None: empty, not known or not readable."""
    try:
        return known_moment(cell, reading) if cell else None
    except Unreadable:
        return None


def _sheet(path: Path, encoding: str, separator: str, called: str) -> Iterator[list[str]]:
    read = csv.reader(lines(path, encoding), delimiter=separator, strict=True)
    try:
        yield from read
    except csv.Error:
        raise _bad(
            called,
            f"sau dòng {read.line_num} có dấu ngoặc kép không khớp hoặc ô quá dài",
            f"has unmatched quotes or too long a cell after row {read.line_num}",
            "broken_rows",
        ) from None


def _check_heading(columns: Sequence[str], called: str) -> None:
    if not any(columns):
        raise _bad(called, "trống, không có dòng tiêu đề", "is empty: there is no heading", "empty_file")
    twice = [name for name in dict.fromkeys(columns) if name and columns.count(name) > 1]
    if twice:
        raise _bad(
            called,
            f"có hai cột cùng tên '{twice[0]}'",
            f"has two columns called '{twice[0]}'",
            "same_heading",
        )


def _row(columns: Sequence[str], cells: list[str], number: int, called: str) -> Row:
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        raise _bad(
            called,
            f"dòng {number} có nhiều ô hơn dòng tiêu đề",
            f"row {number} has more cells than the heading",
            "too_many_cells",
        )
    filled = [cell.strip() for cell in cells] + [""] * (len(columns) - len(cells))
    return dict(zip(columns, filled, strict=False))


def _bad(called: str, vi: str, en: str, code: str) -> BadFile:
    return BadFile(
        vi=f"Tệp {called}: {vi}; hãy sửa rồi chạy lại.",
        en=f"File {called}: it {en}; mend it and run again.",
        field=called,
        code=code,
    )
