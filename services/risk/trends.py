"""Is it growing? R of an area's last week from the cases we heard of, or the chance of it where they are few.

Cases are those of the one site that counts most in the time looked at: sums of several would count one case
twice. The week ends on the last whole day on which that site told anything of anywhere, so that a bulletin
that has not come yet is not taken for a day without cases. Imported cases are known of the line list alone.
Pure.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from services.domain.areas import AreaCode, Areas
from services.domain.records import SourceKnown
from services.epidemiology.low_counts import Enough, estimable, tells_something
from services.epidemiology.quantities import Numbers
from services.epidemiology.renewal import reproduction
from services.epidemiology.serial import Serial
from services.policy.parameters import Parameters
from services.risk.heard import Heard
from services.risk.sums import LINE_LIST, DailyCases, local_day

WINDOW = 7
SILENT_DAYS = 7
"""A site that told nothing for so long says nothing of today."""
ALMOST = timedelta(minutes=1)
_NAMES = ("serial_interval_mean_days", "serial_interval_sd_days", "growth_least_cases", "growth_most_sd")

ByDay = Mapping[date, int]


@dataclass(frozen=True)
class Judged:
    """Parameters of the law: from onset to onset, and how many cases R needs."""

    serial: Serial
    enough: Enough


@dataclass(frozen=True)
class Trend:
    """Of one area, in the week that ends with `until`."""

    until: date | None
    """None: nothing is known."""
    cases: int | None
    """Infected here, in the week."""
    r: float | None
    """None: too few cases."""
    low: float | None
    high: float | None
    growing: float | None
    """The chance that R is above 1. None: nobody was there to infect anybody."""


NO_TREND = Trend(until=None, cases=None, r=None, low=None, high=None, growing=None)


def judged_at(parameters: Parameters, moment: datetime) -> Judged | None:
    """None: no law says yet how growth is judged."""
    in_force = [parameters.named[name].values.find(moment) for name in _NAMES]
    if None in in_force:
        return None
    mean, sd, cases, most_sd = (parameters.number(name, moment) for name in _NAMES)
    return Judged(Serial(mean, sd), Enough(cases, most_sd))


def trends(
    areas: Areas,
    heard: Heard,
    daily: DailyCases,
    judged: Judged,
    zone: ZoneInfo,
    wanted: Collection[AreaCode],
) -> dict[AreaCode, Trend]:
    """Of those wanted of whom a case was heard lately; `daily` as `sums.daily_cases` has it."""
    weights = judged.serial.weights()
    days = len(weights) + WINDOW + 1
    last = last_whole_day(heard.as_of, zone)
    told_until = _told_until(daily, last)
    by_site: dict[str, list[AreaCode]] = defaultdict(list)
    for area in wanted:
        site = _counts_most(daily.get(area, {}), told_until, days)
        if site is not None and told_until[site] > last - timedelta(days=SILENT_DAYS):
            by_site[site].append(area)
    imported = _imported(areas, heard, zone)
    found: dict[AreaCode, Trend] = {}
    for site, codes in by_site.items():
        until = told_until[site]
        cases = _table([daily[code][site] for code in codes], until, days)
        outside = [imported.get(code, {}) if site == LINE_LIST else {} for code in codes]
        week = _week(cases, _table(outside, until, days), weights, judged.enough, until)
        found |= dict(zip(codes, week, strict=True))
    return found


def last_whole_day(moment: datetime, zone: ZoneInfo) -> date:
    """Today when it is all but over, as `--as-of DAY` means it; else yesterday."""
    return local_day(moment + ALMOST, zone) - timedelta(days=1)


def _told_until(daily: DailyCases, last: date) -> dict[str, date]:
    """The last day up to `last` on which a site told anything of anywhere."""
    found: dict[str, date] = {}
    for sites in daily.values():
        for site, days in sites.items():
            newest = max((day for day in days if day <= last), default=None)
            if newest is not None:
                found[site] = max(newest, found.get(site, newest))
    return found


def _counts_most(sites: Mapping[str, ByDay], told_until: Mapping[str, date], days: int) -> str | None:
    """The site with the most cases in the time looked at; None: none has any."""

    def sum_of(site: str) -> int:
        until = told_until[site]
        first = until - timedelta(days=days - 1)
        return sum(n for day, n in sites[site].items() if first <= day <= until)

    sums = {site: sum_of(site) for site in sorted(sites) if site in told_until}
    best = max(sums, key=lambda site: sums[site], default=None)
    return best if best is not None and sums[best] else None


def _imported(areas: Areas, heard: Heard, zone: ZoneInfo) -> dict[AreaCode, dict[date, int]]:
    """Imported cases of the line list, added up as the cases are."""
    found: dict[AreaCode, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for case in heard.cases:
        if case.source is SourceKnown.IMPORTED:
            for area in areas.path(case.area):
                found[area.code][local_day(case.confirmed_at, zone)] += case.count
    return found


def _table(rows: Sequence[ByDay], until: date, days: int) -> Numbers:
    span = [until - timedelta(days=days - 1 - n) for n in range(days)]
    return np.array([[float(row.get(day, 0)) for day in span] for row in rows])


def _week(cases: Numbers, imported: Numbers, weights: Numbers, enough: Enough, until: date) -> list[Trend]:
    found = reproduction(cases, weights, WINDOW, np.minimum(imported, cases))
    shown, told = estimable(found, enough)[:, -1], tells_something(found)[:, -1]
    numbers = zip(
        found.cases[:, -1].tolist(),
        *(_cells(one[:, -1], shown) for one in (found.mean, found.quantile(0.025), found.quantile(0.975))),
        _cells(found.above_one[:, -1], told),
        strict=True,
    )
    return [Trend(until, int(week), r, low, high, growing) for week, r, low, high, growing in numbers]


def _cells(numbers: Numbers, there: NDArray[np.bool_]) -> list[float | None]:
    return [round(one, 3) if shown else None for one, shown in zip(numbers.tolist(), there, strict=True)]
