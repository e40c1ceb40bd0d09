"""What the scores look at, gathered once for the whole map. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from math import cos, hypot, radians
from typing import TypeVar

from services.domain.areas import Area, AreaCode, Areas, Tier
from services.policy.places import PlaceKind, places_of
from services.policy.reader import Jurisdiction
from services.policy.weights import SourceWeights
from services.risk.contacts import recent_f1
from services.risk.heard import Case, Contacts, Heard, Incident
from services.risk.orders import OrdersInForce
from services.risk.pressure import Pressure, PressureMap, Usual
from services.risk.sources.goods_seen import GoodsSeen, goods_by_area
from services.risk.sources.outside import OutsidePlace, outside_places
from services.risk.sources.quarantined import Quarantine, quarantine_by_area
from services.risk.sums import Window, local_day

KM_PER_DEGREE = 110.7  # of latitude, at 21° north; a degree of longitude is shorter by the cosine

Fact = TypeVar("Fact", Case, Contacts)


@dataclass(frozen=True)
class Clues:
    """Recent facts by area, upwards added up where that makes sense."""

    jurisdiction: Jurisdiction
    weights: SourceWeights
    heard: Heard
    incidents: Mapping[AreaCode, Sequence[Incident]]
    """Border incidents of the window, by every area they concern."""
    cases: Mapping[AreaCode, Sequence[Case]]
    """F0 of the window, by every area they lie in."""
    contacts: Mapping[AreaCode, Sequence[Contacts]]
    """Newest F1 reports, by every area they lie in."""
    outside: Sequence[OutsidePlace]
    """Places outside with F0 in the window, or locked, and how near they are to whom."""
    arrivals: Mapping[AreaCode, tuple[int, int]]
    """People from epidemic places by area of arrival, and how many of them had symptoms or a contact."""
    pressure: PressureMap
    """Infection that may go on unseen, wherever there is an F0 of the window."""
    trails: Mapping[AreaCode, int]
    quarantine: Mapping[AreaCode, Quarantine]
    goods: Mapping[AreaCode, GoodsSeen]
    """Consignments of the window by area of arrival."""

    @cached_property
    def unseen_here(self) -> Mapping[AreaCode, Pressure]:
        """Of every place that an F0 of the window was told of, that F0 in no wider one."""
        return self.pressure.by_place_told()

    @property
    def areas(self) -> Areas:
        """The register."""
        return self.jurisdiction.areas


def gather(jurisdiction: Jurisdiction, heard: Heard, orders: OrdersInForce) -> Clues:
    """The clues of one moment; days are whole local days, as in the numbers of the law."""
    weights = jurisdiction.law.source_weights.on(heard.as_of).value
    areas, zone = jurisdiction.areas, jurisdiction.zone
    today = local_day(heard.as_of, zone)
    entry, community = (Window(today, weights.of(source).window_days) for source in ("i1", "i3"))
    incidents = [one for one in heard.incidents if local_day(one.happened_at, zone) in entry]
    unchecked_hours = jurisdiction.law.parameters.number("roll_call_hours", heard.as_of)
    radius_km = jurisdiction.law.parameters.number("border_radius_km", heard.as_of)
    recent = [case for case in heard.cases if case.count and local_day(case.confirmed_at, zone) in community]
    cases = _upwards(areas, recent)
    contacts = _upwards(areas, recent_f1(heard.contacts, community, zone))
    pressure = PressureMap(areas, cases, contacts, heard.as_of, usual_at(jurisdiction, heard.as_of))
    locked = orders.locked(areas)
    epidemic = epidemic_places(areas, cases, locked)
    return Clues(
        jurisdiction=jurisdiction,
        weights=weights,
        heard=heard,
        incidents=concerned(areas, incidents, radius_km),
        cases=cases,
        contacts=contacts,
        pressure=pressure,
        outside=outside_places(areas, epidemic, cases, locked, pressure),
        arrivals=_arrivals(areas, heard, epidemic),
        trails=_trails(jurisdiction),
        goods=goods_by_area(areas, heard, epidemic, listed_countries(jurisdiction, heard)),
        quarantine=quarantine_by_area(areas, heard, heard.as_of - timedelta(hours=unchecked_hours)),
    )


def usual_at(jurisdiction: Jurisdiction, moment: datetime) -> Usual:
    """What contacts found are held against, by the parameters of the law."""
    number = jurisdiction.law.parameters.number
    names = ("contacts_per_case", "contacts_prior_cases", "infection_generation_days", "find_contacts_hours")
    return Usual(*(number(name, moment) for name in names))


def listed_countries(jurisdiction: Jurisdiction, heard: Heard) -> str:
    """Codes of the countries whose goods count, or `*` for all abroad, by the law of the moment."""
    return jurisdiction.law.parameters.text("goods_listed_countries", heard.as_of)


def km_between(one: Area, other: Area) -> float:
    """Distance of two centres over the ground; infinite where a centre is not known."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return float("inf")
    shrink = cos(radians((one.latitude + other.latitude) / 2))
    return KM_PER_DEGREE * hypot(one.latitude - other.latitude, (one.longitude - other.longitude) * shrink)


def concerned(
    areas: Areas, incidents: Iterable[Incident], radius_km: float
) -> dict[AreaCode, list[Incident]]:
    """An incident concerns the area it is told of, all above it, and communes around within the radius."""
    communes = areas.of_tier(Tier.COMMUNE)
    found: dict[AreaCode, list[Incident]] = defaultdict(list)
    for incident in incidents:
        here = areas.get(incident.area)
        concerned = {area.code for area in areas.path(incident.area)}
        if here is not None and here.tier is Tier.COMMUNE:
            concerned |= {area.code for area in communes if km_between(here, area) <= radius_km}
        for code in concerned:
            found[code].append(incident)
    return found


def _upwards(areas: Areas, facts: Iterable[Fact]) -> dict[AreaCode, list[Fact]]:
    found: dict[AreaCode, list[Fact]] = defaultdict(list)
    for fact in facts:
        for area in areas.path(fact.area):
            found[area.code].append(fact)
    return found


def epidemic_places(
    areas: Areas, cases: Iterable[AreaCode], locked: frozenset[AreaCode]
) -> frozenset[AreaCode]:
    """Areas outside with F0 in the window, or locked; where a district has F0, so has its province."""
    outside = (areas[code] for code in {*cases, *locked} if code in areas)
    return frozenset(area.code for area in outside if not area.inside and area.tier is not Tier.COUNTRY)


def _arrivals(areas: Areas, heard: Heard, epidemic: frozenset[AreaCode]) -> dict[AreaCode, tuple[int, int]]:
    """From any part of a place with the epidemic counts as from that place (rule book 2.5, A5)."""
    sums: dict[AreaCode, tuple[int, int]] = {}
    origins = {arrivals.origin for arrivals in heard.arrivals}
    wanted = {code for code in origins if any(place.code in epidemic for place in areas.path(code))}
    for arrivals in heard.arrivals:
        if arrivals.origin in wanted:
            people, ill = sums.get(arrivals.area, (0, 0))
            ill += arrivals.with_symptoms + arrivals.with_contact
            sums[arrivals.area] = (people + arrivals.people, ill)
    found: dict[AreaCode, tuple[int, int]] = {}
    for code, (more, more_ill) in sums.items():
        for area in areas.path(code):
            people, ill = found.get(area.code, (0, 0))
            found[area.code] = (people + more, ill + more_ill)
    return found


def _trails(jurisdiction: Jurisdiction) -> dict[AreaCode, int]:
    found: dict[AreaCode, int] = defaultdict(int)
    for place in places_of(jurisdiction.places, PlaceKind.TRAIL, PlaceKind.OPENING):
        for area in jurisdiction.areas.path(place.commune):
            found[area.code] += 1
    return found
