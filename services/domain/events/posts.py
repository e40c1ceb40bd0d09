"""What posts let through, and what they did not, in counts: never a person."""

from datetime import date

from services.domain.areas import AreaCode
from services.domain.base import Word
from services.domain.events.base import Event
from services.domain.records import PostDecision


class PassageCount(Word):
    """How many people of one batch met one decision at one post on one day."""

    post: str
    area: AreaCode | None
    day: date
    decision: PostDecision
    people: int


class PassagesCounted(Event):
    """A batch of checkpoint scans was taken in; a correction takes back what the older row had counted."""

    topic = "passages-counted.v1"
    ref: str
    counts: tuple[PassageCount, ...]

    @property
    def key(self) -> str:
        """Batches are independent of each other."""
        return self.id
