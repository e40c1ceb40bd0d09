"""The outer ring: stretches of border and coast, gates and posts, districts outside that touch us. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.domain.areas import Area, AreaCode, Areas, Tier
from services.domain.base import Sentence
from services.domain.levels import Standing
from services.domain.records import PostDecision
from services.policy.places import Place, PlaceKind
from services.risk.grading import Standings
from services.risk.heard import Heard


class Part(StrEnum):
    """What a part of the outer ring is."""

    BORDER = "border"
    COAST = "coast"
    GATE = "gate"
    TRAIL = "trail"
    PORT = "port"
    POST = "post"
    NEIGHBOUR = "neighbour"


PARTS: dict[PlaceKind, Part] = {
    PlaceKind.GATE: Part.GATE,
    PlaceKind.OPENING: Part.GATE,
    PlaceKind.TRAIL: Part.TRAIL,
    PlaceKind.AIRPORT: Part.PORT,
    PlaceKind.PORT: Part.PORT,
    PlaceKind.OUTER_CHECKPOINT: Part.POST,
}
"""Kinds of places that stand on the outer ring."""


@dataclass(frozen=True)
class RingPart:
    """One part of the outer ring as it stands."""

    part: Part
    code: str
    """The place's id, or the area's code."""
    name: Sentence
    area: AreaCode | None
    """Where it lies; None: outside, or not known."""
    working: bool | None = None
    """Places: does it work now?"""
    standing: Standing | None = None
    """Neighbours: how they stand; the level may be open."""
    incidents: int | None = None
    """Border and coast: people of incidents of the window; None: no such report was ever heard."""
    people: int | None = None
    """Places: people they met within two weeks; None: nobody told."""
    stopped: int | None = None
    touches: tuple[AreaCode, ...] = ()
    """Neighbours: the districts inside that they touch."""


def outer_ring(
    areas: Areas, places: Sequence[Place], heard: Heard, standings: Standings, now: datetime
) -> tuple[RingPart, ...]:
    """Every part, kind by kind, the border first; neighbours with the highest level first."""
    found = (
        *_stretches(areas, heard),
        *(_place(place, heard, now) for place in places if place.kind in PARTS),
        *sorted(_neighbours(areas, standings), key=lambda one: (-_known_of(one), one.code)),
    )
    kinds = list(Part)
    return tuple(sorted(found, key=lambda one: kinds.index(one.part)))


def _stretches(areas: Areas, heard: Heard) -> Iterator[RingPart]:
    told = "border_incidents" in heard.last_learned
    for area in areas.of_tier(Tier.DISTRICT):
        inside = {one.code for one in areas.within(area.code)}
        here = [one for one in heard.incidents if one.area in inside]
        for part, lies_on, by_sea in (
            (Part.BORDER, area.on_foreign_border, False),
            (Part.COAST, area.has_coast, True),
        ):
            if lies_on:
                people = sum(one.people for one in here if one.by_sea is by_sea)
                yield RingPart(part, area.code, _named(area), area.code, incidents=people if told else None)


def _place(place: Place, heard: Heard, now: datetime) -> RingPart:
    names = {place.id, place.name}
    met = [one for one in heard.passages if one.post in names]
    return RingPart(
        PARTS[place.kind],
        place.id,
        Sentence(vi=place.name, en=place.name_en),
        place.commune,
        working=place.works_at(now),
        people=sum(one.people for one in met) if met else None,
        stopped=sum(one.people for one in met if one.decision is not PostDecision.PASS) if met else None,
    )


def _neighbours(areas: Areas, standings: Standings) -> Iterator[RingPart]:
    for area in areas.of_tier(Tier.DISTRICT, inside=False):
        touched = tuple(code for code in area.neighbours if _is_ours(areas, code))
        if touched:
            standing = standings[area.code]
            yield RingPart(Part.NEIGHBOUR, area.code, _named(area), None, standing=standing, touches=touched)


def _known_of(one: RingPart) -> int:
    """The level, or what an open one is at least; an open one stands behind its like."""
    if one.standing is None:
        return 0
    return 2 * (one.standing.level or one.standing.grade.at_least) - (one.standing.level is None)


def _is_ours(areas: Areas, code: AreaCode) -> bool:
    return areas[code].inside and areas[code].tier is Tier.DISTRICT


def _named(area: Area) -> Sentence:
    return Sentence(vi=area.name, en=area.name_en)


def working(ring: Iterable[RingPart]) -> int:
    """How many of its places work."""
    return sum(one.working is True for one in ring)
