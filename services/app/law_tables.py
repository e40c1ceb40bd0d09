"""Tables of indicators that analysts hand to `law levels`: what can be read, and what is told of the rest."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from services.app.day_numbers import number_in
from services.app.tables_in import Row, moment_told, read_numbered
from services.domain.base import Sentence
from services.domain.row_notes import RowNote
from services.ingest.columns import Reading
from services.policy.scheme_levels import Observation

NEEDED = ("area", "at")
TIER = "tier"


class Told(NamedTuple):
    """A row that can be graded."""

    row: int
    at: str
    """As the table writes it."""
    tier: str
    observation: Observation


class ReadTable(NamedTuple):
    """Rows in their order, and what is to be said of others."""

    rows: tuple[Told, ...]
    notes: tuple[RowNote, ...]


def read_indicators(path: Path, known: Collection[str], reading: Reading) -> ReadTable:
    """The table `area,at[,tier],<indicator>…`; an empty cell is not reported. Raises BadFile."""
    columns, rows = read_numbered(path, "I", NEEDED, (TIER, *known))
    notes = list(_of_columns(columns, known))
    used = [name for name in columns if name in known]
    told: dict[tuple[str, datetime], Told] = {}
    for number, row in rows:
        one = _row(number, row, used, reading, notes.append)
        if one is None:
            continue
        key = (one.observation.area, one.observation.at)
        if key in told:
            notes.append(_note(number, None, "twice", *_TWICE))
        else:
            told[key] = one
    return ReadTable(tuple(told.values()), tuple(notes))


_TWICE = (
    "khu vực và thời điểm này đã có ở dòng trên; dòng trên được tính, hãy xóa một.",
    "this area and moment stand in a row above, which counts; remove one.",
)
_WORDS = {
    "no_area": (
        "trống nên không biết khu vực nào; hãy điền mã khu vực.",
        "is empty, so nobody knows which area; fill in its code.",
    ),
    "bad_moment": (
        "không phải ngày hay thời điểm; viết 2021-01-28, 28/01/2021 hoặc 2021-01-28T14:30:00+07:00.",
        "is no day or moment; write 2021-01-28, 28/01/2021 or 2021-01-28T14:30:00+07:00.",
    ),
    "bad_number": (
        "không phải con số từ 0 trở lên nên coi như chưa báo cáo; hãy sửa ô này.",
        "is no number from 0 on, so it counts as not reported; mend the cell.",
    ),
}


def _row(
    number: int, row: Row, used: Sequence[str], reading: Reading, tell: Callable[[RowNote], None]
) -> Told | None:
    at = moment_told(row["at"], reading)
    if not row["area"] or at is None:
        field, code = ("area", "no_area") if not row["area"] else ("at", "bad_moment")
        tell(_note(number, field, code, *_WORDS[code]))
        return None
    values = {name: number_in(row[name]) for name in used if row[name]}
    for name, value in values.items():
        if value is None:
            tell(_note(number, name, "bad_number", *_WORDS["bad_number"]))
    return Told(number, row["at"], row.get(TIER, ""), Observation(row["area"], at, values))


def _of_columns(columns: Sequence[str], known: Collection[str]) -> Iterator[RowNote]:
    names = ", ".join(known)
    for name in columns:
        if name and name not in known and name not in (*NEEDED, TIER):
            yield _note(
                None,
                name,
                "unknown_column",
                f"bộ quy định này không dùng cột này nên bỏ qua; các cột được dùng: {names}.",
                f"these rules do not speak of this column and leave it out; they speak of: {names}.",
            )
    lacking = [name for name in known if name not in columns]
    if lacking:
        names = ", ".join(lacking)
        yield _note(
            None,
            None,
            "lacking_columns",
            f"không có cột {names}; khu vực nào cần các số đó sẽ là insufficient_data.",
            f"has no columns {names}; where these numbers are needed the answer is insufficient_data.",
        )


def _note(row: int | None, field: str | None, code: str, vi: str, en: str) -> RowNote:
    return RowNote("I", row, field, code, Sentence(vi=vi, en=en))
