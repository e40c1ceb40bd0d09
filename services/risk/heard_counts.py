"""Counts heard of quarantine, posts and laboratories, added up. Pure values."""

from dataclasses import dataclass
from datetime import date, datetime

from services.domain.areas import AreaCode
from services.domain.records import LabMethod, PostDecision, QuarantineKind, QuarantineReason, StayEnd


@dataclass(frozen=True, slots=True)
class Quarantined:
    """People of one quarantine place, or at home in one area, in the last two weeks and now."""

    place: str | None
    """None: at home."""
    area: AreaCode
    inside: int
    """There today."""
    escaped: int
    """Left without leave in the last two weeks."""
    entrants: int
    """Legal entrants who came in in the last two weeks."""


@dataclass(frozen=True, slots=True)
class RollCallHeard:
    """One roll call of one place."""

    place: str
    area: AreaCode
    at: datetime
    absent: int
    overdue_tests: int | None
    """None: nobody said."""
    present: int = 0


@dataclass(frozen=True, slots=True)
class Entrants:
    """Legal entrants of the last two weeks through one gate from one country, to be kept in one area."""

    area: AreaCode
    people: int
    """Those of today are left out: they are still on their way."""
    unplaced: int
    """Of them, and of today's, without a quarantine place."""
    gate: str | None = None
    country: str | None = None
    """ISO 3166 letters; None: nobody said."""


@dataclass(frozen=True, slots=True)
class Stays:
    """People who began, and perhaps ended, quarantine on the same days in one place.

    Those inside now, and those who left in the last two weeks.
    """

    place: str | None
    """None: at home."""
    area: AreaCode
    kind: QuarantineKind
    why: QuarantineReason
    since: date
    planned_until: date | None
    left_on: date | None
    ended: StayEnd | None
    people: int


@dataclass(frozen=True, slots=True)
class Passages:
    """People of the last two weeks who met one decision at one post."""

    post: str
    area: AreaCode | None
    """Where the post lies; None: nobody says."""
    decision: PostDecision
    people: int


@dataclass(frozen=True, slots=True)
class Labs:
    """Tubes of the last two weeks taken in one area on one day, by method."""

    area: AreaCode
    day: date
    method: LabMethod
    samples: int
    people: int
    positive: int
    """Single samples found positive."""
    positive_pools: int
    pending: int
    invalid: int
    to_retest: int
    retested: int
