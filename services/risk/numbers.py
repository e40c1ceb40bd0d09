"""From what we heard to the numbers the law speaks of, area by area. Pure.

Numbers that depend on the level of neighbours and of areas inside are made in `grading`, level by level.
"""

from collections.abc import Callable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from services.domain.areas import Area, AreaCode, Areas
from services.risk.contacts import contact_numbers
from services.risk.heard import Case, Heard
from services.risk.orders import OrdersInForce
from services.risk.sources import PointMap
from services.risk.sources.points import Points
from services.risk.sums import (
    AreaNumbers,
    Numbers,
    Window,
    cases_in,
    daily_cases,
    last_case_day,
    local_day,
    reported_areas,
    rolled_up,
)

OUTBREAK_DAYS = 14

OWN = (
    "cases_1d", "cases_7d", "cases_14d", "cases_28d",
    "cases_unknown_source_14d", "cases_known_source_14d", "cases_hard_place_14d",
    "contacts_untraced", "contacts_f1",
    "locked_parts", "judged_spread_share", "key_zone_exposed",
    "score_i1", "score_i2", "score_i3", "score_i4",
    "weekly_cases_per_100k", "adults_one_dose_share", "treatment_capacity_met",
    "days_since_last_case",
)  # fmt: skip
"""Numbers of an area alone; with those of `surroundings.FROM_OTHERS`, all that a law may name."""

_KINDS: dict[str, Callable[[Case], bool]] = {
    "cases_unknown_source_14d": lambda case: case.source_missing,
    "cases_known_source_14d": lambda case: case.in_community and not case.source_missing,
    "cases_hard_place_14d": lambda case: case.hard_place,
}


def numbers_of(
    areas: Areas, heard: Heard, orders: OrdersInForce, points: PointMap, zone: ZoneInfo
) -> Numbers:
    """Every own number of every area, as of `heard.as_of`; None: not reported."""
    today = local_day(heard.as_of, zone)
    window = Window(today, OUTBREAK_DAYS)
    recent = [case for case in heard.cases if local_day(case.confirmed_at, zone) in window]
    # A line list that has been silent for as long as a chain needs to show itself vouches for nobody.
    known = reported_areas(areas, recent)
    daily = daily_cases(areas, heard, zone)
    sums = {area.code: _sums(daily.get(area.code, {}), area, today, area.code in known) for area in areas}
    told = _line_list(areas, recent, known)
    contacts = contact_numbers(areas, heard.contacts, sums, window, zone)
    return {
        area.code: {
            **sums[area.code],
            **told[area.code],
            **contacts[area.code],
            **_scores(points.get(area.code, {})),
            "locked_parts": orders.locked_parts(area.code),
            # A judgement is an officer's record; while nobody has made one, nothing is judged to spread.
            "judged_spread_share": 0.0,
            "key_zone_exposed": 0.0,
            "adults_one_dose_share": None,
            "treatment_capacity_met": None,
        }
        for area in areas
    }


_SUMS = ("cases_1d", "cases_7d", "cases_14d", "cases_28d", "weekly_cases_per_100k", "days_since_last_case")
_NEVER_HEARD: AreaNumbers = dict.fromkeys(_SUMS)


def _sums(sites: Mapping[str, Mapping[date, int]], area: Area, today: date, covered: bool) -> AreaNumbers:
    """`covered`: the line list speaks for this area, so that its silence means no case."""
    if not sites and not covered:
        return _NEVER_HEARD
    found: AreaNumbers = {}
    for days in (1, 7, 14, 28):
        told = cases_in(sites, Window(today, days))
        found[f"cases_{days}d"] = 0 if told is None and covered else told
    found["weekly_cases_per_100k"] = per_100k(found["cases_7d"], area.population)
    last = last_case_day(sites, today)
    found["days_since_last_case"] = None if last is None else (today - last).days
    return found


def per_100k(cases: float | None, population: int | None) -> float | None:
    """Cases per 100,000 people; None when either is not known (no commune's population is)."""
    return cases * 100_000 / population if cases is not None and population else None


def _line_list(areas: Areas, recent: list[Case], known: frozenset[AreaCode]) -> Numbers:
    """F0 of the last 14 days by what is known of their source."""
    sums = {name: rolled_up(areas, recent, wanted) for name, wanted in _KINDS.items()}
    silent: AreaNumbers = dict.fromkeys(sums)
    return {
        area.code: {name: sums[name].get(area.code, 0) for name in sums} if area.code in known else silent
        for area in areas
    }


def _scores(points: Mapping[str, Points]) -> AreaNumbers:
    return {
        f"score_{source}": found.number() if (found := points.get(source)) else None
        for source in ("i1", "i2", "i3", "i4")
    }
