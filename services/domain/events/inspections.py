"""Inspections of places, in counts."""

from datetime import date

from services.domain.areas import AreaCode
from services.domain.base import Word
from services.domain.events.base import Event
from services.domain.records import InspectedPlaceType


class InspectionCount(Word):
    """Visits of one batch to places of one type in one area on one day. Changes: corrections take back."""

    area: AreaCode
    place_type: InspectedPlaceType
    day: date
    inspections: int
    failed_items: int
    breaches: int
    to_reinspect: int


class InspectionsCounted(Event):
    """A batch of inspections was taken in."""

    topic = "inspections-counted.v1"
    ref: str
    counts: tuple[InspectionCount, ...]

    @property
    def key(self) -> str:
        """Batches are independent of each other."""
        return self.id
