"""Visits matched with exposure windows: who was there, how long, how likely infected (science.md E).

Half-open: a window is [start, end + lingering), touching ends do not match. What was known at which moment
is the business of `revisions`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

import numpy as np

from services.domain.base import Sentence
from services.tracing.exposure_odds import odds_of
from services.tracing.overlaps import Ints, Spans, expanded, overlapping
from services.tracing.places import How, Same, Tolerance, same_places
from services.tracing.transmission import Setting, Transmission
from services.tracing.visit_columns import Columns as Columns
from services.tracing.visit_columns import Visit as Visit
from services.tracing.visit_columns import Window as Window
from services.tracing.visit_columns import columns_of, whole

_MICROSECOND = timedelta(microseconds=1)
_MILLISECOND = 1_000  # microseconds


class Exposure(NamedTuple):
    """A visit that met a window."""

    visit_id: str
    site_id: str
    overlap_minutes: float
    score: float
    """Probability of infection, 0 to 1; see `transmission`."""
    why: Sentence


class Meetings(NamedTuple):
    """Which visits met which windows, meeting by meeting."""

    visit: Sequence[int]
    """The number of the visit in the rows given."""
    window: Sequence[int]
    how: Sequence[How]
    """By what the place is one."""
    begin: Sequence[int]
    """Since when they were there at one time, in microseconds since 1970; `end` likewise."""
    end: Sequence[int]


@dataclass(frozen=True)
class Terms:
    """On what terms visits and windows meet."""

    tolerance: Tolerance = Tolerance()
    transmission: Transmission = field(default_factory=Transmission)
    lingering: timedelta = timedelta(0)
    """How long the air of a place stays dangerous after the case left."""


def match(visits: Sequence[Visit], windows: Sequence[Window], terms: Terms | None = None) -> list[Exposure]:
    """Every visit with every window that it met, in the order of the visits, then of the windows.

    A window or visit that does not end after it starts meets nobody: callers tell of it.
    """
    return [exposure for _, exposure in numbered(visits, windows, terms)]


def numbered(
    visits: Sequence[Visit], windows: Sequence[Window], terms: Terms | None = None
) -> list[tuple[int, Exposure]]:
    """The same, each with the number of its visit."""
    terms = terms or Terms()
    met, settings = meetings(columns_of(visits), windows, terms), settings_of(windows, terms)
    places = [(how, settings[window]) for how, window in zip(met.how, met.window, strict=True)]
    odds = odds_of(whole(met.end) - whole(met.begin), places, terms.transmission)
    seen, sites = (
        (visits[visit].visit_id for visit in met.visit),
        (windows[one].site_id for one in met.window),
    )
    return list(zip(met.visit, map(Exposure, seen, sites, *odds), strict=True))


def meetings(visits: Columns, windows: Sequence[Window], terms: Terms) -> Meetings:
    """The same, before it is judged."""
    offered = columns_of(windows)
    same = same_places(visits.places, offered.places, terms.tolerance)
    asked, who = _at_their_places(visits, same)
    # Air lingers after a window that lasted; one that does not last still meets nobody.
    lingering = np.where(offered.ends > offered.begins, terms.lingering // _MICROSECOND, 0)
    offered = offered._replace(ends=offered.ends + lingering)
    left, right = overlapping(asked, _spans(offered.at, offered))
    visit = who[left]
    order = np.lexsort((right, visit))
    visit, window = visit[order], right[order]
    places = zip(visits.at[visit].tolist(), offered.at[window].tolist(), strict=True)
    return Meetings(
        visit.tolist(),
        window.tolist(),
        [same[pair] for pair in places],
        np.maximum(visits.begins[visit], offered.begins[window]).tolist(),
        np.minimum(visits.ends[visit], offered.ends[window]).tolist(),
    )


def settings_of(windows: Sequence[Window], terms: Terms) -> list[Setting]:
    """What people do at each of these places."""
    return [terms.transmission.setting_of((one.place.name, one.kind)) for one in windows]


def _at_their_places(visits: Columns, same: Same) -> tuple[Spans, Ints]:
    """Each visit once at every place of the windows that is its own, and whose visit it is."""
    others: list[list[int]] = [[] for _ in visits.places]
    for i, j in same:
        others[i].append(j)
    many = whole(map(len, others))
    who, at = expanded(np.arange(len(visits.at)), (np.cumsum(many) - many)[visits.at], many[visits.at])
    return _spans(whole(j for here in others for j in here)[at], visits.some(who)), who


def _spans(places: Ints, when: Columns) -> Spans:
    """Whole milliseconds: fine enough for people, and coarse enough to fold places beside."""
    return Spans(places, when.begins // _MILLISECOND, when.ends // _MILLISECOND)
