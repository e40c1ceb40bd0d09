"""Dates of birth and other days: 1 January means the year only, day and month may be swapped."""

import re
from collections.abc import Sequence

import numpy as np

from services.linkage.kinds import MISSING, Array, Comparison, Crowd, Kind, Pairs, first_true, said

EXACT, BY_CARD, SWAPPED, YEAR_ONLY, DAY_MONTH, ONE_PART, YEAR, NEAR_YEAR, DIFFERENT = range(1, 10)

LABELS = (
    said("thiếu", "missing"),
    said("trùng cả ngày", "the same day"),
    said("trùng ngày tháng, năm khớp với số giấy tờ", "the same day, the year as on the card"),
    said("đảo ngày và tháng", "day and month swapped"),
    said("cùng năm, một bên chỉ biết năm", "the same year, one side knows the year only"),
    said("cùng ngày tháng, lệch một năm", "the same day of a neighbouring year"),
    said("khác một trong ngày, tháng, năm", "one of day, month, year differs"),
    said("chỉ cùng năm", "only the same year"),
    said("lệch một năm", "a neighbouring year"),
    said("khác nhau", "different"),
)

_PARTS = re.compile(r"\d+")
_FIRST, _LAST = 1850, 2150
BIRTHDAYS = 20_000.0  # days on which the living were born, about


class Births(Comparison):
    """The dates of birth of a pool of records, and the years that their cards speak of."""

    kind = Kind.BIRTH
    labels = LABELS
    start = (0.0, 0.76, 0.03, 0.05, 0.10, 0.02, 0.015, 0.015, 0.005, 0.005)
    exact = (EXACT,)

    def __init__(
        self, cells: Sequence[str], card_years: Array | None = None, crowd: Crowd | None = None
    ) -> None:
        """`card_years`: the year inside each record's 12-digit card, 0 where there is none."""
        self._crowd = crowd
        known = {cell: day_in(cell) for cell in set(cells)}
        table = np.array([known[cell] for cell in cells], dtype=np.int64).reshape(-1, 3)
        self.year, self.month, self.day = table.T
        self.card_year = np.zeros(len(cells), np.int64) if card_years is None else card_years
        self.year_only = (self.year > 0) & ((self.month == 0) | ((self.month == 1) & (self.day == 1)))
        self.whole = (self.year > 0) & ~self.year_only
        self.code = np.where(self.whole, self.year * 400 + self.month * 31 + self.day, -1)

    def levels(self, pairs: Pairs) -> Array:
        """How the dates of each pair agree."""
        left, right = pairs.left, pairs.right
        gap = np.abs(self.year[left] - self.year[right])
        card = self._card_agrees(left, right)
        both = self.whole[left] & self.whole[right]
        day, month = self.day[left] == self.day[right], self.month[left] == self.month[right]
        crossed = (self.day[left] == self.month[right]) & (self.month[left] == self.day[right])
        choices = [
            ((self.year[left] == 0) | (self.year[right] == 0), MISSING),
            (both & (gap == 0) & day & month, EXACT),
            (both & card & day & month, BY_CARD),
            (both & (gap == 0) & crossed, SWAPPED),
            (~both & ((gap == 0) | card), YEAR_ONLY),
            (both & (gap == 1) & day & month, DAY_MONTH),
            (both & ((gap == 0) & (day | month) | day & month), ONE_PART),
            ((gap == 0) | card, YEAR),
            (gap == 1, NEAR_YEAR),
        ]
        return first_true(choices, DIFFERENT)

    def reference(self, pairs: Pairs, levels: Array) -> Array:
        """Birthdays are spread evenly enough: one chance for all."""
        return np.where(levels == EXACT, self._chance, 1.0)

    @property
    def _chance(self) -> float:
        if self._crowd is not None:
            return 1 / BIRTHDAYS
        counts = np.unique(self.code[self.code >= 0], return_counts=True)[1]
        total = float(counts.sum())
        return float((counts * (counts - 1)).sum() + 1) / max(total * (total - 1), BIRTHDAYS)

    def _card_agrees(self, left: Array, right: Array) -> Array:
        mine, theirs = self.card_year[left], self.card_year[right]
        return ((mine > 0) & ((mine == self.year[right]) | (mine == theirs))) | (
            (theirs > 0) & (theirs == self.year[left])
        )


def day_in(cell: str) -> tuple[int, int, int]:
    """Year, month and day in a cell, 0 where it does not say: ISO, day first, a year alone, 8 digits."""
    numbers = [int(part) for part in _PARTS.findall(cell)[:3] if len(part) <= 8]
    if len(numbers) == 1:
        numbers = _alone(str(numbers[0]))
    elif numbers and numbers[0] <= 31:  # day or month first
        numbers.reverse()
    year, month, day = (*numbers, 0, 0, 0)[:3]
    if not _FIRST <= year <= _LAST:
        return 0, 0, 0
    if month > 12 and day <= 12:
        month, day = day, month
    return (year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else (year, 0, 0)


def _alone(digits: str) -> list[int]:
    if len(digits) == 8:
        return [int(digits[:4]), int(digits[4:6]), int(digits[6:])]
    return [int(digits)]
