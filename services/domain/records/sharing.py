"""Rooms, shifts, work groups and canteen tables: who shared one, from when until when (rule book 2.2)."""

from enum import StrEnum

from services.domain.areas import AreaCode
from services.domain.base import Moment, Word
from services.domain.records.words import Pseudonym


class SharedKind(StrEnum):
    """What people share, the narrowest first."""

    TABLE = "table"
    ROOM = "room"
    GROUP = "group"
    """A team, a line, a class: people who work or learn together."""
    SHIFT = "shift"


class SharedStay(Word):
    """Somebody in a place that others share, from a moment until before another; later rows replace it."""

    person: Pseudonym
    kind: SharedKind
    mark: str
    """The same for everybody in one room, shift or at one table; says nothing by itself."""
    place: str
    """The enterprise, dormitory or school, as written; never somebody's home."""
    unit: str
    """What is shared, in Vietnamese: `phòng 12`, `bàn 7, ca A`."""
    area: AreaCode | None = None
    since: Moment
    until: Moment
    mistaken: bool = False
    """It was told in error and counts no more."""
