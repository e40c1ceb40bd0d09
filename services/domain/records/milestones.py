"""A line of the time line that tracing asks for: one person at one place (Decision 5053; rule book 2.3)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from services.domain.areas import AreaCode
from services.domain.base import Moment, Word
from services.domain.records.words import Pseudonym


class Setting(StrEnum):
    """What kind of place it was; decides how likely an infection is, and whether it may be told."""

    HOME = "home"
    WORK = "work"
    SCHOOL = "school"
    SHOP = "shop"
    EATING = "eating"
    TRANSPORT = "transport"
    HEALTH = "health"
    WORSHIP = "worship"
    GATHERING = "gathering"
    OTHER = "other"


class Milestone(Word):
    """Where somebody was, from when until when, as they told a tracing team; later rows replace it."""

    person: Pseudonym
    told_at: Moment
    level: Annotated[int, Field(ge=0, le=5)]
    """0: an F0, whose milestones are where others may have been infected."""
    case: str | None = None
    """Public code of the case the person is, or is a contact of."""
    setting: Setting
    place: str
    """A public place as written; a home has no words here."""
    address: str | None = None
    area: AreaCode | None = None
    since: Moment
    until: Moment
    latitude: float | None = None
    longitude: float | None = None
    masked: bool | None = None
    mistaken: bool = False
    """It was told in error and counts no more."""
