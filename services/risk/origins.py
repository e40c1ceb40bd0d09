"""What is known of the places a traveller names, without grading the map: for answers within milliseconds.

Orders and cases are asked of the facts, so what was heard a moment ago counts; the level is the one that the
last grading kept, in the commit in which the facts were heard. The answers are those of a whole survey.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from services.domain.areas import Area, AreaCode, Areas
from services.domain.levels import RiskLevel, State
from services.domain.records import FoundIn, SourceKnown
from services.plumbing.database import Instant, Transaction
from services.policy.reader import Jurisdiction
from services.risk.heard import Case, Count, Heard, OrderHeard
from services.risk.numbers import OUTBREAK_DAYS
from services.risk.orders import orders_in_force
from services.risk.sums import Window, cases_in, daily_cases, local_day, reported_areas
from services.risk.tables import CaseRow, CountRow, GradeRow, OrderRow


@dataclass(frozen=True)
class Known:
    """What the law of posts asks of the places of one traveller; None: nobody knows."""

    outbreak_place: bool | None
    """Is one of them under a state the law calls locked?"""
    cases_at_origin: bool | None
    """Did the province of the origin have cases within 14 days?"""
    level: RiskLevel | None
    """The level that the origin shows."""


def places_known(
    tx: Transaction,
    jurisdiction: Jurisdiction,
    origin: AreaCode | None,
    areas: frozenset[AreaCode],
    at: datetime,
    learned_by: datetime | None = None,
) -> Known:
    """What is known of an origin and of all areas of the last 14 days, at a moment.

    `learned_by`: only what had been learned by then (default: by that moment); earlier than `at` when a day
    to come is asked about.
    """
    then = learned_by or at
    named = areas | ({origin} if origin else frozenset())
    return Known(
        outbreak_place=not named.isdisjoint(locked_areas(tx, jurisdiction, at, then)) if named else None,
        cases_at_origin=_cases_at(tx, jurisdiction, origin, at, then),
        level=level_kept(tx, origin, then) if origin else None,
    )


def locked_areas(
    tx: Transaction, jurisdiction: Jurisdiction, at: datetime, learned_by: datetime
) -> frozenset[AreaCode]:
    """Areas under a state the law calls locked at `at`, by the orders learned until `learned_by`."""
    law = jurisdiction.law.order_levels.find(at)
    rows = tx.execute(_ORDERS, [{"then": learned_by}])
    heard = [OrderHeard(r.number, r.issuer, State(r.state), r.area, r.part, r.since, r.until) for r in rows]
    return orders_in_force(heard, law.value if law else None, at).locked(jurisdiction.areas)


def level_kept(tx: Transaction, area: AreaCode, at: datetime) -> RiskLevel | None:
    """The level that the last grading until `at` kept of an area; None: none yet, or not enough data."""
    level = tx.execute(_LEVEL, [{"area": area, "then": at}]).scalar_one_or_none()
    return None if level is None else RiskLevel(level)


def _cases_at(
    tx: Transaction, jurisdiction: Jurisdiction, origin: AreaCode | None, at: datetime, then: datetime
) -> bool | None:
    path = jurisdiction.areas.path(origin)
    if not path:
        return None
    top, zone = path[-1], jurisdiction.zone
    window = Window(local_day(at, zone), OUTBREAK_DAYS)
    heard = Heard(
        as_of=at,
        cases=_cases(tx, _vouching(jurisdiction.areas, top), at, then),
        counts=_counts(tx, top.code, window, then),
    )
    recent = [case for case in heard.cases if local_day(case.confirmed_at, zone) in window]
    sites = daily_cases(jurisdiction.areas, heard, zone).get(top.code, {})
    told = cases_in(sites, window)
    if told is None and top.code in reported_areas(jurisdiction.areas, recent):
        return False
    return None if told is None else told > 0


def _vouching(areas: Areas, top: Area) -> list[AreaCode]:
    """Areas whose line list speaks for the province: our own localities vouch for all that is inside."""
    return [
        area.code for area in (areas if top.inside else areas.within(top.code)) if area.inside == top.inside
    ]


def _cases(tx: Transaction, codes: Sequence[AreaCode], at: datetime, then: datetime) -> list[Case]:
    since = at - timedelta(days=OUTBREAK_DAYS + 1)  # a day more than the window: its edge is a local midnight
    rows = tx.execute(_CASES, [{"then": then, "since": since, "areas": codes}])
    return [_case(row) for row in rows]


def _case(row: Any) -> Case:
    kept = (SourceKnown(row.source), FoundIn(row.found_in), row.hard_place)
    return Case(row.area, row.confirmed_at, row.count, *kept)


def _counts(tx: Transaction, code: AreaCode, window: Window, then: datetime) -> list[Count]:
    rows = tx.execute(_COUNTS, [{"then": then, "since": window.first, "areas": [code]}])
    return [Count(row.site, row.area, row.day, row.new_cases) for row in rows]


def _newest(table: Any, *columns: str) -> Select[Any]:
    """The newest telling of each thing; a correction may have moved it elsewhere, or to another day."""
    later = aliased(table)
    after = or_(
        later.learned_at > table.learned_at,
        and_(later.learned_at == table.learned_at, later.id > table.id),
    )
    retold = exists().where(later.ref == table.ref, later.learned_at <= _THEN, after)
    asked = select(*(getattr(table, name) for name in columns))
    return asked.where(table.learned_at <= _THEN, ~retold).order_by(table.id)


# Made once: to put a statement together costs more than to run it.
_THEN = bindparam("then", type_=Instant)
_AREAS: Any = bindparam("areas", expanding=True)
_ORDERS = _newest(OrderRow, "number", "issuer", "state", "area", "part", "since", "until")
_CASES = _newest(CaseRow, "area", "confirmed_at", "count", "source", "found_in", "hard_place").where(
    CaseRow.confirmed_at >= bindparam("since", type_=Instant), CaseRow.area.in_(_AREAS)
)
_COUNTS = _newest(CountRow, "site", "area", "day", "new_cases").where(
    CountRow.day >= bindparam("since"), CountRow.area.in_(_AREAS)
)
_LEVEL = (
    select(GradeRow.level)
    .where(GradeRow.area == bindparam("area"), GradeRow.at <= _THEN)
    .order_by(GradeRow.at.desc(), GradeRow.id.desc())
    .limit(1)
)
