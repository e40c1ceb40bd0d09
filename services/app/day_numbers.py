"""Numbers of cells in tables of counts by day: how many, and of which day. Sentences quote no cell."""

import math
import re
from datetime import date, timedelta

from services.domain.base import Sentence
from services.domain.errors import BadRecord
from services.ingest.cells import Unreadable
from services.ingest.columns import Reading
from services.ingest.times import day

_NUMBERED = re.compile(r"\d{1,4}", re.ASCII)


class Calendar:
    """Days of one table: dates, or, where they are numbered 1, 2, 3 …, their numbers."""

    def __init__(self, reading: Reading, *, numbered: bool) -> None:
        self._reading, self.numbered = reading, numbered

    @classmethod
    def of(cls, cells: list[str], reading: Reading) -> "Calendar":
        """Numbered only when every cell is a number of at most four digits."""
        return cls(reading, numbered=all(_NUMBERED.fullmatch(cell) for cell in cells))

    def ordinal(self, cell: str) -> int:
        """The day as a number that grows by one a day. Raises BadRecord."""
        if self.numbered:
            return int(cell)
        try:
            return day(cell, self._reading).toordinal()
        except Unreadable as fault:
            raise BadRecord(fault.sentence.vi, fault.sentence.en, code=fault.code) from None

    def shown(self, ordinal: int) -> date | int:
        """The day as it is told."""
        return ordinal if self.numbered else date.fromordinal(ordinal)


def days_later(start: date, days: int) -> date | None:
    """None where the calendar ends before."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return None


_THOUSANDS = re.compile(r"\d{1,3}([.,]\d{3})+")


def count_in(cell: str) -> float | None:
    """The same for counts of cases; None too for `1.234`, a thousand to some and hardly one to others."""
    return None if _THOUSANDS.fullmatch(cell) else number_in(cell)


def number_in(cell: str) -> float | None:
    """A finite number 0 or more; None for anything else, an empty cell too."""
    try:
        found = float(cell.replace(",", "."))
    except ValueError:
        return None
    return found if math.isfinite(found) and found >= 0 else None


NO_NUMBER = Sentence(
    vi="phải là số không âm, không ngăn cách hàng nghìn (1234); hãy điền (0 nếu không có ca) rồi chạy lại.",
    en="must be a number, 0 or more, thousands without a sign (1234); fill it in (0 for none) and run again.",
)
