"""Who travels from where to where, in their own words or their enterprise's."""

from datetime import date

from services.domain.areas import AreaCode
from services.domain.base import Moment, Word
from services.domain.records.words import Pseudonym


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
