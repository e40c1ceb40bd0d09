"""Heard: the facts as they were known at one moment. Pure values; no database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from services.domain.areas import AreaCode
from services.domain.levels import State
from services.domain.records import FoundIn, IncidentKind, SourceKnown


@dataclass(frozen=True, slots=True)
class Count:
    """New cases of a day in an area, as one site tells it."""

    site: str
    area: AreaCode
    day: date
    new_cases: int


@dataclass(frozen=True, slots=True)
class Case:
    """F0 in an area; count 0 says that there were none."""

    area: AreaCode
    confirmed_at: datetime
    count: int
    source: SourceKnown
    found_in: FoundIn
    hard_place: bool

    @property
    def source_missing(self) -> bool:
        """Nobody can say where it came from: unknown; or not found yet, unless it was found behind a fence.

        Who turns positive in quarantine is there because of a known contact or journey: a bulletin that
        leaves the column empty must not colour the commune of the quarantine place.
        """
        not_yet = self.source is SourceKnown.NOT_YET and self.in_community
        return not_yet or self.source is SourceKnown.UNKNOWN

    @property
    def in_community(self) -> bool:
        """Not found behind a fence: neither in quarantine nor at the border."""
        return self.found_in not in (FoundIn.QUARANTINE, FoundIn.BORDER)


@dataclass(frozen=True, slots=True)
class Contacts:
    """Contacts of one level that a locality counts."""

    area: AreaCode
    reported_at: datetime
    contact_level: int
    total: int
    traced: int | None
    in_quarantine: int | None

    @property
    def untraced(self) -> int | None:
        """Not found yet; None: not told. Of nobody, everybody is found."""
        if self.traced is None:
            return None if self.total else 0
        return max(self.total - self.traced, 0)

    @property
    def outside_quarantine(self) -> int:
        """Not known to be in central quarantine: while nobody says that they are, they are not."""
        return max(self.total - (self.in_quarantine or 0), 0)


@dataclass(frozen=True, slots=True)
class OrderHeard:
    """A state over an area (or a part of it) from a moment to a moment."""

    number: str
    issuer: str
    state: State
    area: AreaCode
    part: str | None
    since: datetime
    until: datetime | None

    def holds_at(self, moment: datetime) -> bool:
        """In force at this moment: from `since` on, and before `until`."""
        return self.since <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True)
class Incident:
    """People who came in, or tried to, without a gate."""

    area: AreaCode
    happened_at: datetime
    kind: IncidentKind
    by_sea: bool
    people: int


@dataclass(frozen=True, slots=True)
class Arrivals:
    """People who went from one origin to one area in the last two weeks."""

    origin: AreaCode | None
    area: AreaCode
    people: int
    with_symptoms: int
    with_contact: int


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


@dataclass(frozen=True, slots=True)
class Entrants:
    """Legal entrants of the last two weeks whose quarantine is to be kept in one area."""

    area: AreaCode
    people: int
    """Those of today are left out: they are still on their way."""
    unplaced: int
    """Of them, and of today's, without a quarantine place."""


@dataclass(frozen=True, slots=True)
class Goods:
    """Lots of the last two weeks that came into one area from one origin by one route."""

    area: AreaCode
    origin: str | None
    """Area or country; None: not known by that name."""
    through: tuple[str, ...]
    lots: int
    cold: int
    not_disinfected: int
    not_sampled: int
    untold: int
    """Lots of which nobody said whether they were disinfected and sampled."""
    crew_undeclared: int
    positive: int


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything risk had learned by `as_of`, the newest telling of each thing."""

    as_of: datetime
    counts: Sequence[Count] = ()
    cases: Sequence[Case] = ()
    contacts: Sequence[Contacts] = ()
    orders: Sequence[OrderHeard] = ()
    incidents: Sequence[Incident] = ()
    arrivals: Sequence[Arrivals] = ()
    quarantined: Sequence[Quarantined] = ()
    roll_calls: Sequence[RollCallHeard] = ()
    entrants: Sequence[Entrants] = ()
    goods: Sequence[Goods] = ()
    last_learned: dict[str, datetime] = field(default_factory=dict)
    """For each kind of fact the newest moment at which we learned one; missing: never."""
