"""Rows read find their place in the history of their thing; what is new is written, in bulk."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, update
from sqlalchemy.exc import IntegrityError

from services.domain.events import new_ids
from services.ingest.columns import Reading
from services.ingest.feed import Feed, Kept
from services.ingest.reading import Read, raw_json
from services.ingest.revisions import History, Revision, bodies, histories
from services.ingest.tables import FeedRow, IdentityRow, RecordRow, RefusedRow
from services.plumbing.database import Transaction

_RECORD = (
    *("id", "feed", "key", "revision", "fingerprint", "learned_at", "receipt"),
    *("body", "beside", "person", "phone"),
)
_REFUSED = ("id", "feed", "receipt", "row", "outcome", "learned_at", "sealed")


class Arrived(NamedTuple):
    """A row as read, and the receipt that counts it."""

    read: Read
    receipt: str


class Placed(NamedTuple):
    """A row that is kept, and its place in the history of its key."""

    read: Read
    receipt: str
    revision: Revision
    before: Revision | None
    """What stood until now."""
    after: Revision | None
    """What is already known to replace it: the row came late."""


class Raced(Exception):
    """Another worker kept a row with one of our keys at the same time; place the batch again."""


def place(tx: Transaction, feed: Feed, arrived: Sequence[Arrived], reading: Reading) -> list[Placed | None]:
    """Each row in order, for a row may repeat or correct one just above it; None: nothing new in it."""
    known = histories(tx, feed.name, {one.read.key for one in arrived if one.read.record is not None})
    fresh = new_ids(len(arrived))
    return [
        None if one.read.record is None else _enter(known, one, reading, identifier)
        for one, identifier in zip(arrived, fresh, strict=True)
    ]


def keep(tx: Transaction, feed: Feed, kept: Sequence[Placed], reading: Reading) -> None:
    """Add a revision for each row, and its personal cells under seal; raises Raced, with nothing written."""
    # By key: two workers that keep the same things cannot wait for each other in a ring.
    ordered = sorted(kept, key=lambda one: (one.read.key, one.revision.number))
    try:
        with tx.attempt():
            tx.pour(RecordRow, _RECORD, [_record_row(feed.name, one) for one in ordered])
    except IntegrityError as error:
        raise Raced from error
    seal = reading.privacy.seal
    personal = ((one.revision.id, seal(one.read.personal)) for one in kept if one.read.personal)
    tx.pour(IdentityRow, ("record", "sealed"), personal)


def set_aside(tx: Transaction, feed: Feed, lost: Sequence[Arrived], reading: Reading) -> None:
    """Rows that did not become records, sealed as they were sent: nothing is lost."""
    seal = reading.privacy.seal
    rows = (
        (identifier, feed.name, one.receipt, one.read.row.number, one.read.outcome.value, reading.learned_at,
         seal(raw_json(one.read.row).encode()))
        for one, identifier in zip(lost, new_ids(len(lost)), strict=True)
    )  # fmt: skip
    tx.pour(RefusedRow, _REFUSED, rows)


def told(tx: Transaction, feed: Feed, kept: Sequence[Placed]) -> list[Kept]:
    """What the feed may tell about: each record with the one it replaces."""
    older = _replaced(tx, feed, kept)
    return [
        Kept(
            one.revision.id,
            one.read.key,
            one.read.record,
            older[one.before.id] if one.before else None,
            one.after.learned_at if one.after else None,
        )
        for one in kept
    ]


def note_heard(tx: Transaction, feed: Feed, kept: Sequence[Placed], learned_at: datetime) -> None:
    """Keep how new our knowledge of a feed is; done last, since other workers wait behind it."""
    if kept:
        newest = max(feed.day(one.read.record) for one in kept)
        tx.at_end(f"feed {feed.name}", partial(_note, tx, feed.name, learned_at, newest))


def _note(tx: Transaction, feed: str, learned_at: datetime, newest: date) -> None:
    told = {"feed": feed, "moment": learned_at, "day": newest}
    row = {"name": feed, "newest_learned_at": learned_at, "newest_day": newest}
    if not _noted(tx, told) and not tx.add_new(FeedRow, [row]):
        _noted(tx, told)  # another worker was the first to hear of this feed, between the two


def _noted(tx: Transaction, told: dict[str, Any]) -> bool:
    return bool(tx.execute(_HEARD, [told]).rowcount)  # type: ignore[attr-defined]  # an UPDATE's result has it


def _later(column: Any, said: str) -> Any:  # a column of one type or the other
    told = bindparam(said, type_=column.type)
    return case((column > told, column), else_=told)


_HEARD = (  # made once: writing the statement anew costs as much as running it
    update(FeedRow)
    .where(FeedRow.name == bindparam("feed"))
    .values(
        newest_learned_at=_later(FeedRow.newest_learned_at, "moment"),
        newest_day=_later(FeedRow.newest_day, "day"),
    )
)


def _replaced(tx: Transaction, feed: Feed, kept: Sequence[Placed]) -> dict[str, Any]:
    wanted = {one.before.id for one in kept if one.before is not None}
    if not wanted:
        return {}
    here = {one.revision.id: one.read.record for one in kept if one.revision.id in wanted}
    return here | bodies(tx, feed, wanted - here.keys())


def _enter(known: dict[str, History], one: Arrived, reading: Reading, identifier: str) -> Placed | None:
    read, moment = one.read, reading.learned_at
    history = known.get(read.key)
    if history is None:  # nearly every row: the first word of its thing
        first = Revision(moment, 1, identifier, read.fingerprint)
        known[read.key] = History((first,))
        return Placed(read, one.receipt, first, None, None)
    n = history.at(moment)
    before = history[n - 1] if n else None
    if before is not None and before.fingerprint == read.fingerprint:
        return None
    after = history[n] if n < len(history) else None
    if reading.live and after is not None and after.fingerprint == read.fingerprint:
        return None  # another worker took the same thing up a moment after us, and was faster
    revision = Revision(moment, history.next_number(), identifier, read.fingerprint)
    history.enter(revision)
    return Placed(read, one.receipt, revision, before, after)


def _record_row(feed: str, one: Placed) -> tuple[Any, ...]:
    read, revision = one.read, one.revision
    return (
        revision.id, feed, read.key, revision.number, revision.fingerprint, revision.learned_at, one.receipt,
        read.body, read.beside, read.person, read.phone,
    )  # fmt: skip
