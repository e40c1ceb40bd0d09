"""Who comes, in counts: never a person."""

from datetime import date

from services.domain.areas import AreaCode
from services.domain.base import Word
from services.domain.events.base import Event


class ArrivalCount(Word):
    """How many people of one batch go from one origin to one area on one day."""

    origin: AreaCode | None
    area: AreaCode
    day: date
    people: int
    with_symptoms: int = 0
    with_contact: int = 0
    untested: int = 0
    post: str | None = None
    """The control post or gate they came through; None: nobody said."""
    enterprise: str | None = None
    """Worker returns: who expects them."""


class ArrivalsCounted(Event):
    """A batch of declarations or worker returns was taken in: counts only, never a person."""

    topic = "arrivals-counted.v1"
    ref: str
    kind: str
    """declaration, entry_declaration or worker_return."""
    counts: tuple[ArrivalCount, ...]

    @property
    def key(self) -> str:
        """Batches are independent of each other."""
        return self.id


class HealthCount(Word):
    """How many residents of one area declared on one day, and what they said of themselves."""

    area: AreaCode
    day: date
    people: int
    with_symptoms: int
    with_contact: int


class ResidentsCounted(Event):
    """A batch of residents' declarations was taken in; a correction takes back the older row's count."""

    topic = "residents-counted.v1"
    ref: str
    counts: tuple[HealthCount, ...]

    @property
    def key(self) -> str:
        """Batches are independent of each other."""
        return self.id
