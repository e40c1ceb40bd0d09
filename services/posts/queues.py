"""How long people wait at a post: lanes that serve in the order of arrival. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from heapq import heapify, heapreplace
from typing import NamedTuple


class Waits(NamedTuple):
    """Minutes between arriving and being served."""

    mean: float
    longest: float


def waits_of(arrivals: Iterable[tuple[datetime, float]], lanes: int) -> Waits:
    """The waits of people, each with the moment of arrival and the minutes it takes to serve them.

    >>> noon = datetime(2021, 2, 16, 12, tzinfo=UTC)
    >>> waits_of([(noon, 10), (noon, 10), (noon, 10)], lanes=2)
    Waits(mean=3.3, longest=10.0)
    """
    came = sorted(arrivals)
    if not came:
        return Waits(0.0, 0.0)
    free = [came[0][0]] * max(lanes, 1)
    heapify(free)
    waited = []
    for moment, minutes in came:
        begins = max(moment, free[0])
        heapreplace(free, begins + timedelta(minutes=minutes))
        waited.append((begins - moment).total_seconds() / 60)
    return Waits(round(sum(waited) / len(waited), 1), round(max(waited), 1))
