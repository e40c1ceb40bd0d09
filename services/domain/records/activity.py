"""How much of life goes on in an area: the side of a measure that people pay for, or gain by."""

from datetime import date

from services.domain.areas import AreaCode
from services.domain.base import Word
from services.domain.records.words import Count


class AreaActivity(Word):
    """Counts of one area on one day; None: not told."""

    area: AreaCode
    day: date
    workers_back: Count | None = None
    """At work again in the enterprises of the area."""
    enterprises_open: Count | None = None
    tourism_open: Count | None = None
    tourism_closed: Count | None = None
    visitors: Count | None = None
    """At tourist places on that day."""

    @property
    def told(self) -> tuple[str, ...]:
        """Which of its numbers are told."""
        return tuple(name for name in ACTIVITY if getattr(self, name) is not None)


ACTIVITY = tuple(name for name in AreaActivity.model_fields if name not in ("area", "day"))
"""What is counted."""
