"""Inspections of places, in counts."""

from datetime import date

from services.domain.areas import AreaCode
from services.domain.base import Word
from services.domain.events.base import Event
from services.domain.records import InspectedPlaceType


class InspectionCount(Word):
    """Visits of one batch to one place on one day that found the same. Changes: corrections take back."""

    area: AreaCode
    place_type: InspectedPlaceType
    day: date
    inspections: int
    failed_items: int
    breaches: int
    to_reinspect: int
    place: str | None = None
    """The public place; messages of earlier versions have none."""
    checklist: str | None = None
    """The 5K in their order, a letter each: `y` passed, `n` did not, `-` nobody looked."""
    reinspect_on: date | None = None
    score: int = 0
    """Points of 100 that teams gave, added up over `scored` visits."""
    scored: int = 0


class InspectionsCounted(Event):
    """A batch of inspections was taken in."""

    topic = "inspections-counted.v1"
    ref: str
    counts: tuple[InspectionCount, ...]

    @property
    def key(self) -> str:
        """Batches are independent of each other."""
        return self.id
