"""Rows read find their place in the history of their thing; what is new is written, in bulk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from services.domain.events import new_id
from services.ingest.columns import Reading
from services.ingest.feed import Feed, Kept
from services.ingest.reading import Read, raw_json
from services.ingest.revisions import History, Revision, bodies, histories
from services.ingest.tables import FeedRow, IdentityRow, RecordRow, RefusedRow
from services.plumbing.database import Transaction


@dataclass(frozen=True)
class Placed:
    """A row that is kept, and its place in the history of its key."""

    read: Read
    revision: Revision
    before: Revision | None
    """What stood until now."""
    after: Revision | None
    """What is already known to replace it: the row came late."""


def place(tx: Transaction, feed: Feed, read: Sequence[Read], moment: datetime) -> list[Placed | None]:
    """Each row in order, for a row may repeat or correct one just above it; None: nothing new in it."""
    known = histories(tx, feed.name, list({one.key for one in read if one.record is not None}))
    return [None if one.record is None else _enter(known, one, moment) for one in read]


def keep(tx: Transaction, feed: Feed, kept: Sequence[Placed], reading: Reading, receipt: str) -> None:
    """Add a revision for each row, and its personal cells under seal."""
    tx.add(RecordRow, (_record_row(feed, one, receipt) for one in kept))
    seal = reading.privacy.seal
    tx.add(
        IdentityRow,
        (
            {"record": one.revision.id, "sealed": seal(one.read.personal.encode())}
            for one in kept
            if one.read.personal
        ),
    )


def set_aside(tx: Transaction, feed: Feed, lost: Sequence[Read], reading: Reading, receipt: str) -> None:
    """Rows that did not become records, sealed as they were sent: nothing is lost."""
    tx.add(
        RefusedRow,
        (
            {
                "id": new_id(),
                "feed": feed.name,
                "receipt": receipt,
                "row": one.row.number,
                "outcome": one.outcome.value,
                "learned_at": reading.learned_at,
                "sealed": reading.privacy.seal(raw_json(one.row).encode()),
            }
            for one in lost
        ),
    )


def told(tx: Transaction, feed: Feed, kept: Sequence[Placed]) -> list[Kept]:
    """What the feed may tell about: each record with the one it replaces."""
    here = {one.revision.id: one.read.record for one in kept}
    wanted = [one.before.id for one in kept if one.before is not None and one.before.id not in here]
    older: dict[str, Any] = here | bodies(tx, feed, wanted)
    return [
        Kept(
            id=one.revision.id,
            key=one.read.key,
            record=one.read.record,
            replaced=older[one.before.id] if one.before else None,
            until=one.after.learned_at if one.after else None,
        )
        for one in kept
    ]


def note_heard(tx: Transaction, feed: Feed, kept: Sequence[Placed], learned_at: datetime) -> None:
    """Keep how new our knowledge of a feed is."""
    if not kept:
        return
    seen = select(FeedRow.newest_learned_at, FeedRow.newest_day).where(FeedRow.name == feed.name)
    before = tx.execute(seen).one()
    days: list[date] = [feed.day(one.read.record) for one in kept]
    row = {
        "name": feed.name,
        "newest_learned_at": max(learned_at, before.newest_learned_at or learned_at),
        "newest_day": max([*days, before.newest_day or days[0]]),
    }
    tx.put(FeedRow, row)


def _enter(known: dict[str, History], one: Read, moment: datetime) -> Placed | None:
    history = known.setdefault(one.key, History())
    n = history.at(moment)
    before = history[n - 1] if n else None
    if before is not None and before.fingerprint == one.fingerprint:
        return None
    after = history[n] if n < len(history) else None
    revision = Revision(moment, history.next_number(), new_id(), one.fingerprint)
    history.enter(revision)
    return Placed(one, revision, before, after)


def _record_row(feed: Feed, one: Placed, receipt: str) -> dict[str, Any]:
    return {
        "id": one.revision.id,
        "feed": feed.name,
        "key": one.read.key,
        "revision": one.revision.number,
        "fingerprint": one.revision.fingerprint,
        "learned_at": one.revision.learned_at,
        "receipt": receipt,
        "body": one.read.body,
        "beside": one.read.beside,
    }
