"""Onsets that analysts hand over: one row a case, or a day with how many fell ill on it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from services.app.day_numbers import count_in
from services.app.tables_in import Row, named_columns, read_numbered, refuse_lacking
from services.domain.base import Sentence
from services.domain.errors import BadFile
from services.domain.row_notes import RowNote
from services.epidemiology.quantities import Numbers
from services.ingest.cells import Unreadable
from services.ingest.columns import Reading
from services.ingest.times import day

_HEADINGS = {
    "onset": (
        *("onset", "onset_date", "date_onset", "dt_onset", "onset_on", "date of symptoms onset"),
        *("ngày khởi phát", "date", "day", "ngày"),
    ),
    "confirmed": (
        *("confirmed", "confirmed_on", "confirmed_date", "date of laboratory confirmation", "dt_diag"),
        *("reported", "dt_report", "ngày xác định"),
    ),
    "cases": ("cases", "count", "n", "số ca"),
}
_NO_DAY = Sentence(
    vi="không có ngày khởi phát đọc được nên ca này không tính; hãy ghi như 2021-01-28 rồi chạy lại.",
    en="holds no day of onset that can be read: the case does not count; write 2021-01-28 and run again.",
)
_INSTEAD_OF = Sentence(
    vi="trống hoặc không đọc được; tính ngày xác định thay cho ngày khởi phát (muộn hơn nên thận trọng hơn).",
    en="is empty or cannot be read; the day of confirmation counts instead (later, so on the safe side).",
)
_NO_CASES = Sentence(
    vi="phải là số không âm nên dòng này không tính; hãy sửa rồi chạy lại.",
    en="must be a number, 0 or more: the row does not count; mend it and run again.",
)


@dataclass(frozen=True)
class Onsets:
    """Who fell ill when, as far as it was known on a day."""

    cases: Counter[date]
    later: float
    """Cases that fell ill after that day: they do not count."""
    notes: list[RowNote]
    """Rows that do not count at all, and why."""
    instead: list[RowNote]
    """Rows of which another day counts."""

    def since(self, as_of: date) -> tuple[Numbers, Numbers]:
        """Days since each day of onset, and how many fell ill on it."""
        ages = [(as_of - day).days for day in self.cases]
        return np.array(ages, dtype=np.float64), np.array([*self.cases.values()], dtype=np.float64)


def read_onsets(path: Path, as_of: date, reading: Reading) -> Onsets:
    """Without a day of onset that of confirmation counts, as Nishiura does; raises BadFile."""
    columns, rows = read_numbered(path, "O")
    named = named_columns(columns[::-1], _HEADINGS)  # of two columns with one heading the first counts
    refuse_lacking(list(named), ("onset",), "O")
    days = [named[name] for name in ("onset", "confirmed") if name in named]
    return _counted(rows, days, named.get("cases"), as_of, reading)


def _counted(
    rows: list[tuple[int, Row]], days: Sequence[str], cases: str | None, as_of: date, reading: Reading
) -> Onsets:
    notes: list[RowNote] = []
    instead: list[RowNote] = []
    told = Counter[date]()
    for number, row in rows:
        read = [_day(row[name], reading) for name in days]
        fell_ill, many = next(filter(None, read), None), count_in(row[cases]) if cases else 1.0
        if fell_ill is None or many is None:
            unread = (days[0], "no_onset", _NO_DAY) if fell_ill is None else (cases, "bad_count", _NO_CASES)
            notes.append(RowNote("O", number, *unread))
            continue
        if read[0] is None:
            instead.append(RowNote("O", number, days[0], "confirmed_instead", _INSTEAD_OF))
        told[fell_ill] += many  # type: ignore[assignment]  # a share of a case is a number too
    if len(notes) == len(rows):
        raise _none_read(days[0], notes)
    known = Counter({day: many for day, many in told.items() if day <= as_of and many})
    return Onsets(known, told.total() - known.total(), notes, instead)


def _none_read(onset: str, notes: Sequence[RowNote]) -> BadFile:
    # An answer without a single case would be "certainly over".
    if all(one.code == "bad_count" for one in notes):
        cases = notes[0].field
        return BadFile(
            vi=f"Tệp O, cột {cases}: không dòng nào có số ca từ 0 trở lên; hãy sửa rồi chạy lại.",
            en=f"File O, column {cases}: no row has a number of cases, 0 or more; mend them and run again.",
            field=cases,
            code="bad_count",
        )
    return BadFile(
        vi=f"Tệp O, cột {onset}: không dòng nào đọc được; hãy ghi ngày như 2021-01-28 rồi chạy lại.",
        en=f"File O, column {onset}: no row can be read; write days as 2021-01-28 and run again.",
        field=onset,
        code="no_onset",
    )


def _day(cell: str, reading: Reading) -> date | None:
    try:
        return day(cell, reading) if cell else None
    except Unreadable:
        return None
