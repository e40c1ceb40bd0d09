"""From one day to another, as lists write it: `29/06/2020 – 01/07/2020`, `Since 20/01/2020`."""

import re
from datetime import date
from typing import NamedTuple

from services.ingest.cells import Unreadable
from services.ingest.columns import Reading
from services.ingest.list_times import NOTHING, known_day

Span = tuple[date, date | None]
"""First and last day; the last None: still going on."""


class DaysTold(NamedTuple):
    """What a cell says of days, and its own words."""

    span: Span | None
    text: str


NOT_TOLD = DaysTold(None, "")

_BETWEEN = re.compile(r"\s+[-–—]\s+|\s*–\s*|\s+(?:to|đến|until|and|và)\s+", re.IGNORECASE)
_SINCE = re.compile(r"^(?:since|from|từ)\s+(?:ngày\s+)?", re.IGNORECASE)


def day_span(cell: str, reading: Reading) -> Span | None:
    """First and last day of a cell; None where the list does not know. Raises Unreadable."""
    if cell.lower() in NOTHING:
        return None
    open_end = _SINCE.match(cell) is not None
    days = [known_day(part, reading) for part in _BETWEEN.split(_SINCE.sub("", cell)) if part.strip()]
    told = [day for day in days if day is not None]
    if not told:
        return None
    return min(told), None if open_end and len(told) == 1 else max(told)


def days_told(cell: str, reading: Reading) -> DaysTold:
    """The days of a cell with its own words. Raises Unreadable."""
    return DaysTold(day_span(cell, reading), cell)


def span_inside(text: str, reading: Reading) -> Span | None:
    """The same when a sender has written days into a column of something else; None: it holds none."""
    try:
        return day_span(text, reading) if re.search(r"\d[/.-]\d", text) else None
    except Unreadable:
        return None
