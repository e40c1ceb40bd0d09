"""Visits and windows as columns of numbers: a thousand are matched together, no object for each. Pure."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np

from services.tracing.overlaps import Ints
from services.tracing.places import Place


class Visit(NamedTuple):
    """Somebody at a place, from a moment to a later one."""

    visit_id: str
    place: Place
    start: datetime
    end: datetime


class Window(NamedTuple):
    """A place while somebody infectious was there, as an authority tells it."""

    site_id: str
    place: Place
    start: datetime
    end: datetime
    kind: str | None = None
    """The publisher's own word for the kind of exposure."""


class Columns(NamedTuple):
    """Where and when, row by row; moments in whole microseconds since 1970."""

    places: Sequence[Place]
    at: Ints
    """Which of the places each row is at."""
    begins: Ints
    ends: Ints

    def some(self, which: Ints) -> "Columns":
        """These rows only."""
        return Columns(self.places, self.at[which], self.begins[which], self.ends[which])

    def and_also(self, other: "Columns") -> "Columns":
        """These rows, then those of another."""
        return Columns(
            [*self.places, *other.places],
            np.concatenate((self.at, other.at + len(self.places))),
            np.concatenate((self.begins, other.begins)),
            np.concatenate((self.ends, other.ends)),
        )


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def columns_of(rows: Sequence[Visit] | Sequence[Window]) -> Columns:
    """The same rows as columns; each place once."""
    known: dict[Place, int] = {}
    at = whole(known.setdefault(row.place, len(known)) for row in rows)
    begins, ends = (
        whole(microseconds(row.start) for row in rows),
        whole(microseconds(row.end) for row in rows),
    )
    return Columns(list(known), at, begins, ends)


def microseconds(moment: datetime) -> int:
    """Since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def whole(numbers: Iterable[int]) -> Ints:
    """A column of whole numbers."""
    return np.array(list(numbers), dtype=np.int64)
