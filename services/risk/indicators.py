"""The table of case indicators, one row an area: what an analyst asks for and a report prints. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from services.domain.areas import Area, AreaCode, Areas, Tier
from services.policy.reader import Jurisdiction
from services.risk.area_facts import facts_told, fresh_days, load_numbers
from services.risk.community import per_100k
from services.risk.heard import Heard
from services.risk.sums import (
    AreaNumbers,
    DailyCases,
    Window,
    cases_in,
    daily_cases,
    last_case_day,
    local_day,
    with_zero_reports,
)
from services.risk.trends import NO_TREND, Trend, judged_at, trends

WINDOWS = (1, 7, 14, 28)
TWO_WEEKS = 14

Sites = Mapping[str, Mapping[date, int]]


@dataclass(frozen=True)
class IndicatorRow:
    """One area on one day. None: not reported, or not known; never zero by default."""

    area: str
    name: str
    day: date
    cases_1d: int | None
    cases_7d: int | None
    cases_14d: int | None
    cases_28d: int | None
    incidence_14d_per_100k: float | None
    days_since_last_case: int | None
    first_case_after_quiet: bool
    """A case on this very day, and the one before it at least the quiet period ago."""
    days_reported_14d: int
    """Days of the last 14 of which any site said anything."""
    sites: str
    """Who reported, in alphabetical order."""
    largest_difference_14d: int | None
    """Between the 14-day sums of the sites that said anything in them; None: fewer than two."""
    rt_day: date | None
    """The last day of the week that R is of; None: no case lately, or no word."""
    rt_cases_7d: int | None
    """Infected here in that week."""
    rt_mean: float | None
    """R; None: too few cases."""
    rt_low: float | None
    rt_high: float | None
    rt_p_above_1: float | None
    """The chance that it grows."""
    beds_used_share: float | None
    """Of treatment beds, by the newest report that still stands."""
    quarantine_used_share: float | None
    """People in quarantine places today, of the places there are."""
    positive_tests_share_14d: float | None
    """Positive tubes of those answered."""


@dataclass(frozen=True)
class _Beside:
    """What is known of an area besides its cases."""

    trend: Trend
    population: float | None
    load: AreaNumbers


def indicator_table(jurisdiction: Jurisdiction, heard: Heard, tier: Tier) -> list[IndicatorRow]:
    """One row for every area of a tier, inside and outside; sums are of the site that counts most."""
    today = local_day(heard.as_of, jurisdiction.zone)
    areas, zone = jurisdiction.areas, jurisdiction.zone
    daily = with_zero_reports(areas, daily_cases(areas, heard, zone), heard, zone)
    quiet = _quiet_days(jurisdiction, heard.as_of)
    of_tier = _of(areas, tier)
    growth = _growth(jurisdiction, heard, daily, [area.code for area in of_tier])
    facts = facts_told(heard, today, fresh_days(jurisdiction.law.parameters, heard.as_of))
    loads = load_numbers(areas, heard, facts)
    return [
        _row(
            area,
            daily.get(area.code, {}),
            today,
            quiet,
            _Beside(growth.get(area.code, NO_TREND), facts.population(area), loads[area.code]),
        )
        for area in of_tier
    ]


def as_table(rows: list[IndicatorRow]) -> list[dict[str, Any]]:
    """The rows as plain values for JSON and CSV."""
    return [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in vars(row).items()}
        for row in rows
    ]


def _quiet_days(jurisdiction: Jurisdiction, moment: datetime) -> int | None:
    """None: no law said yet what quiet means; sums are sums all the same."""
    in_force = jurisdiction.law.parameters.named["quiet_days"].values.find(moment)
    return None if in_force is None else int(cast(float, in_force.value))


def _of(areas: Areas, tier: Tier) -> list[Area]:
    return sorted(areas.of_tier(tier, inside=None), key=lambda area: (not area.inside, area.code))


def _growth(
    jurisdiction: Jurisdiction, heard: Heard, daily: DailyCases, wanted: list[AreaCode]
) -> dict[AreaCode, Trend]:
    judged = judged_at(jurisdiction.law.parameters, heard.as_of)
    return trends(jurisdiction.areas, heard, daily, judged, jurisdiction.zone, wanted) if judged else {}


def _row(area: Area, sites: Sites, today: date, quiet_days: int | None, beside: _Beside) -> IndicatorRow:
    sums = {days: cases_in(sites, Window(today, days)) for days in WINDOWS}
    last = last_case_day(sites, today)
    incidence, trend = per_100k(sums[TWO_WEEKS], beside.population), beside.trend
    return IndicatorRow(
        area=area.code,
        name=area.name,
        day=today,
        cases_1d=sums[1],
        cases_7d=sums[7],
        cases_14d=sums[14],
        cases_28d=sums[28],
        incidence_14d_per_100k=None if incidence is None else round(incidence, 3),
        days_since_last_case=None if last is None else (today - last).days,
        first_case_after_quiet=_first_after_quiet(sites, today, quiet_days),
        days_reported_14d=_days_reported(sites, Window(today, TWO_WEEKS)),
        sites=" ".join(sorted(sites)),
        largest_difference_14d=_difference(sites, Window(today, TWO_WEEKS)),
        rt_day=trend.until,
        rt_cases_7d=trend.cases,
        rt_mean=trend.r,
        rt_low=trend.low,
        rt_high=trend.high,
        rt_p_above_1=trend.growing,
        **{name: None if share is None else round(share, 4) for name, share in beside.load.items()},
    )


def _first_after_quiet(sites: Sites, today: date, quiet_days: int | None) -> bool:
    if quiet_days is None or last_case_day(sites, today) != today:
        return False
    before = last_case_day(sites, today - timedelta(days=1))
    return before is None or (today - before).days >= quiet_days


def _days_reported(sites: Sites, window: Window) -> int:
    return len({day for days in sites.values() for day in days if day in window})


def _difference(sites: Sites, window: Window) -> int | None:
    told = (cases_in({site: days}, window) for site, days in sites.items())
    sums = [cases for cases in told if cases is not None]
    return max(sums) - min(sums) if len(sums) > 1 else None
