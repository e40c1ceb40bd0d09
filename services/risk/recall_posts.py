"""What was known then of who came by: declarations, scans at posts, tubes in laboratories; added up."""

from typing import Any

from sqlalchemy import func, select

from services.domain.records import LabMethod, PostDecision
from services.risk.heard import Arrivals
from services.risk.heard_counts import Labs, Passages
from services.risk.newest import SINCE, THEN, TODAY
from services.risk.tables import ArrivalRow
from services.risk.tables_counted import LabRow, PassageRow

_GOING = (ArrivalRow.origin, ArrivalRow.area, ArrivalRow.post)
ARRIVALS = (
    select(
        ArrivalRow.origin,
        ArrivalRow.area,
        func.sum(ArrivalRow.people),
        func.sum(ArrivalRow.with_symptoms),
        func.sum(ArrivalRow.with_contact),
        ArrivalRow.post,
    )
    .where(ArrivalRow.learned_at <= THEN, ArrivalRow.day >= SINCE, ArrivalRow.day <= TODAY)
    .group_by(*_GOING)
)
"""Summed in the database: declarations come by the hundred thousand."""

_STOPPED = (PassageRow.post, PassageRow.area, PassageRow.decision)
PASSAGES = (
    select(*_STOPPED, func.sum(PassageRow.people))
    .where(PassageRow.learned_at <= THEN, PassageRow.day >= SINCE, PassageRow.day <= TODAY)
    .group_by(*_STOPPED)
)
_TAKEN = (LabRow.area, LabRow.day, LabRow.method)
_FOUND = (
    *("samples", "people", "positive", "positive_pools", "pending", "invalid", "to_retest", "retested"),
)
LABS = (
    select(*_TAKEN, *(func.sum(getattr(LabRow, name)) for name in _FOUND))
    .where(LabRow.learned_at <= THEN, LabRow.day.between(SINCE, TODAY))
    .group_by(*_TAKEN)
)


def arrivals(row: Any) -> Arrivals:
    """One line of ARRIVALS."""
    return Arrivals(*row)


def passages(row: Any) -> Passages:
    """One line of PASSAGES."""
    post, area, decision, people = row
    return Passages(post, area, PostDecision(decision), people)


def labs(row: Any) -> Labs:
    """One line of LABS."""
    area, day, method, *sums = row
    return Labs(area, day, LabMethod(method), *sums)
