"""Who was exposed where: of everything one person did at one site, one answer. Pure (science.md E)."""

from collections.abc import Sequence
from datetime import timedelta
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from services.domain.base import Sentence
from services.tracing.exposure_odds import odds_of
from services.tracing.exposures import (
    Columns,
    Terms,
    Visit,
    Window,
    meetings,
    settings_of,
)
from services.tracing.places import How
from services.tracing.visit_columns import columns_of, whole

MOST = timedelta(hours=24)
"""Minutes at one site add up over a day; whoever names whole weeks was not exposed for weeks."""
_MOST = MOST // timedelta(microseconds=1)


_Span = tuple[How, int, int]


class Stay(NamedTuple):
    """A visit and whose it was."""

    person: str
    visit: Visit


class Stays(NamedTuple):
    """Many of them, as columns."""

    people: Sequence[str]
    visits: Columns


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
    return exposed_of(stays_of(stays), windows, terms)


def stays_of(stays: Sequence[Stay]) -> Stays:
    """The same as columns."""
    return Stays([one.person for one in stays], columns_of([one.visit for one in stays]))


def exposed_of(stays: Stays, windows: Sequence[Window], terms: Terms) -> list[Exposed]:
    """The same of columns: a site may have thousands of visits."""
    groups: dict[tuple[int, str], list[_Span]] = {}
    met = meetings(stays.visits, windows, terms)
    for visit, window, how, begin, end in zip(*met, strict=True):
        groups.setdefault((window, stays.people[visit]), []).append((how, begin, end))
    sites, people = [windows[window].site_id for window, _ in groups], [person for _, person in groups]
    lasted = whole(map(_length, groups.values()))
    settings = settings_of(windows, terms)
    places = [(min(spans)[0], settings[window]) for (window, _), spans in groups.items()]
    odds = odds_of(np.minimum(lasted, _MOST), places, terms.transmission)
    return sorted(map(Exposed, sites, people, *odds), key=itemgetter(0, 1))


def _length(spans: Sequence[_Span]) -> int:
    """Microseconds of all together, what is told twice once."""
    if len(spans) == 1:  # nearly everybody was at a place once
        _, begin, end = spans[0]
        return max(end - begin, 0)
    total = reached = 0
    for _, begin, end in sorted(spans, key=itemgetter(1)):
        total += max(end - max(begin, reached), 0)
        reached = max(end, reached)
    return total
