"""From what we heard to the numbers the law speaks of, area by area. Pure.

Numbers that depend on the level of neighbours and of areas inside are made in `grading`, level by level.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from services.domain.areas import Area, AreaCode, Areas
from services.risk.heard import Case, Contacts, Heard
from services.risk.orders import OrdersInForce
from services.risk.sources import PointMap
from services.risk.sources.points import Points
from services.risk.sums import (
    DailyCases,
    Window,
    cases_in,
    daily_cases,
    last_case_day,
    local_day,
    reported_areas,
    rolled_up,
)

AreaNumbers = dict[str, float | None]
Numbers = dict[AreaCode, AreaNumbers]

OUTBREAK_DAYS = 14
CONTACT_WINDOW_DAYS = 28  # where no F0 was told for this long, no contact list is to be expected

OWN = (
    "cases_1d", "cases_7d", "cases_14d", "cases_28d",
    "cases_unknown_source_14d", "cases_known_source_14d", "cases_hard_place_14d",
    "contacts_untraced", "contacts_f1",
    "locked_parts", "judged_spread_share", "key_zone_exposed",
    "score_i1", "score_i2", "score_i3", "score_i4",
    "weekly_cases_per_100k", "adults_one_dose_share", "treatment_capacity_met",
    "days_since_last_case",
)  # fmt: skip
"""Numbers of an area alone; with those of `grading.FROM_OTHERS`, all that a law may name."""

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
    daily = daily_cases(areas, heard, zone)
    known = reported_areas(areas, heard.cases)
    told = _line_list(areas, heard, known, today, zone)
    contacts = _contacts(areas, heard, daily, today, zone)
    return {
        area.code: {
            **_sums(daily.get(area.code, {}), area, today, area.code in known),
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


def _line_list(
    areas: Areas, heard: Heard, known: frozenset[AreaCode], today: date, zone: ZoneInfo
) -> Numbers:
    """F0 of the last 14 days by what is known of their source."""
    window = Window(today, OUTBREAK_DAYS)
    recent = [case for case in heard.cases if local_day(case.confirmed_at, zone) in window]
    sums = {name: rolled_up(areas, recent, wanted) for name, wanted in _KINDS.items()}
    return {
        area.code: {name: sums[name].get(area.code, 0) if area.code in known else None for name in sums}
        for area in areas
    }


def _contacts(areas: Areas, heard: Heard, daily: DailyCases, today: date, zone: ZoneInfo) -> Numbers:
    """F1 not yet traced, and F1 outside central quarantine."""
    window = Window(today, OUTBREAK_DAYS)
    fresh = [c for c in heard.contacts if local_day(c.reported_at, zone) in window and c.contact_level == 1]
    by_area: dict[AreaCode, list[Contacts]] = defaultdict(list)
    for report in fresh:
        for area in areas.path(report.area):
            by_area[area.code].append(report)
    return {
        area.code: _contact_numbers(by_area.get(area.code), _must_be_none(areas, area, daily, today, by_area))
        for area in areas
    }


def _contact_numbers(reports: list[Contacts] | None, nothing_expected: bool) -> AreaNumbers:
    if not reports:
        return dict.fromkeys(("contacts_untraced", "contacts_f1"), 0.0 if nothing_expected else None)
    told = [report.total - report.traced for report in reports if report.traced is not None]
    untraced = float(sum(told)) if len(told) == len(reports) else None
    outside = sum(report.total - (report.in_quarantine or 0) for report in reports)
    return {"contacts_untraced": untraced, "contacts_f1": float(max(outside, 0))}


def _must_be_none(
    areas: Areas, area: Area, daily: DailyCases, today: date, reported: Mapping[AreaCode, list[Contacts]]
) -> bool:
    """No report of contacts here is good news when no F0 is near, or when another locality near reports."""
    near = [place.code for place in areas.path(area.code)[:2]]
    if any(code in reported for code in near):
        return True
    sums = [cases_in(daily.get(code, {}), Window(today, CONTACT_WINDOW_DAYS)) for code in near]
    return area.inside and not any(sums)


def _scores(points: Mapping[str, Points]) -> AreaNumbers:
    return {
        f"score_{source}": found.number() if (found := points.get(source)) else None
        for source in ("i1", "i2", "i3", "i4")
    }
