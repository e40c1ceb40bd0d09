"""What was known then: the newest telling of each thing among all we had learned by a moment."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import func, select

from services.domain.levels import State
from services.domain.records import FoundIn, IncidentKind, SourceKnown
from services.plumbing.database import Transaction
from services.risk.heard import Case, Contacts, Count, Heard, Incident, OrderHeard
from services.risk.newest import THEN, newest
from services.risk.recall_goods import CONSIGNMENTS, goods
from services.risk.recall_judged import AREA_FACTS, JUDGEMENTS, area_facts, judgement
from services.risk.recall_posts import ARRIVALS, LABS, PASSAGES, arrivals, labs, passages
from services.risk.recall_quarantine import (
    ENTRANTS,
    QUARANTINED,
    ROLL_CALLS,
    STAYS,
    entrants,
    quarantined,
    roll_call,
    stays,
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
from services.risk.tables_counted import InspectionRow, LabRow, PassageRow
from services.risk.tables_judged import AreaFactsRow, JudgementRow

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
    "passages": PassageRow,
    "lab_results": LabRow,
    "inspections": InspectionRow,
    "judgements": JudgementRow,
    "area_facts": AreaFactsRow,
}
"""Every kind of fact that risk hears, by the name people see on the data page."""


def recall(tx: Transaction, as_of: datetime, reach: timedelta = LONGEST_WINDOW, zone: tzinfo = UTC) -> Heard:
    """All facts of the time before `as_of`, as far back as `reach`, as known at that moment.

    `zone`: whose calendar tells which days the last two weeks of arrivals are.
    """
    here = as_of.astimezone(zone)
    recent = {"then": as_of, "since": here - reach}
    two_weeks = {"then": as_of, "since": here.date() - timedelta(days=ARRIVAL_DAYS - 1), "today": here.date()}
    lately = {"then": as_of, "since": here - ARRIVAL_WINDOW}
    stayed = two_weeks | {"long_ago": here.date() - LONGEST_WINDOW}
    return Heard(
        as_of=as_of,
        counts=_told(tx, _COUNTS, _count, recent | {"since": recent["since"].date()}),
        cases=_told(tx, _CASES, _case, recent),
        contacts=_told(tx, _CONTACTS, _contacts, recent),
        orders=_told(tx, _ORDERS, _order, {"then": as_of}),
        incidents=_told(tx, _INCIDENTS, _incident, recent),
        arrivals=_told(tx, ARRIVALS, arrivals, two_weeks),
        quarantined=_told(tx, QUARANTINED, quarantined, stayed),
        stays=_told(tx, STAYS, stays, stayed),
        roll_calls=_told(tx, ROLL_CALLS, roll_call, lately),
        entrants=_told(tx, ENTRANTS, entrants, two_weeks),
        goods=_told(tx, CONSIGNMENTS, goods, two_weeks),
        passages=_told(tx, PASSAGES, passages, two_weeks),
        labs=_told(tx, LABS, labs, two_weeks),
        judgements=_told(tx, JUDGEMENTS, judgement, {"then": as_of}),
        area_facts=_told(tx, AREA_FACTS, area_facts, {"then": as_of}),
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


_FOUND_IN = ("found_in_quarantine", "found_in_community")
_COUNTS = newest(CountRow, "site", "area", "day", "new_cases", *_FOUND_IN, since="day")
_CASES = newest(
    CaseRow, "area", "confirmed_at", "count", "source", "found_in", "hard_place", since="confirmed_at"
)
_CONTACTS = newest(
    ContactsRow,
    "area",
    "reported_at",
    "contact_level",
    "total",
    "traced",
    "in_quarantine",
    "awaiting_result",
    since="reported_at",
)
_ORDERS = newest(OrderRow, "number", "issuer", "state", "area", "part", "since", "until")
_INCIDENTS = newest(
    IncidentRow, "area", "happened_at", "kind", "by_sea", "people", "place", "marker", since="happened_at"
)


_LAST_LEARNED = select(
    *(
        select(func.max(table.learned_at)).where(table.learned_at <= THEN).scalar_subquery().label(kind)
        for kind, table in KINDS.items()
    )
)


def _count(row: Any) -> Count:
    return Count(*row)


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
    return Contacts(*row)


def _order(row: Any) -> OrderHeard:
    return OrderHeard(row.number, row.issuer, State(row.state), row.area, row.part, row.since, row.until)


def _incident(row: Any) -> Incident:
    area, happened_at, kind, *rest = row
    return Incident(area, happened_at, IncidentKind(kind), *rest)
