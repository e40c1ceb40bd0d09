"""Says once a local day, district by district, how many places are to be inspected again; and when the record
of a visit comes that leaves none.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import exists, func, select

from services.domain.areas import AreaCode, Areas, Tier
from services.domain.events import InspectionsDue
from services.plumbing.database import Transaction
from services.policy.reader import Jurisdiction
from services.risk.places.looking import places_at
from services.risk.places.scoring import PlaceScore
from services.risk.sums import local_day
from services.risk.survey import Survey
from services.risk.tables_counted import InspectionRow
from services.risk.tables_told import InspectionsDueRow

ON_ITS_WAY = timedelta(minutes=10)
"""So long a record may be on its way from the door to us: learned before we looked, heard after."""


class _Told(NamedTuple):
    """What was last found of an area: when, of which day, and how many were due."""

    at: datetime
    day: date
    places: int


def tell_inspections(tx: Transaction, jurisdiction: Jurisdiction, found: Survey) -> None:
    """At the first grading of a local day: a district is told when a place has become due since it was looked
    at last, or when none is left. Later that day only that none is left. Under the lock of the regrading.
    """
    today = local_day(found.as_of, jurisdiction.zone)
    before = _last(tx)
    seen = before.get(jurisdiction.code)
    looked = seen is not None and seen.day >= today
    if looked and not _visited(tx, jurisdiction, before, found.as_of):
        return
    places, cite = places_at(tx, jurisdiction, found, lambda one: True)
    if cite is None:
        return
    due = _by_district(jurisdiction.areas, places)
    news = _is_over if looked else _is_news
    told = [
        InspectionsDue(
            learned_at=found.as_of,
            area=area,
            day=today,
            places=len(days := due.get(area, [])),
            overdue=sum(day < today for day in days),
            cite=cite,
        )
        for area in sorted(due.keys() | before.keys() - {jurisdiction.code})
        if news(due.get(area, []), before.get(area))
    ]
    counts = {one.area: one.places for one in told}
    if not looked:
        counts |= {area: len(days) for area, days in due.items()}
    counts[jurisdiction.code] = sum(map(len, due.values()))
    tx.add(InspectionsDueRow, _rows(counts, today, found))
    tx.emit(*told)


def _visited(
    tx: Transaction, jurisdiction: Jurisdiction, before: Mapping[AreaCode, _Told], now: datetime
) -> bool:
    """Has a visit been learned of where places were due, since we looked?"""
    since = before[jurisdiction.code].at - ON_ITS_WAY
    areas = jurisdiction.areas
    waiting = [code for code, one in before.items() if one.places and code != jurisdiction.code]
    there = {inside.code for code in waiting if code in areas for inside in areas.within(code)}
    fresh = (InspectionRow.learned_at > since) & (InspectionRow.learned_at <= now)
    return bool(there) and bool(
        tx.execute(select(exists().where(fresh, tx.among(InspectionRow.area, there)))).scalar_one()
    )


def _last(tx: Transaction) -> dict[AreaCode, _Told]:
    newest = select(func.max(InspectionsDueRow.id)).group_by(InspectionsDueRow.area)
    row = InspectionsDueRow
    wanted = select(row.area, row.at, row.day, row.places)
    rows = tx.execute(wanted.where(InspectionsDueRow.id.in_(newest)))
    return {one.area: _Told(one.at, one.day, one.places) for one in rows}


def _by_district(areas: Areas, places: Iterable[PlaceScore]) -> Mapping[AreaCode, list[date]]:
    """By district the days on which its places were due; one that no district holds stands by itself."""
    due: defaultdict[AreaCode, list[date]] = defaultdict(list)
    for one in places:
        if one.overdue_days is not None:
            path = areas.path(one.place.area)
            district = next((above.code for above in path if above.tier is Tier.DISTRICT), one.place.area)
            due[district].append(one.reinspect_on)
    return due


def _is_news(due: list[date], before: _Told | None) -> bool:
    """Has a place become due since, or is none left? A visit told late may add one of an earlier day."""
    if before is None or before.places == 0:
        return bool(due)
    return not due or len(due) > before.places or max(due) > before.day


def _is_over(due: list[date], before: _Told | None) -> bool:
    """Is none left of those that were due?"""
    return before is not None and before.places > 0 and not due


def _rows(counts: Mapping[AreaCode, int], today: date, found: Survey) -> Iterable[dict[str, Any]]:
    for area, places in sorted(counts.items()):
        yield {"at": found.as_of, "area": area, "day": today, "places": places}
