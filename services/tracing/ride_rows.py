"""Rides as they are written down: added, closed by what replaces them, and read by vehicle and day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from services.domain.records import Noted
from services.plumbing.database import Transaction
from services.tracing.dated_rows import close_replaced
from services.tracing.ride_contacts import Rider
from services.tracing.ride_facts import RideFact, Terms, rides_in
from services.tracing.tables_rides import RideRow

Touched = dict[str, datetime]
"""Rides that are to be looked at, by their ref, and when we learned why."""

_NAMES = ("record", "person", *RideFact._fields, "learned_at", "gone_at")
_RIDER = ("ref", "person", "kind", "size", "seat", "learned_at")


def keep_rides(tx: Transaction, noted: Sequence[Noted], terms: Terms) -> Touched:
    """Add the rides of these records, close those they replace; a record heard before adds none."""
    told = [(one, ride) for one in noted if one.person for ride in rides_in(one, terms)]
    heard = _heard(tx, {one.id for one, _ in told})
    fresh = [(one, ride) for one, ride in told if one.id not in heard]
    rows = ((one.id, one.person, *ride, one.learned_at, one.until) for one, ride in fresh)
    tx.pour(RideRow, _NAMES, rows)
    touched: Touched = {}
    for one, ride in fresh:
        touch(touched, ride.ref, one.learned_at)
    _close(tx, noted, touched)
    return touched


def touch(touched: Touched, ref: str, moment: datetime) -> None:
    """The newest reason counts."""
    touched[ref] = max(moment, touched.get(ref, moment))


def refs_of(tx: Transaction, people: Collection[str]) -> list[tuple[str, str]]:
    """The rides of these pseudonyms: whose, and which."""
    if not people:
        return []
    wanted = select(RideRow.person, RideRow.ref).where(
        RideRow.gone_at.is_(None), tx.among(RideRow.person, people)
    )
    return [(row.person, row.ref) for row in tx.execute(wanted)]


def riders_of(tx: Transaction, refs: Collection[str], person_of: Mapping[str, str]) -> dict[str, list[Rider]]:
    """Who rode together, by ride; `person_of`: whose a pseudonym is, where it is not its own."""
    columns = [getattr(RideRow, name) for name in _RIDER]
    wanted = select(*columns).where(RideRow.gone_at.is_(None), tx.among(RideRow.ref, refs))
    found: dict[str, list[Rider]] = {}
    rows: list[Any] = list(tx.execute(wanted.order_by(RideRow.id)))
    for row in rows:
        rider = Rider(row.person, person_of.get(row.person, row.person), *row[2:])
        found.setdefault(row.ref, []).append(rider)
    return found


def pseudonyms_on(tx: Transaction, refs: Collection[str]) -> set[str]:
    """Everybody in these rides."""
    wanted = select(RideRow.person).where(RideRow.gone_at.is_(None), tx.among(RideRow.ref, refs))
    return set(tx.execute(wanted.distinct()).scalars())


def _heard(tx: Transaction, records: Collection[str]) -> set[str]:
    wanted = select(RideRow.record).where(tx.among(RideRow.record, records))
    return set(tx.execute(wanted).scalars()) if records else set()


def _close(tx: Transaction, noted: Sequence[Noted], touched: Touched) -> None:
    """Most records replaced told of no ride: only the others are closed."""
    replaced = {one.replaces: one.learned_at for one in noted if one.replaces}
    if not replaced:
        return
    wanted = select(RideRow.record, RideRow.ref).where(tx.among(RideRow.record, replaced.keys()))
    rows = tx.execute(wanted).all()
    for row in rows:
        touch(touched, row.ref, replaced[row.record])
    known = {row.record for row in rows}
    close_replaced(tx, RideRow, [one for one in noted if one.replaces in known])
