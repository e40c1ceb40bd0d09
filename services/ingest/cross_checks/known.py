"""What is already known of the people of a batch: looked up once for all of them, never row by row."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from services.domain.records import (
    CheckpointScan,
    ContactPerson,
    Declaration,
    EntryDeclaration,
    QuarantineStay,
    ResidentDeclaration,
    RollCall,
    WorkerReturn,
)
from services.ingest.tables import RecordRow
from services.plumbing.database import Transaction

KINDS: dict[str, type[Any]] = {
    "declarations": Declaration,
    "entry-declarations": EntryDeclaration,
    "resident-declarations": ResidentDeclaration,
    "worker-returns": WorkerReturn,
    "checkpoint-scans": CheckpointScan,
    "quarantine-checkins": QuarantineStay,
    "bed-checks": RollCall,
    "contact-persons": ContactPerson,
}
"""Feeds whose rows are held against each other, with their kind of record."""

TRAVELLERS = ("declarations", "entry-declarations")
"""Forms that a post asks for."""

FORMS = (*TRAVELLERS, "resident-declarations")

ANSWERED_BY: dict[str, tuple[str, ...]] = {
    "declarations": ("contact-persons", "worker-returns", "checkpoint-scans", "quarantine-checkins",
                     "bed-checks", "declarations"),
    "entry-declarations": ("contact-persons", "checkpoint-scans"),
    "resident-declarations": ("contact-persons",),
    "worker-returns": ("declarations",),
    "checkpoint-scans": ("checkpoint-scans", "quarantine-checkins", "bed-checks", "contact-persons",
                         *TRAVELLERS),
    "quarantine-checkins": ("checkpoint-scans", "declarations", "bed-checks"),
    "bed-checks": ("checkpoint-scans", "declarations", "quarantine-checkins", "bed-checks"),
    "contact-persons": (*FORMS, "checkpoint-scans"),
}  # fmt: skip
"""For a row of each feed: rows of which feeds can contradict it."""

_COLUMNS: tuple[Any, ...] = (
    *(RecordRow.person, RecordRow.feed, RecordRow.key),
    *(RecordRow.revision, RecordRow.learned_at, RecordRow.body),
)

_NEWEST = select(*_COLUMNS).order_by(RecordRow.learned_at.desc())
_NEWEST_FORMS = _NEWEST.where(RecordRow.feed.in_(TRAVELLERS))
_NEWEST_OF = {
    # Not the plain column: SQLite would walk the feed's whole index instead of asking person by person.
    feed: _NEWEST.where(func.coalesce(RecordRow.feed, "").in_(others))
    for feed, others in ANSWERED_BY.items()
}
_GIVERS = select(RecordRow.phone, RecordRow.person).where(RecordRow.person.is_not(None)).distinct()

MOST = 200  # what is known of one person or telephone: a hotline's thousands would cost every batch


class Known(NamedTuple):
    """One thing another row said of the same person, as it stands."""

    feed: str
    key: str
    record: Any


def known_of(
    tx: Transaction, feed: str, people: Collection[str], moment: datetime, days: float
) -> dict[str, list[Known]]:
    """By person, what stood at the moment in feeds that can contradict this one, learned in so many days."""
    return _standing(tx, _NEWEST_OF[feed], RecordRow.person, people, moment, days)


def declared_under(
    tx: Transaction, codes: Collection[str], moment: datetime, days: float
) -> dict[str, Known]:
    """By code, the declarations that scans name."""
    found = _standing(tx, _NEWEST_FORMS, RecordRow.key, codes, moment, days)
    return {one.key: one for several in found.values() for one in several}


def people_by_phone(tx: Transaction, phones: Collection[str]) -> dict[str, set[str]]:
    """By mark of a telephone, the people who gave it."""
    found: dict[str, set[str]] = {}
    if phones:
        for row in tx.each(_GIVERS, RecordRow.phone, phones, MOST):
            found.setdefault(row.phone, set()).add(row.person)
    return found


def _standing(
    tx: Transaction, wanted: Select[Any], column: Any, values: Collection[str], moment: datetime, days: float
) -> dict[str, list[Known]]:
    if not values:
        return {}
    rows = tx.each(wanted, column, values, MOST)
    since = moment - timedelta(days=days)
    return _by_person(_newest(row for row in rows if since <= row.learned_at <= moment))


def _newest(rows: Iterable[Any]) -> Iterable[Any]:
    """Of the revisions of one thing the one in force."""
    found: dict[tuple[str, str], Any] = {}
    for row in rows:
        before = found.get((row.feed, row.key))
        if before is None or (row.learned_at, row.revision) > (before.learned_at, before.revision):
            found[row.feed, row.key] = row
    return found.values()


def _by_person(rows: Iterable[Any]) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = {}
    for row in rows:
        record = KINDS[row.feed].model_validate_json(row.body)
        found.setdefault(row.person, []).append(Known(row.feed, row.key, record))
    return found
