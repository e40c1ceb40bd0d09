"""New community cases of a week per 100,000 people: without those found behind a fence. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from services.domain.areas import AreaCode, Areas
from services.risk.area_facts import FactsTold
from services.risk.heard import Case, Count, Heard
from services.risk.sums import Numbers, Window, cases_in, daily_cases, local_day

WEEK = 7


def community_rates(
    areas: Areas, heard: Heard, known: frozenset[AreaCode], facts: FactsTold, zone: ZoneInfo
) -> Numbers:
    """The rate that Decision 4800 speaks of; None: cases or people not known.

    `known`: areas of which the line list speaks, so that its silence means no case.
    """
    week = Window(local_day(heard.as_of, zone), WEEK)
    daily = daily_cases(
        areas,
        replace(heard, counts=tuple(_counts(heard, week)), cases=tuple(_cases(heard, week, zone))),
        zone,
    )
    found: Numbers = {}
    for area in areas:
        told = cases_in(daily.get(area.code, {}), week)
        cases = 0 if told is None and area.code in known else told
        found[area.code] = {"weekly_cases_per_100k": per_100k(cases, facts.population(area))}
    return found


def per_100k(cases: float | None, population: float | None) -> float | None:
    """Cases per 100,000 people; None when either is not known."""
    return cases * 100_000 / population if cases is not None and population else None


def _counts(heard: Heard, week: Window) -> Iterator[Count]:
    """A site that does not say where its cases were found: any of them may be of the community."""
    for count in heard.counts:
        if count.day in week:
            yield replace(count, new_cases=of_community(count))


def of_community(count: Count) -> int:
    """Those of a published count that may have been found in the community: all, unless it says more."""
    if count.in_community is not None:
        return count.in_community
    if count.in_quarantine is not None:
        return max(count.new_cases - count.in_quarantine, 0)
    return count.new_cases


def _cases(heard: Heard, week: Window, zone: ZoneInfo) -> Iterator[Case]:
    for case in heard.cases:
        if local_day(case.confirmed_at, zone) in week:
            yield case if case.in_community else replace(case, count=0)
