"""A part of a year as deliveries, for the replay: what each sender hands over on a day, at its hour."""

from collections.abc import Iterator
from datetime import date

from services.app.demo.delivery import Delivery, at
from services.app.year.script import DECLARATIONS, Year, rows_by_day

HOURS = {
    "vncdc-daily": 6,
    "contact-persons": 7,
    "exposure-sites": 7,
    "shared-stays": 8,
    "cases": 18,
    "contacts": 19,
    "orders": 20,
    "judgements": 20,
}
"""The others come in the evening."""
EVENING = 23
PART = 5_000
"""Rows of one delivery of declarations: posts hand over all day long."""


def played(year: Year, first: date, last: date) -> Iterator[Delivery]:
    """Deliveries of the days from the first to the last, both included, the earliest first."""
    for day, by_feed in rows_by_day(year, first, last):
        deliveries = [
            one for feed, rows in by_feed.items() if rows for one in _handed_over(year, day, feed, rows)
        ]
        yield from sorted(deliveries, key=lambda one: one.at)


def _handed_over(year: Year, day: date, feed: str, rows: list[dict[str, str]]) -> Iterator[Delivery]:
    moment = at(day, HOURS.get(feed, EVENING), year.stage.zone, minute=30)
    size = PART if feed == DECLARATIONS else len(rows)
    for part, start in enumerate(range(0, len(rows), size), start=1):
        yield Delivery(moment, feed, f"{feed}-{day}-{part}", rows[start : start + size])
