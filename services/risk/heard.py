"""Heard: the facts as they were known at one moment. Pure values; no database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from services.domain.areas import AreaCode
from services.domain.levels import State
from services.domain.records import FoundIn, IncidentKind, SourceKnown
from services.risk.heard_counts import Entrants as Entrants
from services.risk.heard_counts import Labs, Passages, Stays
from services.risk.heard_counts import Quarantined as Quarantined
from services.risk.heard_counts import RollCallHeard as RollCallHeard
from services.risk.heard_judged import AreaFactsHeard, JudgementHeard


@dataclass(frozen=True, slots=True)
class Count:
    """New cases of a day in an area, as one site tells it."""

    site: str
    area: AreaCode
    day: date
    new_cases: int
    in_quarantine: int | None = None
    in_community: int | None = None
    """Of them found in quarantine, and in the community, where the site says so."""


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
    awaiting_result: int | None = None
    """None: not told."""

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

    def comes_after(self, moment: datetime) -> bool:
        """Signed and to begin later; one that was ended before its first moment never holds."""
        return moment < self.since and (self.until is None or self.since < self.until)


@dataclass(frozen=True, slots=True)
class Incident:
    """People who came in, or tried to, without a gate."""

    area: AreaCode
    happened_at: datetime
    kind: IncidentKind
    by_sea: bool
    people: int
    place: str | None = None
    marker: str | None = None
    """Border place and boundary marker, as they were told."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """People who went from one origin through one post to one area in the last two weeks."""

    origin: AreaCode | None
    area: AreaCode
    people: int
    with_symptoms: int
    with_contact: int
    post: str | None = None
    """Control post or gate; None: nobody said."""


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
    crew: int = 0
    """People who came with them, as far as that was told."""
    crew_told: int = 0
    """Lots of which it was told."""


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
    stays: Sequence[Stays] = ()
    passages: Sequence[Passages] = ()
    labs: Sequence[Labs] = ()
    judgements: Sequence[JudgementHeard] = ()
    area_facts: Sequence[AreaFactsHeard] = ()
    last_learned: dict[str, datetime] = field(default_factory=dict)
    """For each kind of fact the newest moment at which we learned one; missing: never."""
    first_told: dict[str, date] = field(default_factory=dict)
    """For kinds that tell of days the first day that any of them tells of; missing: long ago."""
