"""What was known then: the newest telling of each thing among all we had learned by a moment."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from services.domain.levels import State
from services.domain.records import FoundIn, IncidentKind, SourceKnown
from services.plumbing.database import Instant, Transaction
from services.risk.heard import Arrivals, Case, Contacts, Count, Heard, Incident, OrderHeard
from services.risk.recall_goods import CONSIGNMENTS, goods
from services.risk.recall_quarantine import (
    ENTRANTS,
    QUARANTINED,
    ROLL_CALLS,
    entrants,
    quarantined,
    roll_call,
)
from services.risk.tables import (
    ArrivalRow,
    CaseRow,
    ConsignmentRow,
    ContactsRow,
    CountRow,
    EntrantRow,
    IncidentRow,
    OrderRow,
    RollCallRow,
    StayRow,
)

LONGEST_WINDOW = timedelta(days=60)
"""No indicator looks further back than 28 days; the rest tells how long ago the last case was."""
ARRIVAL_DAYS = 14
ARRIVAL_WINDOW = timedelta(days=ARRIVAL_DAYS)
WHOLE_HISTORY = timedelta(days=20_000)

KINDS: dict[str, Any] = {
    "case_counts": CountRow,
    "cases": CaseRow,
    "contacts": ContactsRow,
    "orders": OrderRow,
    "border_incidents": IncidentRow,
    "arrivals": ArrivalRow,
    "entrants": EntrantRow,
    "stays": StayRow,
    "roll_calls": RollCallRow,
    "consignments": ConsignmentRow,
}
"""Every kind of fact that risk hears, by the name people see on the data page."""

_THEN = bindparam("then", type_=Instant)
_SINCE: Any = bindparam("since")


def recall(tx: Transaction, as_of: datetime, reach: timedelta = LONGEST_WINDOW, zone: tzinfo = UTC) -> Heard:
    """All facts of the time before `as_of`, as far back as `reach`, as known at that moment.

    `zone`: whose calendar tells which days the last two weeks of arrivals are.
    """
    here = as_of.astimezone(zone)
    recent = {"then": as_of, "since": here - reach}
    two_weeks = {"then": as_of, "since": here.date() - timedelta(days=ARRIVAL_DAYS - 1), "today": here.date()}
    lately = {"then": as_of, "since": here - ARRIVAL_WINDOW}
    long_ago = here.date() - LONGEST_WINDOW
    return Heard(
        as_of=as_of,
        counts=_told(tx, _COUNTS, _count, recent | {"since": recent["since"].date()}),
        cases=_told(tx, _CASES, _case, recent),
        contacts=_told(tx, _CONTACTS, _contacts, recent),
        orders=_told(tx, _ORDERS, _order, {"then": as_of}),
        incidents=_told(tx, _INCIDENTS, _incident, recent),
        arrivals=_told(tx, _ARRIVALS, _arrivals, two_weeks),
        quarantined=_told(tx, QUARANTINED, quarantined, two_weeks | {"long_ago": long_ago}),
        roll_calls=_told(tx, ROLL_CALLS, roll_call, lately),
        entrants=_told(tx, ENTRANTS, entrants, two_weeks),
        goods=_told(tx, CONSIGNMENTS, goods, two_weeks),
        last_learned=last_learned(tx, as_of),
    )


def last_learned(tx: Transaction, as_of: datetime) -> dict[str, datetime]:
    """For each kind of fact the newest moment, up to `as_of`, at which we learned one."""
    found = tx.execute(_LAST_LEARNED, [{"then": as_of}]).one()._mapping
    return {kind: moment for kind, moment in found.items() if moment is not None}


def _told(
    tx: Transaction, statement: Any, read: Callable[[Any], Any], values: dict[str, Any]
) -> Sequence[Any]:
    return [read(row) for row in tx.execute(statement, [values]).all()]


def _newest(table: Any, *columns: str, since: str | None = None) -> Select[Any]:
    """The newest telling of each `ref`, of facts whose own date is `since` or later."""
    rank = func.row_number().over(partition_by=table.ref, order_by=(table.learned_at.desc(), table.id.desc()))
    wanted = [getattr(table, name) for name in ("id", *columns)]
    known = select(*wanted, rank.label("telling")).where(table.learned_at <= _THEN).subquery()
    newest = select(*(known.c[name] for name in columns)).where(known.c.telling == 1).order_by(known.c.id)
    # The filter on the day comes after the ranking: a correction may have moved a fact out of the window.
    return newest if since is None else newest.where(known.c[since] >= _SINCE)


_COUNTS = _newest(CountRow, "site", "area", "day", "new_cases", since="day")
_CASES = _newest(
    CaseRow, "area", "confirmed_at", "count", "source", "found_in", "hard_place", since="confirmed_at"
)
_CONTACTS = _newest(
    ContactsRow,
    "area",
    "reported_at",
    "contact_level",
    "total",
    "traced",
    "in_quarantine",
    since="reported_at",
)
_ORDERS = _newest(OrderRow, "number", "issuer", "state", "area", "part", "since", "until")
_INCIDENTS = _newest(IncidentRow, "area", "happened_at", "kind", "by_sea", "people", since="happened_at")


def _summed(*columns: Any) -> Select[Any]:
    """Arrivals summed in the database: declarations come by the hundred thousand."""
    keys = (ArrivalRow.origin, ArrivalRow.area)
    days = (ArrivalRow.day >= _SINCE, ArrivalRow.day <= bindparam("today"))
    sums = select(*keys, *(func.sum(column) for column in columns))
    return sums.where(ArrivalRow.learned_at <= _THEN, *days).group_by(*keys)


_ARRIVALS = _summed(ArrivalRow.people, ArrivalRow.with_symptoms, ArrivalRow.with_contact)
_LAST_LEARNED = select(
    *(
        select(func.max(table.learned_at)).where(table.learned_at <= _THEN).scalar_subquery().label(kind)
        for kind, table in KINDS.items()
    )
)


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


def _arrivals(row: Any) -> Arrivals:
    return Arrivals(*row)


def _order(row: Any) -> OrderHeard:
    return OrderHeard(row.number, row.issuer, State(row.state), row.area, row.part, row.since, row.until)


def _incident(row: Any) -> Incident:
    return Incident(row.area, row.happened_at, IncidentKind(row.kind), row.by_sea, row.people)
