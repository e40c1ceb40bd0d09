"""Which visits overlap which windows, a million at a time: same place, and some time in common.

The windows, the small side, are the index: place and time folded into one axis, sorted by start, with the
running maximum of their ends, so that one long window does not spoil the search. A table over equal steps
of that axis says where to look, so a visit costs two look-ups instead of two binary searches.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Pairs = tuple[Ints, Ints]

_CHUNK = 1 << 16  # visits looked at together: what they need fits the cache of one core
_STEPS = 1 << 18  # of the table at most: two megabytes
_STEPS_A_WINDOW = 128  # a table of many steps for a single window would cost more than it saves


@dataclass(frozen=True)
class Spans:
    """Half-open stretches of time at places, one an index: place number, start and end in whole milliseconds.

    Any unit will do, as long as years times places stay below 9 * 10^18.
    """

    place: Ints
    start: Ints
    end: Ints


def overlapping(visits: Spans, windows: Spans) -> Pairs:
    """Indices of visits and of windows, pair by pair, that share a place and some time.

    Half-open: what only touches shares nothing, and what lasts no time overlaps nothing. Places are numbers
    from 0 on; visits with a negative place are nowhere. Pairs come in the order of the visits.
    """
    index = WindowIndex.of(windows)
    if index is None or not len(visits.place):
        return _none()
    found = list(index.pairs(visits))
    return np.concatenate([one[0] for one in found]), np.concatenate([one[1] for one in found])


@dataclass(frozen=True)
class WindowIndex:
    """Windows ready to be asked; `order` leads back to their own numbers."""

    order: Ints
    starts: Ints
    ends: Ints
    rank: Ints
    """Of each place, which of the places with windows it is; -1: none. The last stands for all beyond."""
    first: int
    last: int
    shift: int
    lowest: NDArray[np.int32]
    highest: NDArray[np.int32]

    @classmethod
    def of(cls, windows: Spans) -> Self | None:
        """The index; None when no window lasts any time."""
        kept = np.flatnonzero((windows.end > windows.start) & (windows.place >= 0))
        if not len(kept):
            return None
        place, start, end = windows.place[kept], windows.start[kept], windows.end[kept]
        first, last = int(start.min()), int(end.max())
        span = last - first + 1
        places, ranked = np.unique(place, return_inverse=True)
        order = np.lexsort((start, ranked))
        starts = (ranked * span + start - first)[order]
        ends = (ranked * span + end - first)[order]
        steps = min(_STEPS, _STEPS_A_WINDOW * len(kept))
        shift = max(0, int(len(places) * span // steps).bit_length())
        edges = np.arange((len(places) * span >> shift) + 2, dtype=np.int64) << shift
        return cls(
            order=kept[order],
            starts=starts,
            ends=ends,
            rank=_ranks(places),
            first=first,
            last=last,
            shift=shift,
            lowest=np.searchsorted(np.maximum.accumulate(ends), edges, side="right").astype(np.int32),
            highest=np.searchsorted(starts, edges[1:], side="left").astype(np.int32),
        )

    def pairs(self, visits: Spans) -> Iterator[Pairs]:
        """Pairs of a visit's number and a window's, one array each a chunk of visits."""
        for begin in range(0, len(visits.place), _CHUNK):
            here = slice(begin, begin + _CHUNK)
            rows, window = self._chunk(visits.place[here], visits.start[here], visits.end[here])
            yield rows + begin, window

    def _chunk(self, place: Ints, start: Ints, end: Ints) -> Pairs:
        ranked = self.rank.take(np.minimum(place, len(self.rank) - 1), mode="wrap")
        base = ranked * (self.last - self.first + 1) - self.first
        begins = np.clip(start, self.first, self.last) + base
        ceases = np.clip(end, self.first, self.last) + base
        nowhere = (ranked < 0) | (place < 0) | (end <= start)
        begins[nowhere] = ceases[nowhere] = 0
        low = self.lowest[begins >> self.shift]
        count = self.highest[ceases >> self.shift] - low
        count[nowhere] = 0
        rows = np.flatnonzero(count > 0)
        visit, at = expanded(rows, low[rows].astype(np.int64), count[rows].astype(np.int64))
        real = (self.starts[at] < ceases[visit]) & (self.ends[at] > begins[visit])
        return visit[real], self.order[at[real]]


def expanded(rows: Ints, low: Ints, count: Ints) -> Pairs:
    """Each row as often as it has candidates, and beside it the candidates one after the other."""
    offsets = np.cumsum(count) - count
    return np.repeat(rows, count), np.arange(int(count.sum()), dtype=np.int64) + np.repeat(
        low - offsets, count
    )


def _ranks(places: Ints) -> Ints:
    ranks = np.full(int(places[-1]) + 2, -1, dtype=np.int64)
    ranks[places] = np.arange(len(places))
    return ranks


def _none() -> Pairs:
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
