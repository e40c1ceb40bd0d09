"""From what we heard to the numbers the law speaks of, area by area. Pure.

Numbers that depend on the level of neighbours and of areas inside are made in `grading`, level by level.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from services.domain.areas import AreaCode, Areas
from services.risk.area_facts import FRESH_DAYS, facts_told, load_numbers
from services.risk.community import community_rates
from services.risk.contacts import contact_numbers
from services.risk.heard import Case, Heard
from services.risk.judged import Judged, judgements_at
from services.risk.orders import OrdersInForce
from services.risk.sources import PointMap
from services.risk.sources.points import Points
from services.risk.sums import (
    AreaNumbers,
    DailyCases,
    Numbers,
    Window,
    cases_in,
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
    "beds_used_share", "quarantine_used_share", "positive_tests_share_14d",
)  # fmt: skip
"""Numbers of an area alone; with those of `surroundings.FROM_OTHERS`, all that a law may name."""

CASE_KINDS: dict[str, Callable[[Case, Judged], bool]] = {
    "cases_unknown_source_14d": lambda case, judged: case.source_missing,
    "cases_known_source_14d": lambda case, judged: case.in_community and not case.source_missing,
    "cases_hard_place_14d": lambda case, judged: judged.is_hard(case),
}
"""Of which F0 each number of the line list is made."""


def numbers_of(
    areas: Areas,
    heard: Heard,
    orders: OrdersInForce,
    points: PointMap,
    daily: DailyCases,
    zone: ZoneInfo,
    fresh_days: int = FRESH_DAYS,
) -> Numbers:
    """Every own number of every area, as of `heard.as_of`; None: not reported.

    `daily`: the new cases of `heard`, by area and day. `fresh_days`: how long a report of beds or
    capacity stands (parameter `area_facts_days`).
    """
    today = local_day(heard.as_of, zone)
    window = Window(today, OUTBREAK_DAYS)
    recent = [case for case in heard.cases if local_day(case.confirmed_at, zone) in window]
    # A line list that has been silent for as long as a chain needs to show itself vouches for nobody.
    known = reported_areas(areas, recent)
    judged = judgements_at(areas, heard.judgements, heard.as_of)
    facts = facts_told(heard, today, fresh_days)
    sums = {area.code: _sums(daily.get(area.code, {}), today, area.code in known) for area in areas}
    told = _line_list(areas, recent, known, judged)
    rest = (
        sums,
        told,
        contact_numbers(areas, heard.contacts, sums, window, zone),
        judged.numbers(told),
        load_numbers(areas, heard, facts),
        community_rates(areas, heard, known, facts, zone),
    )
    return {
        area.code: {
            **_together(rest, area.code),
            **_scores(points.get(area.code, {})),
            "locked_parts": orders.locked_parts(area.code),
            "adults_one_dose_share": facts.of(area.code, "adults_one_dose_share"),
            "treatment_capacity_met": facts.nearest(areas, area.code, "treatment_capacity_met"),
        }
        for area in areas
    }


def _together(kinds: Iterable[Numbers], area: AreaCode) -> AreaNumbers:
    found: AreaNumbers = {}
    for numbers in kinds:
        found.update(numbers[area])
    return found


_SUMS = ("cases_1d", "cases_7d", "cases_14d", "cases_28d", "days_since_last_case")
_NEVER_HEARD: AreaNumbers = dict.fromkeys(_SUMS)


def _sums(sites: Mapping[str, Mapping[date, int]], today: date, covered: bool) -> AreaNumbers:
    """`covered`: the line list speaks for this area, so that its silence means no case."""
    if not sites and not covered:
        return _NEVER_HEARD
    found: AreaNumbers = {}
    for days in (1, 7, 14, 28):
        told = cases_in(sites, Window(today, days))
        found[f"cases_{days}d"] = 0 if told is None and covered else told
    last = last_case_day(sites, today)
    found["days_since_last_case"] = None if last is None else (today - last).days
    return found


def _line_list(areas: Areas, recent: list[Case], known: frozenset[AreaCode], judged: Judged) -> Numbers:
    """F0 of the last 14 days by what is known of their source."""
    sums = {name: rolled_up(areas, recent, _of_kind(kind, judged)) for name, kind in CASE_KINDS.items()}
    silent: AreaNumbers = dict.fromkeys(sums)
    return {
        area.code: {name: sums[name].get(area.code, 0) for name in sums} if area.code in known else silent
        for area in areas
    }


def _of_kind(kind: Callable[[Case, Judged], bool], judged: Judged) -> Callable[[Case], bool]:
    return lambda case: kind(case, judged)


def _scores(points: Mapping[str, Points]) -> AreaNumbers:
    return {
        f"score_{source}": found.number() if (found := points.get(source)) else None
        for source in ("i1", "i2", "i3", "i4")
    }
