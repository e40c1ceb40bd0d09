"""content_of: what the code of a declaration says, from it and from what was known when it was made. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from services.domain.areas import AreaCode
from services.domain.records import Declaration, EntryDeclaration, ResidentDeclaration, Visit
from services.posts.content import MOST_PLACES, Content, Stay

AnyDeclaration = Declaration | EntryDeclaration | ResidentDeclaration
"""The three official forms (rule book 3.1)."""


def content_of(
    record: AnyDeclaration,
    ref: str,
    *,
    zone: ZoneInfo,
    valid: timedelta,
    outbreak: bool | None,
    cases_at_origin: bool | None,
    paper: bytes | None,
) -> Content:
    """The content; `ref`: id of the kept declaration, `valid`: for how long from the declaration on."""
    stays = _stays(record.visits, record.declared_at.astimezone(zone).date())
    declared_at = record.declared_at.replace(microsecond=0)
    return Content(
        ref=ref,
        declared_at=declared_at,
        valid_until=declared_at + valid,
        origin=origin_of(record),
        area=record.area,
        symptoms=record.symptoms,
        contact=record.contact_with_case,
        outbreak=outbreak,
        cases_at_origin=cases_at_origin,
        abroad=_abroad(record),
        stays=stays[:MOST_PLACES],
        all_known=len(stays) <= MOST_PLACES and all(visit.area or visit.country for visit in record.visits),
        paper=paper,
    )


def origin_of(record: AnyDeclaration) -> AreaCode | None:
    """Where the journey began; who fills in the residents' form lives here. None: abroad, or not known."""
    if isinstance(record, ResidentDeclaration):
        return record.area
    return record.origin if isinstance(record, Declaration) else None


def areas_of(record: AnyDeclaration) -> frozenset[AreaCode]:
    """Origin and every known place of the last 14 days."""
    named = (origin_of(record), *(visit.area for visit in record.visits))
    return frozenset(code for code in named if code)


def _abroad(record: AnyDeclaration) -> bool | None:
    """The register's own areas abroad are found at the post; here is what it does not know."""
    crossed = isinstance(record, EntryDeclaration) or any(visit.country for visit in record.visits)
    return crossed or None


def _stays(visits: Iterable[Visit], today: date) -> tuple[Stay, ...]:
    """Each area once, with the last day in it; those left last stand first."""
    last: dict[AreaCode, int | None] = {}
    for visit in visits:
        if visit.area is None:
            continue
        days = max((today - visit.left).days, 0) if visit.left else None
        before = last.get(visit.area, days)
        last[visit.area] = None if days is None or before is None else min(days, before)
    stays = [Stay(area=area, days_before=days) for area, days in last.items()]
    return tuple(sorted(stays, key=lambda stay: stay.days_before or 0))
