"""i3: disease circulating in the community, above all from places with F0, or F1 not traced (S-05)."""

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.risk.sources.clues import Clues
from services.risk.sources.outside import RINGS
from services.risk.sources.points import Points

_SILENT = Sentence(
    vi="Chưa nhận báo cáo F0 nào từ địa phương",
    en="No locality has reported F0 yet",
)
_NO_ARRIVALS = Sentence(
    vi="Chưa nhận tờ khai y tế, danh sách lao động trở lại",
    en="No declaration and no list of returning workers was heard yet",
)


def points(area: AreaCode, clues: Clues) -> Points:
    """F0 and F1 here, F0 and locks outside by ring, people who came from epidemic places."""
    heard = "cases" in clues.heard.last_learned
    silence = [] if heard else [_SILENT]
    if "arrivals" not in clues.heard.last_learned:
        silence.append(_NO_ARRIVALS)
    found = Points(clues.weights.of("i3"), heard=heard, silence=tuple(silence))
    _inside(area, clues, found)
    _outside(area, clues, found)
    _arrivals(area, clues, found)
    return found


def _inside(area: AreaCode, clues: Clues, found: Points) -> None:
    for case in clues.cases.get(area, ()):
        if case.source_missing:
            found.add("unknown_source", case.count)
        elif case.in_community:
            found.add("known_source", case.count)
    unseen = clues.pressure.of(area)
    found.add("untraced_generation", unseen.generations)
    found.add("missing_contacts", unseen.missing)
    for report in clues.contacts.get(area, ()):
        found.add("untraced_contact", report.untraced or 0)
        found.add("contact_outside_quarantine", report.outside_quarantine)


def _outside(area: AreaCode, clues: Clues, found: Points) -> None:
    """Places outside: at full weight where they touch the area, less one ring further, little beyond."""
    factors = {ring: found.law.points(ring) for ring in RINGS}
    for place in clues.outside:
        factor = factors[place.ring(area)]
        for signal, units in place.signals:
            found.add(signal, units, factor)


def _arrivals(area: AreaCode, clues: Clues, found: Points) -> None:
    """By 1,000 people; no commune's population is known, so its district's average stands in."""
    people, ill = clues.arrivals.get(area, (0, 0))
    population = people and (clues.areas[area].population or _average_population(area, clues))
    if population:
        found.add("arrivals_per_1000", people * 1000 / population)
    found.add("arrival_with_symptoms", ill)


def _average_population(area: AreaCode, clues: Clues) -> float | None:
    parent = clues.areas[area].parent
    above = clues.areas.get(parent) if parent else None
    siblings = len(clues.areas.children(parent)) if parent else 0
    return above.population / siblings if above and above.population and siblings else None
