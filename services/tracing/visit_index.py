"""Which stored visits may have met a window? A million of them in memory, asked in less than a millisecond.

Of each visit its number, its hours, its place and whose it is are kept under every sign of the place: code,
name, exact address, and the cell in which it lies. The signs are hashed; what is found is a superset, and the
pure matching decides.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, Self

import numpy as np

from services.tracing.nearness import Ints, cells_around, cells_of
from services.tracing.numbered import Numbered
from services.tracing.overlaps import Pairs
from services.tracing.places import Place, Tolerance, keys_of
from services.tracing.visit_columns import Columns, microseconds, whole


class Found(NamedTuple):
    """Visits by their numbers, each once, whose they are, and where and when they were."""

    ids: Ints
    people: list[str]
    visits: Columns

    def without(self, gone: Collection[int]) -> "Found":
        """The same without these."""
        if not gone:
            return self
        left = np.flatnonzero(~np.isin(self.ids, list(gone)))
        people = [self.people[row] for row in left.tolist()]
        return Found(self.ids[left], people, self.visits.some(left))


class Stored(NamedTuple):
    """A visit as it is kept: its number in the database, whose, where, and from when until when."""

    id: int
    person: str
    place: Place
    since: datetime
    until: datetime


class VisitIndex:
    """Grows by adding; forgets nothing: whoever asks looks up whether a visit still stands.

    `IndexedVisits` makes it anew in time.
    """

    def __init__(self, tolerance: Tolerance | None = None) -> None:
        """`tolerance`: how far apart coordinates of one place may be."""
        self._metres = (tolerance or Tolerance()).metres
        self._runs: list[_Run] = []
        self._places: Numbered[Place] = Numbered()
        self._people: Numbered[str] = Numbered()
        self.highest = 0
        """The highest number added."""
        self.visits = 0
        """How many were added, those without a place too."""

    def __len__(self) -> int:
        """How many signs are kept."""
        return sum(len(run.signs) for run in self._runs)

    def add(self, visits: Sequence[Stored]) -> None:
        """Keep some more, by the thousand where there are thousands; without a place only its number."""
        if not visits:
            return
        self.highest = max(self.highest, *(visit.id for visit in visits))
        self.visits += len(visits)
        signs, rows = self._signs(visits)
        places = [self._places.number(visit.place) for visit in visits]
        people = [self._people.number(visit.person) for visit in visits]
        self._runs.append(_Run.of(signs, rows, visits, places, people))
        # Runs at least double from the last to the first: few to ask, and each visit is merged a few times.
        while len(self._runs) > 1 and len(self._runs[-2].signs) < 2 * len(self._runs[-1].signs):
            last = self._runs.pop()
            self._runs[-1] = self._runs[-1].merged(last)

    def near(self, place: Place, since: datetime, until: datetime) -> Found:
        """All visits that met a window, and some that did not, in the order of their numbers."""
        signs = _hashes(keys_of(place))
        if place.lies:
            signs = np.concatenate((signs, cells_around(np.array([place.lies]), self._metres)))
        begin, end = microseconds(since), microseconds(until)
        found = [_NOTHING, *(some for run in self._runs for some in run.ask(signs, begin, end))]
        ids, begins, ends, places, people = (np.concatenate(column) for column in zip(*found, strict=True))
        _, first = np.unique(ids, return_index=True)  # once, whatever number of its signs were met
        there, at = np.unique(places[first], return_inverse=True)
        met = Columns(self._places.values(there.tolist()), at, begins[first], ends[first])
        return Found(ids[first], self._people.values(people[first].tolist()), met)

    def _signs(self, visits: Sequence[Stored]) -> Pairs:
        """Each sign, and the row that has it."""
        told = [(row, key) for row, visit in enumerate(visits) for key in keys_of(visit.place)]
        lying = [(row, visit.place.lies) for row, visit in enumerate(visits) if visit.place.lies]
        words = _hashes(key for _, key in told)
        cells = np.array([point for _, point in lying], dtype=np.float64).reshape(-1, 2)
        rows = [row for row, _ in told] + [row for row, _ in lying]
        return np.concatenate((words, cells_of(cells, self._metres))), np.array(rows, dtype=np.int64)


class _Run(NamedTuple):
    """Some signs in their order, each with the visit it belongs to."""

    signs: Ints
    ids: Ints
    begins: Ints
    ends: Ints
    places: Ints
    people: Ints

    @classmethod
    def of(
        cls, signs: Ints, rows: Ints, visits: Sequence[Stored], places: Sequence[int], people: Sequence[int]
    ) -> Self:
        """A run of these visits; `places` and `people` are numbers."""
        ids = whole(visit.id for visit in visits)
        where, whose = whole(places), whole(people)
        begins = whole(microseconds(visit.since) for visit in visits)
        ends = whole(microseconds(visit.until) for visit in visits)
        return cls(signs, ids[rows], begins[rows], ends[rows], where[rows], whose[rows]).sorted()

    def sorted(self) -> Self:
        """The same in the order of the signs; two runs in a row are merged in one pass."""
        order = np.argsort(self.signs, kind="stable")
        return type(self)(*(column[order] for column in self))

    def merged(self, other: "_Run") -> Self:
        """Both as one."""
        return type(self)(*(np.concatenate(both) for both in zip(self, other, strict=True))).sorted()

    def ask(self, signs: Ints, begin: int, end: int) -> Iterator[tuple[Ints, ...]]:
        """The visits under these signs that overlap a stretch of time: all columns but the signs."""
        low = np.searchsorted(self.signs, signs, side="left").tolist()
        high = np.searchsorted(self.signs, signs, side="right").tolist()
        for first, behind in zip(low, high, strict=True):
            here = slice(first, behind)
            if first < behind:
                met = (self.begins[here] < end) & (self.ends[here] > begin)
                yield tuple(column[here][met] for column in self[1:])


_NOTHING = (np.empty(0, np.int64),) * 5


def _hashes(keys: Iterable[tuple[str, str]]) -> Ints:
    return np.array([hash(key) for key in keys], dtype=np.int64)
