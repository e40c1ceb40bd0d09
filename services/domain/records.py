"""What arrives through the doors, after reading: one Word a kind. People appear as pseudonyms only."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from services.domain.areas import AreaCode
from services.domain.base import Moment, Word
from services.domain.levels import State

Count = Annotated[int, Field(ge=0)]
Pseudonym = str
"""Stable name of a person inside this house, made at the door with the house's key; not reversible."""


class CaseCount(Word):
    """New cases of one day in one area, as one official site tells it."""

    site: str
    area: AreaCode
    day: date
    new_cases: Count
    found_in_quarantine: Count | None = None
    found_in_community: Count | None = None


class SourceKnown(StrEnum):
    """Is it known where a case was infected?"""

    KNOWN = "known"
    UNKNOWN = "unknown"
    NOT_YET = "not_yet"
    """Still being traced: counts as unknown, since nobody can say yet."""
    IMPORTED = "imported"


class FoundIn(StrEnum):
    """Where a case was found."""

    COMMUNITY = "community"
    QUARANTINE = "quarantine"
    LOCKED_AREA = "locked_area"
    BORDER = "border"
    UNKNOWN = "unknown"


class CaseReport(Word):
    """One F0, or a batch that was told as one number; `count` 0 says that there were none."""

    code: str
    """Patient or bulletin code (BN1553, E007); public, stable: a second row with it is a correction."""
    area: AreaCode
    confirmed_at: Moment
    count: Count = 1
    source: SourceKnown = SourceKnown.NOT_YET
    found_in: FoundIn = FoundIn.UNKNOWN
    hard_to_trace_place: str | None = None
    """Industrial park, school, large supermarket… where it was infected (Decision 2686)."""
    chain: str | None = None
    person: Pseudonym | None = None


class ContactReport(Word):
    """How many contacts of one level a locality counts now; a later report of the same chain replaces it."""

    chain: str
    area: AreaCode
    reported_at: Moment
    contact_level: Annotated[int, Field(ge=1, le=5)]
    total: Count
    traced: Count | None = None
    in_quarantine: Count | None = None
    awaiting_result: Count | None = None


class Order(Word):
    """What a competent body ordered for an area, by moment."""

    number: str
    issuer: str
    state: State
    area: AreaCode
    part: str | None = None
    since: Moment
    until: Moment | None = None
    signed_by: str | None = None
    note: str | None = None


class Visit(Word):
    """One place of the last 14 days."""

    area: AreaCode | None
    place: str
    arrived: date | None = None
    left: date | None = None


class Declaration(Word):
    """A traveller's own statement of a journey (the domestic form, rule book 3.1)."""

    declaration_id: str
    declared_at: Moment
    person: Pseudonym
    area: AreaCode
    """Where the person goes."""
    origin: AreaCode | None
    """Where the journey began, when the register knows it."""
    origin_text: str
    post: str | None = None
    vehicle: str | None = None
    visits: tuple[Visit, ...] = ()
    symptoms: bool | None = None
    contact_with_case: bool | None = None


class WorkerReturn(Word):
    """One worker whom an enterprise expects back."""

    enterprise: str
    person: Pseudonym
    area: AreaCode
    """Where the workplace is."""
    origin: AreaCode | None
    origin_text: str
    arrives_on: date
    sector: str | None = None
    sampled_on: date | None = None
    result: str | None = None


class IncidentKind(StrEnum):
    """Land or sea, and what became of it."""

    CAUGHT = "caught"
    ESCAPED = "escaped"
    TIP_OFF = "tip_off"
    FOUND_INSIDE = "found_inside"


class BorderIncident(Word):
    """People who came, or tried to come, in without a gate."""

    incident_id: str
    happened_at: Moment
    area: AreaCode
    kind: IncidentKind
    by_sea: bool = False
    people: Count
    place: str | None = None
    marker: str | None = None
    direction: str = "in"
    nationality: str | None = None


Record = CaseCount | CaseReport | ContactReport | Order | Declaration | WorkerReturn | BorderIncident
