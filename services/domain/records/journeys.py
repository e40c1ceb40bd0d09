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
    country: str | None = None
    """ISO 3166 letters, when the place is a country or lies in one and the register does not know it."""


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
    plate: Pseudonym | None = None
    """Mark of the licence plate."""
    visits: tuple[Visit, ...] = ()
    symptoms: bool | None = None
    contact_with_case: bool | None = None


class EntryDeclaration(Word):
    """A traveller's own statement on coming in from abroad (the entry form, rule book 3.1)."""

    declaration_id: str
    declared_at: Moment
    person: Pseudonym
    area: AreaCode | None
    """Where the person will stay, as far as the address says; else where the gate lies."""
    gate: str | None
    """Id of the law's list of places; a gate it does not know keeps the name that was written."""
    entered_on: date | None
    country: str | None = None
    """ISO 3166 letters of the country the person comes from."""
    vehicle: str | None = None
    plate: Pseudonym | None = None
    visits: tuple[Visit, ...] = ()
    symptoms: bool | None = None
    """Was any sign of the table answered yes? None: none was answered."""
    signs: tuple[str, ...] = ()
    """The signs answered yes: fever, cough, breath…"""
    contact_with_case: bool | None = None
    contact_with_animals: bool | None = None


class ResidentDeclaration(Word):
    """What somebody who lives here says of journeys, signs and contacts (the all-residents form)."""

    declaration_id: str
    declared_at: Moment
    person: Pseudonym
    area: AreaCode | None
    """Where the person lives."""
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
