"""What laboratories answered, in counts: never a person, never a sample."""

from datetime import date

from services.domain.areas import AreaCode
from services.domain.base import Word
from services.domain.events.base import Event
from services.domain.records import LabMethod


class LabCount(Word):
    """Tubes of one batch from one area and day, by method. Changes: a correction takes back its older row."""

    area: AreaCode
    day: date
    method: LabMethod
    samples: int
    people: int
    positive: int
    """Single samples found positive."""
    positive_pools: int
    pending: int
    invalid: int
    to_retest: int
    """People in positive pools: each is to be tested alone."""
    retested: int
    """Of such people, those tested alone with an answer."""


class LabResultsCounted(Event):
    """A batch of laboratory results was taken in."""

    topic = "lab-results-counted.v1"
    ref: str
    counts: tuple[LabCount, ...]

    @property
    def key(self) -> str:
        """Batches are independent of each other."""
        return self.id
