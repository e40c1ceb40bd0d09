"""Contacts handed over one by one, told in counts: never a person."""

from datetime import date

from services.domain.areas import AreaCode
from services.domain.base import Word
from services.domain.events.base import Event


class ContactPersonCount(Word):
    """How many contacts of one level one area has more since a day."""

    area: AreaCode
    contact_level: int
    day: date
    people: int
    in_quarantine: int
    positive: int


class ContactPersonsCounted(Event):
    """A batch of contacts was taken in; a correction takes back what the older row had counted."""

    topic = "contact-persons-counted.v1"
    ref: str
    counts: tuple[ContactPersonCount, ...]

    @property
    def key(self) -> str:
        """Batches are independent of each other."""
        return self.id
