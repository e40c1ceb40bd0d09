"""Who was exposed where: of everything one person did at one site, one answer. Pure (science.md E)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from services.domain.base import Sentence
from services.tracing.exposures import Meeting, Terms, Visit, Window, judged, meetings, together

MOST = timedelta(hours=24)
"""Minutes at one site add up over a day; whoever names whole weeks was not exposed for weeks."""


class Stay(NamedTuple):
    """A visit and whose it was."""

    person: str
    visit: Visit


class Exposed(NamedTuple):
    """One person at one site."""

    site: str
    person: str
    minutes: float
    score: float
    why: Sentence


def exposed(stays: Sequence[Stay], windows: Sequence[Window], terms: Terms) -> list[Exposed]:
    """Each person once for each window they met, in the order of sites and people.

    Minutes of several visits add up, those at the same time once, and at most a day of them counts;
    the place is as sure as in the surest of the visits.
    """
    groups: dict[tuple[int, str], list[Meeting]] = {}
    for one in meetings([stay.visit for stay in stays], windows, terms):
        groups.setdefault((one.window, stays[one.visit].person), []).append(one)
    found = [_exposed(person, met, stays, windows[window], terms) for (window, person), met in groups.items()]
    return sorted(found, key=lambda one: (one.site, one.person))


def _exposed(
    person: str, met: Sequence[Meeting], stays: Sequence[Stay], window: Window, terms: Terms
) -> Exposed:
    spans = [together(stays[one.visit].visit, window, terms) for one in met]
    minutes = round(min(_length(spans), MOST).total_seconds() / 60, 2)
    surest = min(one.how for one in met)
    return Exposed(window.site_id, person, minutes, *judged(minutes, surest, met[0].setting, terms))


def _length(spans: Sequence[tuple[datetime, datetime]]) -> timedelta:
    """Of all together, what is told twice once."""
    if len(spans) == 1:  # nearly everybody was at a place once
        begin, end = spans[0]
        return max(end - begin, timedelta(0))
    total, reached = timedelta(0), None
    for begin, end in sorted(spans):
        start = begin if reached is None else max(begin, reached)
        total += max(end - start, timedelta(0))
        reached = end if reached is None else max(reached, end)
    return total
