"""What was seen that points to a source: F0 nobody can place, escapes, crews who declare nothing. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from services.domain.areas import AreaCode, Tier
from services.domain.levels import State
from services.domain.records import FoundIn, IncidentKind, SourceKnown
from services.policy.places import PlaceKind
from services.policy.unseen import HiddenLaw
from services.risk.heard import Case
from services.risk.sums import Window, local_day
from services.risk.unseen.hidden import Hidden, Signs
from services.risk.unseen.known import Known
from services.risk.unseen.volumes import WINDOW

SOURCES = ("i1", "i2", "i3", "i4")
DOORS: Mapping[str, tuple[PlaceKind, ...]] = {
    "i2": (PlaceKind.QUARANTINE_SITE,),
    "i4": (PlaceKind.GATE, PlaceKind.PORT, PlaceKind.OPENING),
}
"""Places of the law's list through which a source comes in; i1 comes by segments, i3 anywhere."""


@dataclass(frozen=True)
class Sign:
    """One kind of thing seen of a source."""

    name: str
    kinds: tuple[str, ...]
    """Feeds that must all tell, so that it can be seen."""
    number: float
    """As people read it."""
    worth: float
    """Infectious entrants that one of them speaks of."""
    conceivable: float
    """The most of them while the feed is silent."""

    @property
    def entrants(self) -> float:
        """Infectious entrants that all of them speak of."""
        return self.number * self.worth


def hidden_of(known: Known) -> Hidden:
    """Of all four sources."""
    law = known.law.hidden
    seen = signs_of(known)
    return {source: _of_source(known, law, source, seen[source]) for source in SOURCES}


def signs_of(known: Known) -> dict[str, list[Sign]]:
    """By source everything that counts."""
    direct = {"i1": _illegal, "i2": _quarantine, "i3": _outside, "i4": _goods}
    places = placed(known)
    return {source: [*direct[source](known), _untraced(known, places[source])] for source in SOURCES}


def placed(known: Known) -> dict[str, float]:
    """Communes with F0 in the community of whom nobody knows whence, split over the doors near each."""
    found = dict.fromkeys(SOURCES, 0.0)
    for area in sorted({case.area for case in _recent(known) if _untold(known, case)}):
        weights = _doors(known, area)
        whole = sum(weights.values())
        for source, weight in weights.items():
            found[source] += weight / whole
    return found


def _of_source(known: Known, law: HiddenLaw, source: str, seen: Iterable[Sign]) -> Signs:
    several = list(seen)
    days = [min(known.days_told(kind) for kind in sign.kinds) / WINDOW for sign in several]
    at_worst = sum(
        sign.entrants + (1.0 - told) * sign.conceivable * sign.worth
        for sign, told in zip(several, days, strict=True)
    )
    return Signs(
        each=law.each[source],
        shape=law.shape,
        seen=sum(sign.entrants for sign in several),
        at_worst=at_worst,
    )


def _untraced(known: Known, communes: float) -> Sign:
    law = known.law.hidden
    return Sign("untraced", ("cases",), communes, law.signs["untraced"], law.conceivable["untraced"])


def _illegal(known: Known) -> Iterator[Sign]:
    """People beyond the usual of a fortnight, and F0 who were found at the border."""
    zone = known.jurisdiction.zone
    window = _window(known)
    recent = [one for one in known.heard.incidents if local_day(one.happened_at, zone) in window]
    people = sum(one.people for one in recent if one.kind is not IncidentKind.TIP_OFF)
    usual = sum(one.usual_14d for one in known.segments)
    yield _sign(known, "crossing", max(people - usual, 0.0), "border_incidents")
    border = sum(case.count for case in _recent(known) if case.found_in is FoundIn.BORDER)
    yield _sign(known, "border_f0", border, "cases")


def _quarantine(known: Known) -> Iterator[Sign]:
    """Who broke out, and entrants found positive behind the fence."""
    escaped = sum(max(one.escaped, 0) for one in known.heard.quarantined)
    yield _sign(known, "escaped", escaped, "stays", "entrants")
    behind = sum(
        case.count
        for case in _recent(known)
        if case.found_in is FoundIn.QUARANTINE and case.source is SourceKnown.IMPORTED
    )
    yield _sign(known, "entrant_f0", behind, "cases", "entrants")


def _outside(known: Known) -> Iterator[Sign]:
    """F0 outside of whom nobody knows whence."""
    far = sum(case.count for case in _recent(known, inside=False) if case.source_missing)
    yield _sign(known, "outside_untraced", far, "cases")


def _goods(known: Known) -> Iterator[Sign]:
    """Crews who declared nothing, beyond the usual part; lots with virus on them."""
    undeclared = sum(max(one.crew_undeclared, 0) for one in known.heard.goods)
    crews = sum(max(one.crew, 0) for one in known.heard.goods)
    beyond = max(undeclared - known.law.goods.undeclared * crews, 0.0)
    yield _sign(known, "undeclared", beyond, "consignments")
    dirty = sum(max(one.positive, 0) for one in known.heard.goods)
    yield _sign(known, "dirty_lots", dirty, "consignments")


def _sign(known: Known, name: str, number: float, *kinds: str) -> Sign:
    law = known.law.hidden
    return Sign(name, kinds, float(number), law.signs[name], law.conceivable[name])


def _window(known: Known) -> Window:
    return Window(local_day(known.heard.as_of, known.jurisdiction.zone), int(WINDOW))


def _recent(known: Known, inside: bool = True) -> list[Case]:
    areas, zone, window = known.jurisdiction.areas, known.jurisdiction.zone, _window(known)
    return [
        case
        for case in known.heard.cases
        if case.count
        and local_day(case.confirmed_at, zone) in window
        and any(area.inside for area in areas.path(case.area)) is inside
    ]


def _untold(known: Known, case: Case) -> bool:
    """In the community, nobody knows whence; under a lock it is the outbreak inside that goes on."""
    orders = known.orders.whole.get(case.area, ())
    locked = any(one.state is State.LOCKDOWN and one.since < case.confirmed_at for one in orders)
    return case.source_missing and case.in_community and not locked


def _doors(known: Known, area: AreaCode) -> dict[str, float]:
    """How likely each source is what came to an area: 1 by a door in it, less by one in its district."""
    law, areas = known.law.hidden, known.jurisdiction.areas
    district = next((one.code for one in areas.path(area) if one.tier is Tier.DISTRICT), area)
    around = {one.code for one in areas.within(district)}
    found = {"i3": law.anywhere}
    for source in ("i1", "i2", "i4"):
        doors = _doorways(known, source)
        found[source] = 1.0 if area in doors else law.near if doors & around else 0.0
    return found


def _doorways(known: Known, source: str) -> frozenset[AreaCode]:
    if source == "i1":
        return frozenset(code for one in known.segments for code in one.areas)
    wanted = DOORS[source]
    return frozenset(one.commune for one in known.jurisdiction.places if one.kind in wanted and one.commune)
