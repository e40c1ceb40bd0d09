"""Tables that analysts hand to a verb: CSV of any kind or a workbook, every cell as text."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from services.app.table_lines import bad_table, table_lines
from services.domain.errors import BadFile
from services.ingest.cells import Unreadable
from services.ingest.columns import Reading, heading_key
from services.ingest.list_times import known_moment

Row = dict[str, str]


def read_table(path: Path, called: str) -> tuple[list[str], list[Row]]:
    """Columns and rows; `called` is what sentences call the file. Raises BadFile.

    Blank lines are left out; a row with fewer cells than the heading ends in empty ones.
    """
    columns, rows = read_numbered(path, called)
    return columns, [row for _, row in rows]


def read_numbered(
    path: Path, called: str, needed: Sequence[str] = (), also: Collection[str] = ()
) -> tuple[list[str], list[tuple[int, Row]]]:
    """The same with the number of each row in the file.

    `needed` are columns it must have, `also` those it may have: they are called so, however the file writes
    them (`Visit ID` is `visit_id`).
    """
    sheet = iter(table_lines(path, called, needed))
    _, heading = next(sheet, (0, []))
    columns = _called(heading, (*needed, *also))
    _check_heading(columns, called)
    refuse_lacking(columns, needed, called)
    rows = [(number, _row(columns, cells, number, called)) for number, cells in sheet]
    if not rows:
        raise bad_table(called, "không có dòng dữ liệu nào", "holds no row of data", "empty_file")
    return columns, rows


def _called(heading: Sequence[str], names: Sequence[str]) -> list[str]:
    """Each column by our name for it; one that has a name of ours exactly goes before others like it."""
    ours = {heading_key(name): name for name in names if name not in heading}
    return [cell if cell in names else ours.pop(heading_key(cell), cell) for cell in heading]


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


def _check_heading(columns: Sequence[str], called: str) -> None:
    if not any(columns):
        raise bad_table(called, "trống, không có dòng tiêu đề", "is empty: there is no heading", "empty_file")
    twice = [name for name in dict.fromkeys(columns) if name and columns.count(name) > 1]
    if twice:
        raise bad_table(
            called,
            f"có hai cột cùng tên '{twice[0]}'",
            f"has two columns called '{twice[0]}'",
            "same_heading",
        )


def _row(columns: Sequence[str], cells: list[str], number: int, called: str) -> Row:
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        raise bad_table(
            called,
            f"dòng {number} có nhiều ô hơn dòng tiêu đề",
            f"row {number} has more cells than the heading",
            "too_many_cells",
        )
    filled = [*cells, *[""] * (len(columns) - len(cells))]
    return dict(zip(columns, filled, strict=False))
