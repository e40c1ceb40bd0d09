"""What was known then: the newest telling of each thing among all we had learned by a moment."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from services.domain.levels import State
from services.domain.records import FoundIn, IncidentKind, SourceKnown
from services.plumbing.database import Base, Transaction
from services.risk.heard import Arrivals, Case, Contacts, Count, Heard, Incident, OrderHeard
from services.risk.tables import ArrivalRow, CaseRow, ContactsRow, CountRow, IncidentRow, OrderRow

LONGEST_WINDOW = timedelta(days=60)
"""No indicator looks further back than 28 days; the rest tells how long ago the last case was."""
ARRIVAL_WINDOW = timedelta(days=15)
WHOLE_HISTORY = timedelta(days=20_000)

KINDS: dict[str, Any] = {
    "case_counts": CountRow,
    "cases": CaseRow,
    "contacts": ContactsRow,
    "orders": OrderRow,
    "border_incidents": IncidentRow,
    "arrivals": ArrivalRow,
}
"""Every kind of fact that risk hears, by the name people see on the data page."""


def recall(tx: Transaction, as_of: datetime, reach: timedelta = LONGEST_WINDOW) -> Heard:
    """All facts of the time before `as_of`, as far back as `reach`, as known at that moment."""
    recent = as_of - reach
    arrivals_since = (as_of - ARRIVAL_WINDOW).date()
    return Heard(
        as_of=as_of,
        counts=_newest(tx, CountRow, as_of, _count, CountRow.day >= recent.date()),
        cases=_newest(tx, CaseRow, as_of, _case, CaseRow.confirmed_at >= recent),
        contacts=_newest(tx, ContactsRow, as_of, _contacts, ContactsRow.reported_at >= recent),
        orders=_newest(tx, OrderRow, as_of, _order),
        incidents=_newest(tx, IncidentRow, as_of, _incident, IncidentRow.happened_at >= recent),
        arrivals=_arrivals(tx, as_of, ArrivalRow.day >= arrivals_since),
        last_learned=last_learned(tx, as_of),
    )


def last_learned(tx: Transaction, as_of: datetime) -> dict[str, datetime]:
    """For each kind of fact the newest moment, up to `as_of`, at which we learned one."""
    found = {
        kind: tx.execute(
            select(func.max(table.learned_at)).where(table.learned_at <= as_of)
        ).scalar_one_or_none()
        for kind, table in KINDS.items()
    }
    return {kind: moment for kind, moment in found.items() if moment is not None}


def _newest(
    tx: Transaction,
    table: Any,
    as_of: datetime,
    read: Callable[[Any], Any],
    *where: ColumnElement[bool],
) -> Sequence[Any]:
    rank = func.row_number().over(partition_by=table.ref, order_by=(table.learned_at.desc(), table.id.desc()))
    known = select(*_columns(table), rank.label("telling")).where(table.learned_at <= as_of).subquery()
    # The filter on the day comes after the ranking: a correction may have moved a fact out of the window.
    newest = select(known).where(known.c.telling == 1).order_by(known.c.id)
    rows = tx.execute(newest.where(*[_on(known, condition) for condition in where]))
    return [read(row) for row in rows]


def _columns(table: type[Base]) -> list[Any]:
    return list(table.__table__.columns)


def _on(known: Any, condition: Any) -> Any:
    """The same comparison on the ranked rows."""
    return condition.operator(known.c[condition.left.name], condition.right)


def _arrivals(tx: Transaction, as_of: datetime, *where: ColumnElement[bool]) -> Sequence[Arrivals]:
    """Summed in the database: declarations come by the hundred thousand."""
    keys = (ArrivalRow.origin, ArrivalRow.area)
    sums = (ArrivalRow.people, ArrivalRow.with_symptoms, ArrivalRow.with_contact)
    wanted = (
        select(*keys, *(func.sum(column) for column in sums))
        .where(ArrivalRow.learned_at <= as_of, *where)
        .group_by(*keys)
    )
    return [Arrivals(*tuple(row)) for row in tx.execute(wanted)]


def _count(row: Any) -> Count:
    return Count(row.site, row.area, row.day, row.new_cases)


def _case(row: Any) -> Case:
    return Case(
        row.area,
        row.confirmed_at,
        row.count,
        SourceKnown(row.source),
        FoundIn(row.found_in),
        row.hard_place,
    )


def _contacts(row: Any) -> Contacts:
    return Contacts(row.area, row.reported_at, row.contact_level, row.total, row.traced, row.in_quarantine)


def _order(row: Any) -> OrderHeard:
    return OrderHeard(row.number, row.issuer, State(row.state), row.area, row.part, row.since, row.until)


def _incident(row: Any) -> Incident:
    return Incident(row.area, row.happened_at, IncidentKind(row.kind), row.by_sea, row.people)
