"""What was known then of quarantine: changes added up in the database, place by place."""

from typing import Any

from sqlalchemy import and_, bindparam, case, func, or_, select

from services.domain.records import QuarantineReason, StayEnd
from services.plumbing.database import Instant
from services.risk.heard import Entrants, Quarantined, RollCallHeard
from services.risk.tables import EntrantRow, RollCallRow, StayRow

_THEN = bindparam("then", type_=Instant)
_SINCE: Any = bindparam("since")
_TODAY: Any = bindparam("today")


def _people(wanted: Any) -> Any:
    return func.coalesce(func.sum(case((wanted, StayRow.people), else_=0)), 0)


_INSIDE = and_(StayRow.since <= _TODAY, or_(StayRow.left_on.is_(None), StayRow.left_on > _TODAY))
_ESCAPED = and_(StayRow.ended == StayEnd.ESCAPED.value, StayRow.left_on.between(_SINCE, _TODAY))
_CAME_IN = and_(StayRow.why == QuarantineReason.ENTRANT.value, StayRow.since.between(_SINCE, _TODAY))

# A stay begun longer ago than `long_ago` that nobody ended is a missing report, not a person inside.
QUARANTINED = (
    select(StayRow.place, StayRow.area, _people(_INSIDE), _people(_ESCAPED), _people(_CAME_IN))
    .where(StayRow.learned_at <= _THEN, StayRow.since >= bindparam("long_ago"))
    .group_by(StayRow.place, StayRow.area)
)
ROLL_CALLS = (
    select(
        RollCallRow.place,
        RollCallRow.area,
        RollCallRow.at,
        func.sum(RollCallRow.absent),
        func.sum(RollCallRow.overdue_tests),
        func.sum(RollCallRow.tests_told),
    )
    .where(RollCallRow.learned_at <= _THEN, RollCallRow.at.between(bindparam("since", type_=Instant), _THEN))
    .group_by(RollCallRow.place, RollCallRow.area, RollCallRow.at)
)
ENTRANTS = (
    select(
        EntrantRow.area,
        func.sum(case((EntrantRow.day < _TODAY, EntrantRow.people), else_=0)),
        func.sum(EntrantRow.unplaced),
    )
    .where(EntrantRow.learned_at <= _THEN, EntrantRow.day.between(_SINCE, _TODAY))
    .group_by(EntrantRow.area)
)


def quarantined(row: Any) -> Quarantined:
    """One line of QUARANTINED."""
    return Quarantined(*row)


def roll_call(row: Any) -> RollCallHeard:
    """One line of ROLL_CALLS."""
    place, area, at, absent, overdue, told = row
    return RollCallHeard(place, area, at, absent, overdue if told > 0 else None)


def entrants(row: Any) -> Entrants:
    """One line of ENTRANTS."""
    return Entrants(*row)
