"""Cases by day, and by area when there are several: a table of an analyst as one array."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from services.app.day_numbers import NO_NUMBER, Calendar, count_in
from services.app.tables_in import Row, named_columns, read_numbered
from services.domain.base import Sentence
from services.domain.errors import BadFile, BadRecord
from services.domain.row_notes import RowNote
from services.epidemiology.quantities import Numbers
from services.ingest.columns import Reading

MOST_CELLS = 20_000_000  # a slip in one date must not ask for more memory than there is
_HEADINGS: Mapping[str, Sequence[str]] = {
    "day": ("day", "date", "dates", "t", "onset", "ngày"),
    "cases": (
        *("cases", "count", "new_cases", "daily_cases", "new", "confirmed", "incidence", "incid", "i", "n"),
        *("số ca", "số ca mới", "ca mới"),
    ),
    "imported": ("imported", "i_imported", "nhập cảnh"),
    "local": ("local", "i_local"),
    "area": ("area", "gso_code", "code", "region", "province", "khu vực", "tỉnh"),
}


@dataclass(frozen=True)
class Series:
    """Every area on every day between the first and the last that the table tells."""

    areas: tuple[str, ...]
    """One without a name where the table tells none."""
    first: int
    cases: Numbers
    imported: Numbers
    """Areas by days; `imported` are among the cases."""
    calendar: Calendar
    notes: Sequence[RowNote]


def read_series(path: Path, reading: Reading, *, together: bool) -> Series:
    """Days and areas without a row have no case; that is told. `together`: all areas as one.

    Raises BadFile for a file that cannot be used, BadRecord for a row: a number that is missing would move R.
    """
    columns, rows = read_numbered(path, "I")
    named = _columns(columns)
    days = (
        [row[named["day"]] for _, row in rows] if "day" in named else [str(n + 1) for n in range(len(rows))]
    )
    calendar = Calendar.of(days, reading)
    ordinals = np.array(
        [_read_day(calendar, cell, number, named) for cell, (number, _) in zip(days, rows, strict=True)]
    )
    names = [row[named["area"]] if "area" in named and not together else "" for _, row in rows]
    areas = tuple(dict.fromkeys(names))
    first, length = int(ordinals.min()), int(ordinals.max() - ordinals.min()) + 1
    if length * len(areas) > MOST_CELLS:
        raise _too_long()
    cases, imported = (np.zeros((len(areas), length)) for _ in range(2))
    places = {name: place for place, name in enumerate(areas)}
    at = (np.array([places[name] for name in names]), ordinals - first)
    told = np.array([_counts(row, number, named) for number, row in rows])
    np.add.at(cases, at, told[:, 0])
    np.add.at(imported, at, told[:, 1])
    silent = length * len(areas) - len(set(zip(names, ordinals.tolist(), strict=True)))
    return Series(areas, first, cases, imported, calendar, _silence(silent))


def _columns(columns: Sequence[str]) -> dict[str, str]:
    """Our names of the columns there are."""
    found = named_columns(columns, _HEADINGS)
    if "cases" not in found and "local" not in found:
        raise BadFile(
            vi="Tệp I: thiếu cột cases (số ca mới của ngày); hãy thêm rồi chạy lại.",
            en="File I: lacks the column cases (new cases of the day); add it and run again.",
            field="cases",
            code="missing_column",
        )
    return found


def _counts(row: Row, number: int, named: Mapping[str, str]) -> tuple[float, float]:
    """All cases and the imported among them."""
    told = {
        name: _number(row, number, named[name]) for name in ("cases", "local", "imported") if name in named
    }
    imported = told.get("imported", 0.0)
    cases = told["cases"] if "cases" in told else told["local"] + imported
    if imported > cases:
        more = Sentence(
            vi="nhiều hơn tổng số ca của ngày; hãy sửa rồi chạy lại.",
            en="is more than all cases of the day; mend it and run again.",
        )
        raise _bad_cell(number, named["imported"], "more_than_all", more)
    return cases, imported


def _number(row: Row, number: int, column: str) -> float:
    found = count_in(row[column])
    if found is None:
        raise _bad_cell(number, column, "bad_count", NO_NUMBER)
    return found


def _read_day(calendar: Calendar, cell: str, number: int, named: Mapping[str, str]) -> int:
    try:
        return calendar.ordinal(cell)
    except BadRecord as error:
        said = Sentence(
            vi=f"{error.sentence.vi.removesuffix('.')}; hãy sửa rồi chạy lại.",
            en=f"{error.sentence.en.removesuffix('.')}; mend it and run again.",
        )
        raise _bad_cell(number, named["day"], error.code, said) from None


def _bad_cell(number: int, column: str, code: str, reason: Sentence) -> BadRecord:
    said = RowNote("I", number, column, code, reason).sentence
    return BadRecord(said.vi, said.en, field=column, code=code)


def _too_long() -> BadFile:
    return BadFile(
        vi="Tệp I: ngày đầu và ngày cuối cách nhau quá xa; hãy kiểm tra năm của các ngày rồi chạy lại.",
        en="File I: the first and the last day are too far apart; check the years and run again.",
        field="day",
        code="too_many_days",
    )


def _silence(days: int) -> list[RowNote]:
    if not days:
        return []
    reason = Sentence(
        vi=f"{days} ngày của các khu vực không có dòng nào, được tính là không có ca.",
        en=f"{days} days of areas have no row and count as days without a case.",
    )
    return [RowNote("I", None, None, "silent_days", reason)]
