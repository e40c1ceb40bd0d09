"""That an area told how much of life goes on in it."""

from datetime import date

from services.domain.areas import AreaCode
from services.domain.events.base import Event


class AreaActivityReported(Event):
    """What one area counted on one day: people at work, enterprises, tourism. None: not told."""

    topic = "area-activity-reported.v1"
    ref: str
    area: AreaCode
    day: date
    workers_back: int | None = None
    enterprises_open: int | None = None
    tourism_open: int | None = None
    tourism_closed: int | None = None
    visitors: int | None = None
