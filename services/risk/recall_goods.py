"""What was known then of goods: changes added up in the database, by area, origin and route."""

from typing import Any

from sqlalchemy import bindparam, func, select

from services.plumbing.database import Instant
from services.risk.heard import Goods
from services.risk.tables import ConsignmentRow

_SUMS = (
    *("lots", "cold", "not_disinfected", "not_sampled", "untold", "crew_undeclared", "positive"),
    *("crew", "crew_told"),
)
_FROM = (ConsignmentRow.area, ConsignmentRow.origin, ConsignmentRow.through)

CONSIGNMENTS = (
    select(*_FROM, *(func.sum(getattr(ConsignmentRow, name)) for name in _SUMS))
    .where(
        ConsignmentRow.learned_at <= bindparam("then", type_=Instant),
        ConsignmentRow.day.between(bindparam("since"), bindparam("today")),
    )
    .group_by(*_FROM)
)


def goods(row: Any) -> Goods:
    """One line of CONSIGNMENTS."""
    area, origin, through, *sums = row
    return Goods(area, origin, tuple(through.split()), *sums)
