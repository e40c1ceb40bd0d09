"""People who were in a place that became dangerous, or turned out to have been: who, how urgent. Pure.

Issue item 5: a locality turns red, an order is published, a site appears. Everyone who declared the place
within the look-back is looked through at once and handed over as one list for place and cause.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from services.domain.areas import Area, AreaCode
from services.domain.base import Sentence
from services.domain.events import ListKind
from services.tracing.list_views import Member
from services.tracing.lists import Heading
from services.tracing.visits import VisitKind


class CauseKind(StrEnum):
    """Why a place is looked through."""

    LEVEL = "level"
    ORDER = "order"
    SITE = "site"
    PRESSURE = "pressure"


class Cause(NamedTuple):
    """One reason to look through those who were in an area, half-open in time."""

    ref: str
    kind: CauseKind
    area: AreaCode
    since: datetime
    until: datetime | None
    partly: bool
    said: Sentence

    @property
    def place(self) -> "PlaceAndKind":
        """Which list it belongs to."""
        return PlaceAndKind(self.area, self.kind)

    def reaches(self, lookback: timedelta) -> tuple[datetime, datetime | None]:
        """When somebody must have been there. A site has hours of its own; else the look-back comes first."""
        return (self.since if self.kind is CauseKind.SITE else self.since - lookback), self.until


class PlaceAndKind(NamedTuple):
    """What one list is about."""

    area: AreaCode
    kind: CauseKind

    @property
    def ref(self) -> str:
        """As the list is named."""
        return f"{self.area}/{self.kind}"


class Being(NamedTuple):
    """Somebody was in an area, as one kind of word says; half-open."""

    person: str
    kind: VisitKind
    since: datetime
    until: datetime


SURENESS: Mapping[VisitKind, float] = {VisitKind.ORIGIN: 0.7}
"""What is not said day by day counts less; other kinds count full. Ours."""
_WEIGHT: Mapping[CauseKind, float] = {CauseKind.SITE: 0.5, CauseKind.PRESSURE: 0.8}
_PARTLY = 0.6  # who was in the area need not have been in that part of it


def members_of(
    causes: Iterable[Cause], beings: Mapping[str, Iterable[Being]], lookback: timedelta, zone: ZoneInfo
) -> dict[str, Member]:
    """Everyone whom a cause reaches, by person: the most urgent of what is known counts. Areas come later.

    `beings`: by the `ref` of the cause, those who were in its area in its time.
    """
    found: dict[str, Member] = {}
    for cause in causes:
        begin, end = cause.reaches(lookback)
        for being in beings.get(cause.ref, ()):
            if being.until <= begin or (end is not None and being.since >= end):
                continue
            score = _score(cause, being, lookback)
            known = found.get(being.person)
            if known is None or score > known.score:
                last = min(being.until, end) if end else being.until
                why = _why(cause.said, being.kind, _last_day(last, zone))
                found[being.person] = Member(being.person, None, score, why)
    return found


def heading_of(place: PlaceAndKind, area: Area, causes: Iterable[Cause]) -> Heading:
    """The list of a place and a kind of cause; called by the newest of its causes."""
    newest = max(causes, key=lambda cause: (cause.since, cause.ref), default=None)
    said = newest.said if newest else Sentence(vi="đã hết hiệu lực", en="no longer in force")
    title = Sentence(vi=f"Đã ở {area.name}: {said.vi}", en=f"Were in {area.name_en}: {said.en}")
    return Heading(ListKind.LOCALITY, place.ref, place.area, title)


def _score(cause: Cause, being: Being, lookback: timedelta) -> float:
    """Less by half for who left as long before as is looked back."""
    before = max(cause.since - being.until, timedelta()) / lookback if lookback else 0.0
    part = _PARTLY if cause.partly else 1.0
    weight = _WEIGHT.get(cause.kind, 1.0) * SURENESS.get(being.kind, 1.0)
    return round(part * weight * (1 - min(before, 1.0) / 2), 3)


def _last_day(until: datetime, zone: ZoneInfo) -> str:
    # A day that ends at midnight is the day before.
    return f"{(until - timedelta(microseconds=1)).astimezone(zone):%d/%m/%Y}"


@lru_cache(maxsize=4096)
def _why(said: Sentence, kind: VisitKind, day: str) -> Sentence:
    how = _HOW.get(kind, _HOW[VisitKind.DECLARED])
    return Sentence(vi=f"{how.vi} đến {day}; {said.vi}", en=f"{how.en} until {day}; {said.en}")


_HOW: Mapping[VisitKind, Sentence] = {
    VisitKind.DECLARED: Sentence(vi="khai đã ở đây", en="declared to have been here"),
    VisitKind.TOLD: Sentence(vi="kể với tổ truy vết đã ở đây", en="told a tracing team of being here"),
    VisitKind.ORIGIN: Sentence(vi="khai đi từ đây", en="declared to come from here"),
}
