"""What the verb `nowcast` answers: how many fell ill on each day, from those who are known by now."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from services.app.tables_in import read_numbered
from services.domain.base import Sentence
from services.domain.errors import BadFile
from services.domain.row_notes import RowNote
from services.epidemiology.delays import delays
from services.epidemiology.nowcast import nowcast
from services.ingest.cells import Unreadable
from services.ingest.columns import Reading
from services.ingest.times import day

COLUMNS = ("day", "known", "known_share", "expected", "low", "high", "state")
NEEDED = ("onset", "reported")
SEED, MOST_DAYS = 20210223, 4_000
Pair = tuple[date, date]
_UNREADABLE = Sentence(
    vi="không có ngày đọc được nên ca này không tính; hãy ghi như 2021-01-28 rồi chạy lại.",
    en="holds no day that can be read: the case does not count; write 2021-01-28 and run again.",
)
_TOO_EARLY = Sentence(
    vi="trước ngày khởi phát nên ca này không tính; hãy kiểm tra hai ngày.",
    en="lies before the onset: the case does not count; check both days.",
)
_TOO_OLD = Sentence(
    vi=f"sớm hơn ngày hỏi trên {MOST_DAYS} ngày nên ca này không tính; hãy kiểm tra năm.",
    en=f"lies more than {MOST_DAYS} days before the day asked: the case does not count; check the year.",
)


def nowcast_rows(pairs: Sequence[Pair], as_of: date, longest: int, band: float) -> list[dict[str, Any]]:
    """By day, from the first onset to `as_of`; only what was reported by then counts. Raises BadRecord."""
    known = [(onset, told) for onset, told in pairs if told <= as_of]
    if not known:
        return []
    first = min(onset for onset, _ in known)
    length = (as_of - first).days + 1
    took = np.array([(told - onset).days for onset, told in known], dtype=np.float64)
    ages = np.array([(as_of - onset).days for onset, _ in known], dtype=np.float64)
    at = length - 1 - ages.astype(np.int64)
    seen = np.bincount(at, minlength=length).astype(np.float64)
    by_delay = delays(took, ages, longest)
    found = nowcast(
        seen, np.arange(length, dtype=np.float64)[::-1], by_delay, np.random.default_rng(SEED), band
    )
    return [
        {
            "day": first + timedelta(days=n),
            "known": int(seen[n]),
            "known_share": float(found.known_share[n]),
            "expected": float(found.expected[n]) if told else None,
            "low": float(found.low[n]) if told else None,
            "high": float(found.high[n]) if told else None,
            "state": "expected" if told else "too_little_known",
        }
        for n, told in enumerate(found.told.tolist())
    ]


def read_pairs(path: Path, reading: Reading, as_of: date) -> tuple[list[Pair], list[RowNote]]:
    """Onset and report of each case, and the rows that do not count. Raises BadFile."""
    _, rows = read_numbered(path, "P", NEEDED)
    pairs: list[Pair] = []
    notes: list[RowNote] = []
    for number, row in rows:
        found = _pair(row, number, reading, as_of - timedelta(days=MOST_DAYS))
        notes.append(found) if isinstance(found, RowNote) else pairs.append(found)
    if not pairs:
        raise BadFile(
            vi="Tệp P: không dòng nào tính được; hãy ghi ngày như 2021-01-28, báo cáo không trước khởi phát, "
            f"khởi phát không sớm hơn ngày hỏi quá {MOST_DAYS} ngày, rồi chạy lại.",
            en="File P: no row counts; write days as 2021-01-28, the report no earlier than the onset, "
            f"the onset at most {MOST_DAYS} days before the day asked, and run again.",
            field="onset",
            code="no_onset",
        )
    return pairs, notes


def _pair(row: Mapping[str, str], number: int, reading: Reading, oldest: date) -> Pair | RowNote:
    days: list[date] = []
    for column in NEEDED:
        try:
            days.append(day(row[column], reading))
        except Unreadable:
            return RowNote("P", number, column, "unreadable_date", _UNREADABLE)
    onset, told = days
    if onset < oldest:
        return RowNote("P", number, "onset", "too_old", _TOO_OLD)
    return RowNote("P", number, "reported", "before_onset", _TOO_EARLY) if told < onset else (onset, told)
