"""What the scores look at, gathered once for the whole map. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import cos, hypot, radians
from typing import TypeVar

from services.domain.areas import Area, AreaCode, Areas, Tier
from services.policy.places import PlaceKind, places_of
from services.policy.reader import Jurisdiction
from services.policy.weights import SourceWeights
from services.risk.heard import Case, Contacts, Heard, Incident
from services.risk.orders import OrdersInForce
from services.risk.sums import local_day

KM_PER_DEGREE = 110.7  # of latitude, at 21° north; a degree of longitude is shorter by the cosine
CONTACT_DAYS = 14

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
    epidemic_places: frozenset[AreaCode]
    """Areas outside with F0 in the window, or locked."""
    arrivals: Mapping[AreaCode, tuple[int, int]]
    """People from epidemic places by area of arrival, and how many of them had symptoms or a contact."""
    locked: frozenset[AreaCode]
    """Areas, here and outside, under lockdown or Directive 16."""
    trails: Mapping[AreaCode, int]

    @property
    def areas(self) -> Areas:
        """The register."""
        return self.jurisdiction.areas


def gather(jurisdiction: Jurisdiction, heard: Heard, orders: OrdersInForce) -> Clues:
    """The clues of one moment."""
    weights = jurisdiction.law.source_weights.on(heard.as_of).value
    areas = jurisdiction.areas
    cases = [c for c in heard.cases if c.count and _recent(c, heard, weights.of("i3").window_days)]
    locked = orders.locked(areas)
    radius_km = jurisdiction.law.parameters.number("border_radius_km", heard.as_of)
    epidemic = _epidemic_places(areas, cases, locked)
    return Clues(
        jurisdiction=jurisdiction,
        weights=weights,
        heard=heard,
        incidents=_concerned(areas, _recent_incidents(heard, weights.of("i1").window_days), radius_km),
        cases=_upwards(areas, cases),
        contacts=_upwards(areas, _newest_contacts(jurisdiction, heard)),
        epidemic_places=epidemic,
        arrivals=_arrivals(areas, heard, epidemic),
        locked=locked,
        trails=_trails(jurisdiction),
    )


def km_between(one: Area, other: Area) -> float:
    """Distance of two centres over the ground; infinite where a centre is not known."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return float("inf")
    shrink = cos(radians((one.latitude + other.latitude) / 2))
    return KM_PER_DEGREE * hypot(one.latitude - other.latitude, (one.longitude - other.longitude) * shrink)


def _recent(case: Case, heard: Heard, days: int) -> bool:
    return case.confirmed_at > heard.as_of - timedelta(days=days)


def _recent_incidents(heard: Heard, days: int) -> list[Incident]:
    since = heard.as_of - timedelta(days=days)
    return [incident for incident in heard.incidents if incident.happened_at > since]


def _concerned(
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


def _newest_contacts(jurisdiction: Jurisdiction, heard: Heard) -> list[Contacts]:
    oldest = local_day(heard.as_of, jurisdiction.zone) - timedelta(days=CONTACT_DAYS)
    return [
        contacts
        for contacts in heard.contacts
        if contacts.contact_level == 1 and local_day(contacts.reported_at, jurisdiction.zone) > oldest
    ]


def _upwards(areas: Areas, facts: Iterable[Fact]) -> dict[AreaCode, list[Fact]]:
    found: dict[AreaCode, list[Fact]] = defaultdict(list)
    for fact in facts:
        for area in areas.path(fact.area):
            found[area.code].append(fact)
    return found


def _epidemic_places(areas: Areas, cases: Iterable[Case], locked: frozenset[AreaCode]) -> frozenset[AreaCode]:
    with_cases = {area.code for case in cases for area in areas.path(case.area)}
    outside = {code for code in with_cases | locked if code in areas and not areas[code].inside}
    return frozenset(code for code in outside if areas[code].tier is not Tier.COUNTRY)


def _arrivals(areas: Areas, heard: Heard, epidemic: frozenset[AreaCode]) -> dict[AreaCode, tuple[int, int]]:
    found: dict[AreaCode, tuple[int, int]] = {}
    for arrivals in heard.arrivals:
        origin = {place.code for place in areas.path(arrivals.origin)}
        if origin & epidemic:
            for area in areas.path(arrivals.area):
                people, ill = found.get(area.code, (0, 0))
                found[area.code] = (
                    people + arrivals.people,
                    ill + arrivals.with_symptoms + arrivals.with_contact,
                )
    return found


def _trails(jurisdiction: Jurisdiction) -> dict[AreaCode, int]:
    found: dict[AreaCode, int] = defaultdict(int)
    for place in places_of(jurisdiction.places, PlaceKind.TRAIL, PlaceKind.OPENING):
        for area in jurisdiction.areas.path(place.commune):
            found[area.code] += 1
    return found
