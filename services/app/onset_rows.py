"""Onsets that analysts hand over: one row a case, or a day with how many fell ill on it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from services.app.day_numbers import number_in
from services.app.tables_in import Row, read_numbered, refuse_lacking
from services.domain.base import Sentence
from services.domain.errors import BadFile
from services.domain.row_notes import RowNote
from services.epidemiology.quantities import Numbers
from services.ingest.cells import Unreadable
from services.ingest.columns import Reading, heading_key
from services.ingest.times import day

_ONSET = {heading_key(one) for one in ("onset", "onset_date", "date_onset", "dt_onset", "onset_on")} | {
    heading_key(one) for one in ("date", "day", "date of symptoms onset", "ngày khởi phát", "ngày")
}
_CASES = {heading_key(one) for one in ("cases", "count", "n", "số ca")}
_NO_DAY = Sentence(
    vi="không có ngày khởi phát đọc được nên ca này không tính; hãy ghi như 2021-01-28 rồi chạy lại.",
    en="holds no day of onset that can be read: the case does not count; write 2021-01-28 and run again.",
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

    def since(self, as_of: date) -> tuple[Numbers, Numbers]:
        """Days since each day of onset, and how many fell ill on it."""
        ages = [(as_of - day).days for day in self.cases]
        return np.array(ages, dtype=np.float64), np.array([*self.cases.values()], dtype=np.float64)


def read_onsets(path: Path, as_of: date, reading: Reading) -> Onsets:
    """Raises BadFile for a file that cannot be used at all."""
    columns, rows = read_numbered(path, "O")
    named = {heading_key(column): column for column in columns}
    onset = next((named[key] for key in named if key in _ONSET), None)
    if onset is None:
        refuse_lacking(columns, ("onset",), "O")
    cases = next((named[key] for key in named if key in _CASES), None)
    return _counted(rows, str(onset), cases, as_of, reading)


def _counted(
    rows: list[tuple[int, Row]], onset: str, cases: str | None, as_of: date, reading: Reading
) -> Onsets:
    notes: list[RowNote] = []
    told = Counter[date]()
    for number, row in rows:
        fell_ill, many = _day(row[onset], reading), number_in(row[cases]) if cases else 1.0
        if fell_ill is None:
            notes.append(RowNote("O", number, onset, "no_onset", _NO_DAY))
        elif many is None:
            notes.append(RowNote("O", number, cases, "bad_count", _NO_CASES))
        else:
            told[fell_ill] += many  # type: ignore[assignment]  # a share of a case is a number too
    if len(notes) == len(rows):
        raise _none_read(onset)
    known = Counter({day: many for day, many in told.items() if day <= as_of and many})
    return Onsets(known, told.total() - known.total(), notes)


def _none_read(onset: str) -> BadFile:
    # An answer without a single case would be "certainly over".
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
