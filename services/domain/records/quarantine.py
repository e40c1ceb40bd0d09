"""Who must keep quarantine, where they keep it, and who was there when somebody looked."""

from datetime import date
from enum import StrEnum

from services.domain.areas import AreaCode
from services.domain.base import Moment, Word
from services.domain.records.words import Count, Pseudonym


class QuarantineKind(StrEnum):
    """Where quarantine is kept."""

    CENTRAL = "central"
    HOTEL = "hotel"
    ENTERPRISE = "enterprise"
    HOSPITAL = "hospital"
    HOME = "home"


class QuarantineReason(StrEnum):
    """Why somebody must keep it (rule book 2.5)."""

    ENTRANT = "entrant"
    CONTACT = "contact"
    EPIDEMIC_AREA = "epidemic_area"
    ILLEGAL_ENTRY = "illegal_entry"
    OTHER = "other"


class StayEnd(StrEnum):
    """How a stay ended."""

    COMPLETED = "completed"
    MOVED = "moved"
    HOSPITAL = "hospital"
    ESCAPED = "escaped"
    OTHER = "other"


class LegalEntry(Word):
    """Somebody who came in through a gate, and what quarantine was ordered."""

    entry_id: str
    person: Pseudonym
    gate: str
    """Id of the law's list of places; a gate it does not know keeps the name that was written."""
    entered_at: Moment
    area: AreaCode | None
    """Where quarantine is to be kept; while nobody says, where the gate lies."""
    country: str | None = None
    """ISO 3166 letters."""
    purpose: str | None = None
    plate: Pseudonym | None = None
    flight: str | None = None
    place: str | None = None
    """The quarantine place ordered: its id, or a mark of a name that no list knows."""
    days: Count | None = None
    """Days of quarantine ordered."""


class QuarantineStay(Word):
    """One person's stay in a quarantine place or at home; its end is a correction of the same stay."""

    person: Pseudonym
    place: str | None
    """Id of the law's list, or a mark of a name that no list knows; None: at home."""
    area: AreaCode | None
    kind: QuarantineKind
    why: QuarantineReason
    since: Moment
    planned_until: date | None = None
    """The last day."""
    left_at: Moment | None = None
    ended: StayEnd | None = None


class RollCall(Word):
    """Who was there when a quarantine place counted: the whole place, or one person."""

    place: str
    """Id of the law's list, or a mark of a name that no list knows."""
    area: AreaCode | None
    checked_at: Moment
    present: Count
    absent: Count
    overdue_tests: Count | None = None
    """People whose test is overdue; None: nobody said."""
    person: Pseudonym | None = None
    temperature_c: float | None = None
    """Body temperature in °C."""
    symptoms: bool | None = None
