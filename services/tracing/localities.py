"""People who were in a place that became dangerous, or turned out to have been: who, how urgent. Pure.

Issue item 5: a locality turns red, an order is published, a site appears. Everyone who declared the place
within the look-back is looked through at once and handed over as one list for place and cause.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from services.domain.areas import Area, AreaCode
from services.domain.base import Sentence
from services.domain.events import ListKind
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


class Listing(NamedTuple):
    """How urgent somebody is, and why."""

    score: float
    why: Sentence


SURENESS: Mapping[VisitKind, float] = {VisitKind.ORIGIN: 0.7}
"""What is not said day by day counts less; other kinds count full. Ours."""
_WEIGHT: Mapping[CauseKind, float] = {CauseKind.SITE: 0.5, CauseKind.PRESSURE: 0.8}
_PARTLY = 0.6  # who was in the area need not have been in that part of it


def listings(
    cause: Cause, beings: Iterable[tuple[str, str, datetime]], lookback: timedelta, zone: ZoneInfo
) -> dict[str, Listing]:
    """Everyone whom a cause reaches, by person: of several words the most urgent counts.

    `beings`: person, kind of word, until when. Thousands left on the same day: each day is judged once.
    """
    found: dict[str, Listing] = {}
    judged: dict[tuple[str, datetime], Listing] = {}
    for person, kind, until in beings:
        listing = judged.get((kind, until))
        if listing is None:
            listing = judged[(kind, until)] = _listing(cause, VisitKind(kind), until, lookback, zone)
        known = found.get(person)
        if known is None or listing.score > known.score:
            found[person] = listing
    return found


def most_urgent(several: Sequence[Mapping[str, Listing]]) -> dict[str, Listing]:
    """Of what several causes say of each person."""
    found = dict(several[0]) if several else {}
    for listed in several[1:]:
        for person, listing in listed.items():
            if person not in found or listing.score > found[person].score:
                found[person] = listing
    return found


def heading_of(place: PlaceAndKind, area: Area, causes: Sequence[Cause], *, ended: bool = False) -> Heading:
    """The list of a place and a kind of cause, called by the newest of its causes; `ended`: none holds."""
    said = max(causes, key=lambda cause: (cause.since, cause.ref)).said
    over = Sentence(vi=" (đã hết)", en=" (over)") if ended else Sentence(vi="", en="")
    title = Sentence(
        vi=f"Đã ở {area.name}: {said.vi}{over.vi}", en=f"Were in {area.name_en}: {said.en}{over.en}"
    )
    return Heading(ListKind.LOCALITY, place.ref, place.area, title)


def _listing(cause: Cause, kind: VisitKind, until: datetime, lookback: timedelta, zone: ZoneInfo) -> Listing:
    """Less by half for who left as long before as is looked back."""
    before = max(cause.since - until, timedelta()) / lookback if lookback else 0.0
    part = _PARTLY if cause.partly else 1.0
    weight = _WEIGHT.get(cause.kind, 1.0) * SURENESS.get(kind, 1.0)
    last = min(until, cause.until) if cause.until else until
    # A day that ends at midnight is the day before.
    day = (last - timedelta(microseconds=1)).astimezone(zone)
    how, said = _HOW.get(kind, _HOW[VisitKind.DECLARED]), cause.said
    why = Sentence(
        vi=f"{how.vi} đến {day:%d/%m/%Y}; {said.vi}", en=f"{how.en} until {day:%Y-%m-%d}; {said.en}"
    )
    return Listing(round(part * weight * (1 - min(before, 1.0) / 2), 3), why)


_HOW: Mapping[VisitKind, Sentence] = {
    VisitKind.DECLARED: Sentence(vi="khai đã ở đây", en="declared to have been here"),
    VisitKind.TOLD: Sentence(vi="kể với tổ truy vết đã ở đây", en="told a tracing team of being here"),
    VisitKind.ORIGIN: Sentence(vi="khai đi từ đây", en="declared to come from here"),
}
