"""Delivery: rows that reach us together, at one moment, for one feed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Row = dict[str, str]
"""A row as a CSV file would hold it: text under the columns of the feed."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one sender hands over at once; `at` is when we learn it, `name` what the file would be called."""

    at: datetime
    feed: str
    name: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Span:
    """The moments that are asked for, both ends included."""

    start: datetime
    until: datetime

    def holds(self, moment: datetime) -> bool:
        """Does the moment lie in the span?"""
        return self.start <= moment <= self.until

    def days(self, zone: ZoneInfo) -> list[date]:
        """Every local day that the span touches."""
        first, last = (moment.astimezone(zone).date() for moment in (self.start, self.until))
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def at(day: date, hour: int, zone: ZoneInfo, *, minute: int = 0) -> datetime:
    """A local moment of a day."""
    return datetime.combine(day, time(hour, minute), zone)
