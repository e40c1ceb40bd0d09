"""Keeps what events tell in counts: changes that add up, a row for each."""

from collections.abc import Iterator
from typing import Any

from services.domain.events import (
    ArrivalsCounted,
    ConsignmentsCounted,
    EntrantsCounted,
    Event,
    InspectionsCounted,
    LabResultsCounted,
    PassagesCounted,
    QuarantineCounted,
    RollCallsCounted,
)
from services.plumbing.consuming import Handler
from services.plumbing.database import Transaction
from services.risk.tables import ArrivalRow, ConsignmentRow, EntrantRow, RollCallRow, StayRow
from services.risk.tables_counted import InspectionRow, LabRow, PassageRow

_TABLES: dict[type[Event], Any] = {
    EntrantsCounted: EntrantRow,
    QuarantineCounted: StayRow,
    RollCallsCounted: RollCallRow,
    PassagesCounted: PassageRow,
    LabResultsCounted: LabRow,
    InspectionsCounted: InspectionRow,
}
"""Counts whose fields are the columns of their table."""


def _keep(happened: Event, tx: Transaction) -> None:
    tx.add(_TABLES[type(happened)], _counts(happened))


def _keep_arrivals(happened: Event, tx: Transaction) -> None:
    assert isinstance(happened, ArrivalsCounted)
    tx.add(ArrivalRow, ({"kind": happened.kind} | row for row in _counts(happened)))


def _keep_consignments(happened: Event, tx: Transaction) -> None:
    tx.add(ConsignmentRow, (row | {"through": " ".join(row["through"])} for row in _counts(happened)))


def _counts(happened: Any) -> Iterator[dict[str, Any]]:
    """A row for each count: they are changes and add up, so each is a thing of its own."""
    for number, count in enumerate(happened.counts):
        yield count.model_dump() | {"learned_at": happened.learned_at, "ref": f"{happened.ref}/{number}"}


COUNTED: dict[type[Event], Handler] = {
    **dict.fromkeys(_TABLES, _keep),
    ArrivalsCounted: _keep_arrivals,
    ConsignmentsCounted: _keep_consignments,
}
"""Which event is kept how."""
