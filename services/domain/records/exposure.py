"""Where somebody may have been infected: exposure sites, and buildings where cases lived."""

from datetime import date
from enum import StrEnum

from services.domain.areas import AreaCode
from services.domain.base import Moment, Word


class AdviceClass(StrEnum):
    """What people who were there are asked to do, read coarsely out of the advice."""

    ISOLATE_AND_TEST = "isolate_and_test"
    TEST = "test"
    SELF_MONITOR = "self_monitor"
    OTHER = "other"


class ExposureSite(Word):
    """A place at a time, as an authority publishes it: who was there may have been infected."""

    site_id: str | None
    """The publisher's number; of a Salesforce number the 15 characters that both its forms share."""
    source: str
    """Whose list it stands in."""
    place: str | None
    address: str | None = None
    city: str | None = None
    area: AreaCode | None = None
    """Where the register knows it; None: elsewhere."""
    starts: Moment | None
    """None: the list does not say (yet)."""
    ends: Moment | None
    latitude: float | None = None
    longitude: float | None = None
    advice: str | None = None
    advice_class: AdviceClass = AdviceClass.OTHER
    exposure_type: str | None = None


class CaseBuilding(Word):
    """A building where cases lived or stayed, as an authority publishes it: never a flat, never a name."""

    source: str
    district: str
    building: str
    last_day: date | None = None
    """The last day a case lived there; None: not told, still there or not a home."""
    cases: tuple[int, ...] = ()
    """The authority's own numbers of the cases."""
    cases_elsewhere: int = 0
    """Cases told by another authority, without a number here."""
    as_written: str
    """The cell of the cases as published."""
