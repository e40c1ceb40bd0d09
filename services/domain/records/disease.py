"""Cases and contacts, as official sites and localities count them."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from services.domain.areas import AreaCode
from services.domain.base import Moment, Word
from services.domain.records.words import Count, Pseudonym


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


class ContactPerson(Word):
    """One contact of a case or a chain; a later row of the same link replaces it."""

    person: Pseudonym
    area: AreaCode
    """Where the person lives, or was found."""
    reported_at: Moment
    contact_level: Annotated[int, Field(ge=1, le=5)]
    case: str | None = None
    """Public code of the case."""
    chain: str | None = None
    contact_of: str | None = None
    """Whom this person met, one level nearer to the case: a pseudonym, or `case:` and a public code."""
    last_contact_on: date | None = None
    place: str | None = None
    """The quarantine place: its id, or a mark of a name that no list knows."""
    sampled_on: date | None = None
    result: str | None = None
    """negative, positive or pending."""
