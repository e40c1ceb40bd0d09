"""Visits matched with exposure windows: who was there, how long, how likely infected (science.md E).

Half-open: a window is [start, end + lingering), touching ends do not match. What was known at which moment
is the business of `revisions`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from services.domain.base import Sentence
from services.tracing.overlaps import Ints, Spans, overlapping
from services.tracing.places import SAID, How, Place, Same, Tolerance, same_places
from services.tracing.transmission import Setting, Transmission

Frames = tuple[tuple[str, str], tuple[str, str]]
"""What stands before the minutes, and between them and the chance; in Vietnamese, and in English."""


class Visit(NamedTuple):
    """Somebody at a place, from a moment to a later one."""

    visit_id: str
    place: Place
    start: datetime
    end: datetime


class Window(NamedTuple):
    """A place while somebody infectious was there, as an authority tells it."""

    site_id: str
    place: Place
    start: datetime
    end: datetime
    kind: str | None = None
    """The publisher's own word for the kind of exposure."""


class Exposure(NamedTuple):
    """A visit that met a window."""

    visit_id: str
    site_id: str
    overlap_minutes: float
    score: float
    """Probability of infection, 0 to 1; see `transmission`."""
    why: Sentence


class Meeting(NamedTuple):
    """That a visit met a window: their numbers in the rows given, and by what the place is one."""

    visit: int
    window: int
    how: How
    setting: Setting


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
    return [
        (one.visit, _exposure(visits[one.visit], windows[one.window], one, terms))
        for one in meetings(visits, windows, terms)
    ]


def meetings(visits: Sequence[Visit], windows: Sequence[Window], terms: Terms) -> list[Meeting]:
    """The same, before it is judged."""
    our_places, at = _distinct(visit.place for visit in visits)
    their_places, there = _distinct(window.place for window in windows)
    same = same_places(our_places, their_places, terms.tolerance)
    asked, who = _at_their_places(visits, at, same)
    offered = Spans(np.array(there, dtype=np.int64), _starts(windows), _lingering(windows, terms.lingering))
    left, right = overlapping(asked, offered)
    settings = [terms.transmission.setting_of((one.place.name, one.kind)) for one in windows]
    pairs = sorted(zip(who[left].tolist(), right.tolist(), strict=True))
    return [Meeting(i, j, same[at[i], there[j]], settings[j]) for i, j in pairs]


def together(visit: Visit, window: Window, terms: Terms) -> tuple[datetime, datetime]:
    """From when until when somebody was at an exposed place."""
    return max(visit.start, window.start), min(visit.end, window.end + terms.lingering)


def judged(minutes: float, how: How, setting: Setting, terms: Terms) -> tuple[float, Sentence]:
    """The probability of infection in so many minutes, and what it is made of."""
    score = round(terms.transmission.score(setting, minutes, how), 6)
    return score, _why(minutes, score, how, setting, terms)


def _exposure(visit: Visit, window: Window, met: Meeting, terms: Terms) -> Exposure:
    begin, end = together(visit, window, terms)
    minutes = round((end - begin).total_seconds() / 60, 2)
    return Exposure(visit.visit_id, window.site_id, minutes, *judged(minutes, met.how, met.setting, terms))


def _why(minutes: float, score: float, how: How, setting: Setting, terms: Terms) -> Sentence:
    """People count in whole minutes; the score is that of the exact time."""
    rate, sure = terms.transmission.rates[setting], terms.transmission.sureness[how]
    frames = _frames(how, sure, rate.attack_rate, rate.usual_hours, rate.said.vi, rate.said.en)
    return _told(frames, f"{minutes:.0f}" if minutes >= 1 else f"{minutes:.2g}", f"{score * 100:.2g}")


@lru_cache(maxsize=16_384)  # hundreds of people at a site share a few dozen answers; lists write each once
def _told(frames: Frames, minutes: str, chance: str) -> Sentence:
    vi, en = frames
    return Sentence(
        vi=f"{vi[0]}{minutes.replace('.', ',')}{vi[1]}{chance.replace('.', ',')} %.",
        en=f"{en[0]}{minutes}{en[1]}{chance} %.",
    )


@lru_cache(maxsize=256)  # a few kinds of places, and hundreds of people at one of them
def _frames(how: How, sure: float, attack_rate: float, hours: float, said_vi: str, said_en: str) -> Frames:
    """What stands before the minutes, and between them and the chance; in Vietnamese and in English."""
    en = [f"{number:.6g}" for number in (sure * 100, attack_rate * 100, hours)]
    vi = [number.replace(".", ",") for number in en]
    return (
        (
            f"{SAID[how].vi} (chắc {vi[0]} %), cùng lúc ",
            f" phút; loại nơi: {said_vi} ({vi[1]} % lây trong {vi[2]} giờ): khả năng lây ",
        ),
        (
            f"{SAID[how].en} ({en[0]} % sure), ",
            f" minutes together; kind of place: {said_en} ({en[1]} % infected in {en[2]} hours): "
            "chance of infection ",
        ),
    )


def _distinct(places: Iterable[Place]) -> tuple[list[Place], list[int]]:
    """The different places, and which of them each is."""
    known: dict[Place, int] = {}
    numbers = [known.setdefault(place, len(known)) for place in places]
    return list(known), numbers


def _at_their_places(visits: Sequence[Visit], at: Sequence[int], same: Same) -> tuple[Spans, Ints]:
    """Each visit once at every place of the windows that is its own, and whose visit it is."""
    others: dict[int, list[int]] = {}
    for i, j in same:
        others.setdefault(i, []).append(j)
    rows = [(number, j) for number, place in enumerate(at) for j in others.get(place, ())]
    who = np.array([number for number, _ in rows], dtype=np.int64)
    places = np.array([place for _, place in rows], dtype=np.int64)
    starts, ends = _starts(visits), _ends(visits)
    return Spans(places, starts[who], ends[who]), who


def _starts(rows: Sequence[Visit] | Sequence[Window]) -> Ints:
    return _moments(row.start for row in rows)


def _ends(rows: Sequence[Visit] | Sequence[Window]) -> Ints:
    return _moments(row.end for row in rows)


def _lingering(windows: Sequence[Window], lingering: timedelta) -> Ints:
    """Ends of the windows; one that does not last gets nothing added, so that it still meets nobody."""
    return _moments(one.end + lingering if one.end > one.start else one.end for one in windows)


def _moments(moments: Iterable[datetime]) -> Ints:
    """Whole milliseconds since 1970: fine enough for people, and coarse enough to fold places beside."""
    return np.array([round(one.timestamp() * 1000) for one in moments], dtype=np.int64)
