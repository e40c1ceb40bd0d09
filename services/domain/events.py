"""What happened: past tense, flat, no personal data; and the list of them.

An event carries what its listeners need, so that nobody has to ask back. `ref` names the thing the
event is about: of two events with one `ref` the one learned later stands.
"""

import time
import uuid
from datetime import date
from typing import ClassVar

from pydantic import Field

from services.domain.areas import AreaCode
from services.domain.base import Moment, Sentence, Word
from services.domain.levels import Citation, Reason, RiskLevel, State
from services.domain.records import FoundIn, IncidentKind, SourceKnown


def new_id() -> str:
    """A time-ordered unique id (UUIDv7 layout): random primary keys would slow the database down."""
    random = uuid.uuid4().int & ((1 << 76) - 1)
    milliseconds = time.time_ns() // 1_000_000 & ((1 << 48) - 1)
    value = milliseconds << 80 | 0x7 << 76 | random & ((1 << 76) - 1)
    return str(uuid.UUID(int=value & ~(0x3 << 62) | 0x2 << 62))


class Event(Word):
    """Something that happened. `learned_at` is when we learned it; `id` makes a second delivery harmless."""

    topic: ClassVar[str]
    id: str = Field(default_factory=new_id)
    learned_at: Moment

    @property
    def key(self) -> str:
        """What keeps its order: events with one key stay in one partition."""
        return str(getattr(self, "area", self.id))


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


class ArrivalCount(Word):
    """How many people of one batch go from one origin to one area on one day."""

    origin: AreaCode | None
    area: AreaCode
    day: date
    people: int
    with_symptoms: int = 0
    with_contact: int = 0
    untested: int = 0


class ArrivalsCounted(Event):
    """A batch of declarations or worker returns was taken in: counts only, never a person."""

    topic = "arrivals-counted.v1"
    ref: str
    kind: str
    """declaration or worker_return."""
    counts: tuple[ArrivalCount, ...]

    @property
    def key(self) -> str:
        """Batches are independent of each other."""
        return self.id


class AreaLevelChanged(Event):
    """An area's shown level changed, by law or by order."""

    topic = "area-level-changed.v1"
    area: AreaCode
    before: RiskLevel | None
    after: RiskLevel | None
    at: Moment
    reasons: tuple[Reason, ...]
    cite: Citation
    order_number: str | None = None
    suggested: RiskLevel | None = None
    """What the law alone would say, when an order decides."""


class FirstCaseAfterQuiet(Event):
    """A case after a quiet period: the moment at which hours count."""

    topic = "first-case-after-quiet.v1"
    area: AreaCode
    at: Moment
    cases: int
    quiet_days: int | None
    """None: never a case before."""


class MessageParked(Event):
    """A message failed again and again and was set aside; operators must look."""

    topic = "message-parked.v1"
    consumer: str
    source_topic: str
    error: Sentence


EVENTS: dict[str, type[Event]] = {
    kind.topic: kind
    for kind in (
        CaseCountReported,
        CaseReported,
        ContactsReported,
        OrderIssued,
        BorderIncidentReported,
        ArrivalsCounted,
        AreaLevelChanged,
        FirstCaseAfterQuiet,
        MessageParked,
    )
}
