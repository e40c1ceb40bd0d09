"""The contacts of each person in tables of numbers: those of thousands of people are one look-up."""

from collections.abc import Iterable
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from services.domain.errors import NotFound
from services.tracing.contacts import Contact

Ints = NDArray[np.int32]

LONG_AGO = 0
"""Before any day: the exposure of an F0, and of whoever met one on a day nobody noted."""
_NO_END = 4_000_000  # after date.max
NEVER = _NO_END + 1
"""After any day and any contact: not exposed."""

PERSON, OTHER, FIRST, GIVES, TAKES, KIND = range(6)
"""Rows of a table of contacts, in which each of the two has a column: numbers of both, first day, last day on
which it may have gone to the other, last day on which it may have come from the other, and kind."""
_NO_WAY = -1  # the last day of a way that it cannot have gone
UNSETTLED = 4096
"""Columns added since are searched through each time: so many cost some microseconds."""
_FEW = 1024  # fewer are sorted, more are marked in a table of all people


class Links:
    """Contacts by person. The same contact twice is one contact, so that telling it again changes nothing."""

    def __init__(self, contacts: Iterable[Contact] = ()) -> None:
        """Takes in these contacts; one with oneself is passed over."""
        self.names: list[str] = []
        """People by their number."""
        self._numbers: dict[str, int] = {}
        self._kinds: dict[str, int] = {}
        self._recent = np.empty((6, 0), np.int32)
        # Repeats stay here: they change no level, and `remove` takes them all.
        self._settle(self._columns(contacts))

    def find(self, person: str) -> int | None:
        """The number of a person; None: nobody told of it."""
        return self._numbers.get(person)

    def numbers(self, people: Iterable[str]) -> Ints:
        """The numbers of people in their order; who has none gets the next."""
        numbers = self._numbers
        found = np.array([numbers.setdefault(person, len(numbers)) for person in people], np.int32)
        if len(numbers) > len(self.names):
            self.names.extend(islice(numbers, len(self.names), None))
        return found

    def of(self, people: Ints, *rows: int) -> tuple[NDArray[np.intp], list[Ints]]:
        """Contacts of these people (ascending, each once): who of them has each, and these rows of it."""
        known = people[: np.searchsorted(people, len(self._starts) - 1)]
        starts = self._starts[known]
        counts = self._starts[known + 1] - starts
        which = np.repeat(np.arange(len(known)), counts)
        places = np.repeat(starts - (np.cumsum(counts) - counts), counts)
        places += np.arange(len(which))
        found = [self._settled[row].take(places) for row in rows]
        if not self._recent.size or not len(people):
            return which, found
        where = np.minimum(np.searchsorted(people, self._recent[PERSON]), len(people) - 1)
        ours = people[where] == self._recent[PERSON]
        more = zip(found, (self._recent[row, ours] for row in rows), strict=True)
        return np.concatenate((which, where[ours])), [np.concatenate(both) for both in more]

    def add(self, contacts: Iterable[Contact]) -> Ints:
        """The people who have a contact more by it, ascending. A contact with oneself is none."""
        told = self._columns(contacts)
        known = self._known(each_once(told[PERSON]))
        new = list(dict.fromkeys(one for one in _tuples(told) if one not in known))
        if not new:
            return told[PERSON, :0]
        added = np.array(new, np.int32).T
        self._recent = np.concatenate((self._recent, added), axis=1)
        if self._recent.shape[1] > max(UNSETTLED, self._settled.shape[1] // 16):
            self._settle(np.concatenate((self._settled, self._recent), axis=1))
        return each_once(added[PERSON])

    def remove(self, contacts: Iterable[Contact]) -> Ints:
        """The people who had a contact more, ascending. Raises NotFound when one is not there."""
        told = self._columns(contacts)
        people, gone = each_once(told[PERSON]), set(_tuples(told))
        if not gone <= self._known(people):
            raise NotFound(
                vi="contact: không có tiếp xúc này; kiểm tra hai người, loại và ngày.",
                en="contact: there is no such contact; check the two people, the kind and the days.",
                field="contact",
                code="unknown_contact",
            )
        self._recent = self._recent[:, [one not in gone for one in _tuples(self._recent)]]
        for person in people.tolist():
            self._strike(person, gone)
        return people

    def _known(self, people: Ints) -> set[tuple[int, ...]]:
        return set(_tuples(np.array(self.of(people, *range(6))[1])))

    def _strike(self, person: int, gone: set[tuple[int, ...]]) -> None:
        """A settled contact that goes no way is passed over, until they are settled anew."""
        if person < len(self._starts) - 1:
            mine = self._settled[:, self._starts[person] : self._starts[person + 1]]
            mine[GIVES : TAKES + 1, [one in gone for one in _tuples(mine)]] = _NO_WAY

    def _settle(self, table: Ints) -> None:
        table = table[:, (table[GIVES] != _NO_WAY) | (table[TAKES] != _NO_WAY)]
        self._settled = table.take(np.argsort(table[PERSON], kind="stable"), axis=1)
        counts = np.bincount(table[PERSON], minlength=len(self.names))
        self._starts = np.concatenate(([0], np.cumsum(counts)))
        self._recent = self._recent[:, :0]

    def _columns(self, contacts: Iterable[Contact]) -> Ints:
        """Each contact as both have it."""
        met = [one for one in contacts if one[0] != one[1]]
        if not met:
            return np.empty((6, 0), np.int32)
        sources, targets, kinds, directed, since, until = zip(*met, strict=True)
        first = [LONG_AGO if day is None else day.toordinal() for day in since]
        last = np.array([_NO_END if day is None else day.toordinal() for day in until], np.int32)
        kind = [self._kinds.setdefault(one, len(self._kinds)) for one in kinds]
        back = np.where(directed, _NO_WAY, last)
        there = np.array((self.numbers(sources), self.numbers(targets), first, last, back, kind), np.int32)
        return np.concatenate((there, there[[OTHER, PERSON, FIRST, TAKES, GIVES, KIND]]), axis=1)


def carried(ready: Ints, first: Ints, last: Ints) -> Ints:
    """The day each contact exposes the other, this one being exposed on `ready`; NEVER if it ended before."""
    found = np.maximum(ready, first)
    found[ready > last] = NEVER
    return found


def _tuples(table: Ints) -> list[tuple[int, ...]]:
    return list(zip(*table.tolist(), strict=True))


def each_once(*numbers: Ints) -> Ints:
    """People of any of these, ascending, each once."""
    told: Ints = np.concatenate(numbers)
    if len(told) < _FEW:
        return np.unique(told)
    marked = np.zeros(told.max() + 1, np.bool_)
    marked[told] = True
    return np.flatnonzero(marked).astype(np.int32)
