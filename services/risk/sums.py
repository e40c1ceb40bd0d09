"""Case sums by area and window: line list and official sites side by side, the larger one counts. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from services.domain.areas import AreaCode, Areas
from services.risk.heard import Case, Heard

LINE_LIST = "line_list"
"""The name under which the localities' own F0 reports stand beside the official sites."""

DailyCases = Mapping[AreaCode, Mapping[str, Mapping[date, int]]]
"""Area → site → day → new cases; a day that is missing was not reported."""

AreaNumbers = dict[str, float | None]
"""Indicator → number; None: not reported."""
Numbers = dict[AreaCode, AreaNumbers]


@dataclass(frozen=True)
class Window:
    """A number of local days that ends with `last`, both ends included."""

    last: date
    days: int

    @cached_property
    def first(self) -> date:
        """The first day that is in it."""
        return self.last - timedelta(days=self.days - 1)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@lru_cache(maxsize=16_384)  # a survey asks for the day of one moment many times over
def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The calendar day of a moment, in the jurisdiction's zone."""
    return moment.astimezone(zone).date()


def daily_cases(areas: Areas, heard: Heard, zone: ZoneInfo) -> DailyCases:
    """New cases by area, site and day; the line list is added up from communes to the country."""
    found: dict[AreaCode, dict[str, dict[date, int]]] = defaultdict(lambda: defaultdict(dict))
    for count in heard.counts:
        days = found[count.area][count.site]
        days[count.day] = max(count.new_cases, days.get(count.day, 0))
    for (place, day), cases in _line_list(heard, zone).items():
        for area in areas.path(place):
            days = found[area.code][LINE_LIST]
            days[day] = days.get(day, 0) + cases
    return found


def _line_list(heard: Heard, zone: ZoneInfo) -> Mapping[tuple[AreaCode, date], int]:
    found: Counter[tuple[AreaCode, date]] = Counter()
    for case in heard.cases:
        found[case.area, local_day(case.confirmed_at, zone)] += case.count  # none is told, too
    return found


def with_zero_reports(areas: Areas, daily: DailyCases, heard: Heard, zone: ZoneInfo) -> DailyCases:
    """The same, with "none today" of a province or district told of everything inside it, too."""
    found = {area: {site: dict(days) for site, days in sites.items()} for area, sites in daily.items()}
    for case in heard.cases:
        if case.count == 0 and case.area in areas:
            day = local_day(case.confirmed_at, zone)
            for area in areas.within(case.area):
                found.setdefault(area.code, {}).setdefault(LINE_LIST, {}).setdefault(day, 0)
    return found


def cases_in(sites: Mapping[str, Mapping[date, int]], window: Window) -> int | None:
    """The largest sum of any site over the window; None: no site reported any of its days.

    The sites date the same case a day apart and batch days differently. Taking the larger one means that
    a second feed, or a late one, can never make a level fall.
    """
    first, last = window.first, window.last
    told = ([n for day, n in days.items() if first <= day <= last] for days in sites.values())
    return max((sum(counts) for counts in told if counts), default=None)


def last_case_day(sites: Mapping[str, Mapping[date, int]], until: date) -> date | None:
    """The newest day with a case, as any site tells it."""
    days = (day for counts in sites.values() for day, n in counts.items() if n and day <= until)
    return max(days, default=None)


def rolled_up(areas: Areas, cases: Iterable[Case], wanted: Callable[[Case], bool]) -> dict[AreaCode, int]:
    """How many F0 of a kind lie in each area, those of its communes and districts included."""
    found: dict[AreaCode, int] = defaultdict(int)
    for case in cases:
        if wanted(case):
            for area in areas.path(case.area):
                found[area.code] += case.count
    return found


def reported_areas(areas: Areas, cases: Iterable[Case]) -> frozenset[AreaCode]:
    """Areas of which the line list speaks, if only to say that there is nothing.

    A line list is complete for what its sender answers for: once any locality inside has reported, silence
    about a commune inside means no case there. Outside, only what is named, and what lies in or above it,
    is known.
    """
    named = {case.area for case in cases}
    if any(area.inside for code in named if (area := areas.get(code))):
        named |= {area.code for area in areas if area.inside}
    known = set(named)
    for code in named:
        known.update(area.code for area in areas.path(code))
        if code in areas and not areas[code].inside:
            known.update(area.code for area in areas.within(code))
    return frozenset(known)
