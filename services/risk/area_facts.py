"""What areas tell of themselves, newest first: doses, beds, capacity, people; and loads made of it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from services.domain.areas import Area, AreaCode, Areas
from services.domain.records.judged import FACTS
from services.policy.parameters import Parameters
from services.risk.heard import Heard
from services.risk.heard_counts import Labs
from services.risk.heard_judged import AreaFactsHeard
from services.risk.sums import AreaNumbers

FRESH_DAYS = 7
"""Where no law says how long a report of beds stands."""
KEPT = ("adults_one_dose_share", "population")
"""Facts that stand until they are told anew; the others say nothing when they are old."""


@dataclass(frozen=True)
class FactsTold:
    """Of every area the newest telling of each fact."""

    by_area: Mapping[AreaCode, Mapping[str, float]]

    def of(self, area: AreaCode, name: str) -> float | None:
        """The number told of this very area; None: not told, or too long ago."""
        return self.by_area.get(area, {}).get(name)

    def population(self, area: Area) -> float | None:
        """As told; else the register's, which has none of communes."""
        told = self.of(area.code, "population")
        return area.population if told is None else told

    def nearest(self, areas: Areas, area: AreaCode, name: str) -> float | None:
        """The number of the area, else of the smallest one above that told it: wards are provincial."""
        told = (self.of(above.code, name) for above in areas.path(area))
        return next((number for number in told if number is not None), None)


def fresh_days(parameters: Parameters, moment: datetime) -> int:
    """How long a report of beds or capacity stands, by the law of the moment."""
    in_force = parameters.named["area_facts_days"].values.find(moment)
    return FRESH_DAYS if in_force is None else int(cast(float, in_force.value))


def facts_told(heard: Heard, today: date, fresh_days: int) -> FactsTold:
    """By day, then by the moment we learned it, then the larger number.

    `fresh_days`: how long beds and capacity stand.
    """
    oldest = today - timedelta(days=fresh_days)
    found: dict[AreaCode, dict[str, float]] = defaultdict(dict)
    for told in sorted(heard.area_facts, key=_told_order):
        for name in FACTS if oldest <= told.day <= today else KEPT if told.day < oldest else ():
            if (number := getattr(told, name)) is not None:
                found[told.area][name] = float(number)
    return FactsTold(found)


def _told_order(one: AreaFactsHeard) -> tuple[Any, ...]:
    """Two tellings of one day and one moment have an order that no row decides."""
    numbers = ((number is not None, number or 0) for name in FACTS for number in (getattr(one, name),))
    return one.day, one.learned_at.timestamp() if one.learned_at else 0.0, *numbers


def load_numbers(areas: Areas, heard: Heard, facts: FactsTold) -> dict[AreaCode, AreaNumbers]:
    """How full hospitals and quarantine places are, and which share of tubes is positive; None: not told."""
    inside = _upwards(areas, ((one.area, one.inside) for one in heard.quarantined if one.place))
    tubes = _upwards(areas, ((one.area, answered(one)) for one in heard.labs))
    positive = _upwards(areas, ((one.area, found_positive(one)) for one in heard.labs))
    told = "stays" in heard.last_learned
    return {
        area.code: {
            "beds_used_share": _share(facts.of(area.code, "beds_used"), facts.of(area.code, "beds")),
            "quarantine_used_share": _share(
                inside.get(area.code, 0) if told else None, facts.of(area.code, "quarantine_capacity")
            ),
            "positive_tests_share_14d": _share(positive.get(area.code), tubes.get(area.code)),
        }
        for area in areas
    }


def answered(labs: Labs) -> int:
    """Tubes of which somebody knows what is in them."""
    return labs.samples - labs.pending - labs.invalid


def found_positive(labs: Labs) -> int:
    """Single samples and pools with virus."""
    return labs.positive + labs.positive_pools


def _share(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole is not None and whole > 0 else None


def _upwards(areas: Areas, told: Iterable[tuple[AreaCode, int]]) -> dict[AreaCode, int]:
    sums: dict[AreaCode, int] = defaultdict(int)
    for code, number in told:
        for area in areas.path(code):
            sums[area.code] += number
    return sums
