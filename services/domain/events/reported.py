"""What localities, the border guard and competent bodies told us."""

from datetime import date

from services.domain.areas import AreaCode
from services.domain.base import Moment
from services.domain.events.base import Event
from services.domain.levels import State
from services.domain.records import FoundIn, IncidentKind, SourceKnown


class CaseCountReported(Event):
    """An official site told, or corrected, the new cases of a day."""

    topic = "case-count-reported.v1"
    ref: str
    site: str
    area: AreaCode
    day: date
    new_cases: int
    found_in_quarantine: int | None = None
    found_in_community: int | None = None


class CaseReported(Event):
    """A locality told of F0 (or, with count 0, that there were none)."""

    topic = "case-reported.v1"
    ref: str
    area: AreaCode
    confirmed_at: Moment
    count: int
    source: SourceKnown
    found_in: FoundIn
    hard_to_trace_place: bool = False
    chain: str | None = None


class ContactsReported(Event):
    """A locality told how many contacts of a level it counts."""

    topic = "contacts-reported.v1"
    ref: str
    area: AreaCode
    reported_at: Moment
    contact_level: int
    total: int
    traced: int | None = None
    in_quarantine: int | None = None
    awaiting_result: int | None = None


class OrderIssued(Event):
    """A competent body set, changed or ended a state over an area."""

    topic = "order-issued.v1"
    ref: str
    number: str
    issuer: str
    state: State
    area: AreaCode
    part: str | None = None
    since: Moment
    until: Moment | None = None


class BorderIncidentReported(Event):
    """People came, or tried to come, in without a gate."""

    topic = "border-incident-reported.v1"
    ref: str
    area: AreaCode
    happened_at: Moment
    kind: IncidentKind
    by_sea: bool
    people: int
    place: str | None = None
    """A border place (marker, landing): public geography, never an address of a person."""
    marker: str | None = None
    """Number of the boundary marker nearby."""
