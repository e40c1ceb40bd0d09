"""Entry: a record and what it adds to a number; Number: how all of them make it."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from services.domain.areas import AreaCode
from services.risk.records.books import Books, Record


class Entry(NamedTuple):
    """One record that went into a number."""

    record: Record
    adds: float


Find = Callable[[Books, AreaCode], Iterable[Entry]]
Total = Callable[[Sequence[Entry]], float]


def added_up(entries: Sequence[Entry]) -> float:
    """What all entries add."""
    return sum(one.adds for one in entries)


def never_below_zero(entries: Sequence[Entry]) -> float:
    """Two sums held against each other: the rest, or nothing."""
    return max(added_up(entries), 0.0)


def by_hundred(entries: Sequence[Entry]) -> float:
    """People in hundreds."""
    return added_up(entries) / 100


class Number(NamedTuple):
    """A number that opens: its records, and how they make the number."""

    find: Find
    total: Total = added_up


def adding(records: Iterable[Record], amount: Callable[[Record], float]) -> list[Entry]:
    """Each record with what it adds; those that add nothing are left out."""
    entries = (Entry(one, amount(one)) for one in records)
    return [one for one in entries if one.adds]
