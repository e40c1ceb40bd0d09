"""Kinds of fact told thing by thing, which numbers are counted from: their columns, and the question."""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Select

from services.domain.levels import State
from services.domain.records import FoundIn, IncidentKind, SourceKnown
from services.risk.heard import Case, Contacts, Count, Incident, OrderHeard
from services.risk.newest import newest
from services.risk.tables import CaseRow, ContactsRow, CountRow, IncidentRow, OrderRow


class Whole(NamedTuple):
    """A kind of fact of which the newest telling of each thing stands."""

    table: Any
    columns: tuple[str, ...]
    day: str
    """The column that says when it was."""
    read: Callable[[Any], Any]
    since_ever: bool = False
    """Does what was told long ago count as well?"""


def _count(row: Any) -> Count:
    return Count(*row)


def _case(row: Any) -> Case:
    area, confirmed_at, count, source, found_in, hard_place = row
    return Case(area, confirmed_at, count, SourceKnown(source), FoundIn(found_in), hard_place)


def _contacts(row: Any) -> Contacts:
    return Contacts(*row)


def _order(row: Any) -> OrderHeard:
    number, issuer, state, *rest = row
    return OrderHeard(number, issuer, State(state), *rest)


def _incident(row: Any) -> Incident:
    area, happened_at, kind, *rest = row
    return Incident(area, happened_at, IncidentKind(kind), *rest)


WHOLE: dict[str, Whole] = {
    "case_counts": Whole(
        CountRow,
        ("site", "area", "day", "new_cases", "found_in_quarantine", "found_in_community"),
        "day",
        _count,
    ),
    "cases": Whole(
        CaseRow,
        ("area", "confirmed_at", "count", "source", "found_in", "hard_place"),
        "confirmed_at",
        _case,
    ),
    "contacts": Whole(
        ContactsRow,
        ("area", "reported_at", "contact_level", "total", "traced", "in_quarantine", "awaiting_result"),
        "reported_at",
        _contacts,
    ),
    "border_incidents": Whole(
        IncidentRow,
        ("area", "happened_at", "kind", "by_sea", "people", "place", "marker"),
        "happened_at",
        _incident,
    ),
    "orders": Whole(
        OrderRow,
        ("number", "issuer", "state", "area", "part", "since", "until"),
        "since",
        _order,
        since_ever=True,
    ),
}
"""Kinds told thing by thing, which numbers are counted from; orders hold until they end."""


def asked(kind: Whole, *more: str) -> Select[Any]:
    """The question for all of a kind, with more columns behind its own."""
    return newest(kind.table, *kind.columns, *more, since=None if kind.since_ever else kind.day)
