"""Who must keep quarantine, who keeps it and who does not, in counts: never a person.

All three are changes: a correction takes back what the older row had counted.
"""

from datetime import date

from services.domain.areas import AreaCode
from services.domain.base import Moment, Word
from services.domain.events.base import Event
from services.domain.records import QuarantineKind, QuarantineReason, StayEnd


class EntrantCount(Word):
    """How many people came in through one gate on one day and were sent to one area."""

    gate: str
    area: AreaCode
    day: date
    people: int
    unplaced: int
    """Of them without a quarantine place."""
    country: str | None = None
    """ISO 3166 letters of where they come from; None: nobody said."""


class EntrantsCounted(Event):
    """A batch of legal entries was taken in."""

    topic = "entrants-counted.v1"
    ref: str
    counts: tuple[EntrantCount, ...]

    @property
    def key(self) -> str:
        """Batches are independent of each other."""
        return self.id


class StayCount(Word):
    """How many people began, and perhaps ended, quarantine on the same days in one place."""

    place: str | None
    """A place of the law's list, or a mark; None: at home."""
    area: AreaCode
    kind: QuarantineKind
    why: QuarantineReason
    since: date
    planned_until: date | None
    left_on: date | None
    ended: StayEnd | None
    people: int


class QuarantineCounted(Event):
    """A batch of stays in quarantine was taken in."""

    topic = "quarantine-counted.v1"
    ref: str
    counts: tuple[StayCount, ...]

    @property
    def key(self) -> str:
        """Batches are independent of each other."""
        return self.id


class RollCallCount(Word):
    """Who was there when one place counted."""

    place: str
    area: AreaCode
    at: Moment
    present: int
    absent: int
    overdue_tests: int
    tests_told: int
    """How many rows spoke of tests; 0: nobody said whether any is overdue."""


class RollCallsCounted(Event):
    """A batch of bed checks was taken in."""

    topic = "roll-calls-counted.v1"
    ref: str
    counts: tuple[RollCallCount, ...]

    @property
    def key(self) -> str:
        """Batches are independent of each other."""
        return self.id
