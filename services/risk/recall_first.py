"""Since when each feed tells: the first day that anything known then speaks of."""

from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import func, select

from services.plumbing.database import Transaction
from services.risk.newest import THEN
from services.risk.tables import (
    ArrivalRow,
    CaseRow,
    ConsignmentRow,
    ContactsRow,
    CountRow,
    EntrantRow,
    IncidentRow,
    RollCallRow,
    StayRow,
)
from services.risk.tables_counted import LabRow, PassageRow

DAYS: dict[str, Any] = {
    "case_counts": CountRow.day,
    "cases": CaseRow.confirmed_at,
    "contacts": ContactsRow.reported_at,
    "border_incidents": IncidentRow.happened_at,
    "arrivals": ArrivalRow.day,
    "entrants": EntrantRow.day,
    "stays": StayRow.since,
    "roll_calls": RollCallRow.at,
    "consignments": ConsignmentRow.day,
    "passages": PassageRow.day,
    "lab_results": LabRow.day,
}
"""Of kinds that tell of days, which one each tells of."""


def first_told(tx: Transaction, as_of: datetime, zone: tzinfo) -> dict[str, date]:
    """For each kind the first day that anything learned up to `as_of` tells of."""
    found = tx.execute(_FIRST_TOLD, [{"then": as_of}]).one()._mapping
    return {kind: _day(first, zone) for kind, first in found.items() if first is not None}


def _day(first: date | datetime, zone: tzinfo) -> date:
    return first.astimezone(zone).date() if isinstance(first, datetime) else first


_FIRST_TOLD = select(
    *(
        select(func.min(column)).where(column.class_.learned_at <= THEN).scalar_subquery().label(kind)
        for kind, column in DAYS.items()
    )
)
