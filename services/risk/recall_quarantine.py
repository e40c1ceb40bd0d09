"""What was known then of quarantine: changes added up in the database, place by place."""

from typing import Any

from sqlalchemy import and_, bindparam, case, func, or_, select

from services.domain.records import QuarantineKind, QuarantineReason, StayEnd
from services.plumbing.database import Instant
from services.risk.heard import Entrants, Quarantined, RollCallHeard
from services.risk.heard_counts import Stays
from services.risk.newest import SINCE, THEN, TODAY
from services.risk.tables import EntrantRow, RollCallRow, StayRow


def _people(wanted: Any) -> Any:
    return func.coalesce(func.sum(case((wanted, StayRow.people), else_=0)), 0)


_INSIDE = and_(StayRow.since <= TODAY, or_(StayRow.left_on.is_(None), StayRow.left_on > TODAY))
_ESCAPED = and_(StayRow.ended == StayEnd.ESCAPED.value, StayRow.left_on.between(SINCE, TODAY))
_CAME_IN = and_(StayRow.why == QuarantineReason.ENTRANT.value, StayRow.since.between(SINCE, TODAY))

# A stay begun longer ago than `long_ago` that nobody ended is a missing report, not a person inside.
QUARANTINED = (
    select(StayRow.place, StayRow.area, _people(_INSIDE), _people(_ESCAPED), _people(_CAME_IN))
    .where(StayRow.learned_at <= THEN, StayRow.since >= bindparam("long_ago"))
    .group_by(StayRow.place, StayRow.area)
)
_ONE_STAY = (
    *(StayRow.place, StayRow.area, StayRow.kind, StayRow.why),
    *(StayRow.since, StayRow.planned_until, StayRow.left_on, StayRow.ended),
)
STAYS = (
    select(*_ONE_STAY, func.sum(StayRow.people))
    .where(
        StayRow.learned_at <= THEN,
        StayRow.since.between(bindparam("long_ago"), TODAY),
        or_(StayRow.left_on.is_(None), StayRow.left_on >= SINCE),
    )
    .group_by(*_ONE_STAY)
    .having(func.sum(StayRow.people) != 0)
)
ROLL_CALLS = (
    select(
        RollCallRow.place,
        RollCallRow.area,
        RollCallRow.at,
        func.sum(RollCallRow.absent),
        func.sum(RollCallRow.overdue_tests),
        func.sum(RollCallRow.tests_told),
        func.sum(RollCallRow.present),
    )
    .where(RollCallRow.learned_at <= THEN, RollCallRow.at.between(bindparam("since", type_=Instant), THEN))
    .group_by(RollCallRow.place, RollCallRow.area, RollCallRow.at)
)
ENTRANTS = (
    select(
        EntrantRow.area,
        func.sum(case((EntrantRow.day < TODAY, EntrantRow.people), else_=0)),
        func.sum(EntrantRow.unplaced),
        EntrantRow.gate,
        EntrantRow.country,
    )
    .where(EntrantRow.learned_at <= THEN, EntrantRow.day.between(SINCE, TODAY))
    .group_by(EntrantRow.area, EntrantRow.gate, EntrantRow.country)
)


def quarantined(row: Any) -> Quarantined:
    """One line of QUARANTINED."""
    return Quarantined(*row)


def stays(row: Any) -> Stays:
    """One line of STAYS."""
    place, area, kind, why, since, planned_until, left_on, ended, people = row
    end = StayEnd(ended) if ended else None
    days = (since, planned_until, left_on)
    return Stays(place, area, QuarantineKind(kind), QuarantineReason(why), *days, end, people)


def roll_call(row: Any) -> RollCallHeard:
    """One line of ROLL_CALLS."""
    place, area, at, absent, overdue, told, present = row
    return RollCallHeard(place, area, at, absent, overdue if told > 0 else None, present)


def entrants(row: Any) -> Entrants:
    """One line of ENTRANTS."""
    return Entrants(*row)
