"""The history of a thing: which revision stood when, and where a new one belongs."""

from bisect import bisect_right, insort
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from services.ingest.feed import Feed
from services.ingest.tables import RecordRow
from services.plumbing.database import Transaction
from services.plumbing.many import among, listed


class Revision(NamedTuple):
    """One revision, ordered by when we learned it; arrival breaks ties."""

    learned_at: datetime
    number: int
    id: str
    fingerprint: str


class History(list[Revision]):
    """All revisions of one key, in the order in which they came into force."""

    def at(self, moment: datetime) -> int:
        """How many revisions were known at this moment; the last of them stood."""
        return bisect_right(self, moment, key=lambda one: one.learned_at)

    def next_number(self) -> int:
        """The number of a revision that arrives now."""
        return max((one.number for one in self), default=0) + 1

    def enter(self, revision: Revision) -> None:
        """Put a revision in its place."""
        insort(self, revision)


def histories(tx: Transaction, feed: str, keys: Collection[str]) -> dict[str, History]:
    """The history of each key that has one."""
    found: dict[str, History] = {}
    for row in tx.execute(_KNOWN, {"feed": feed, "keys": listed(keys)}):
        revision = Revision(row.learned_at, row.revision, row.id, row.fingerprint)
        found.setdefault(row.key, History()).enter(revision)
    return found


_KNOWN = (  # made once: writing the statement anew costs more than running it for a few keys
    select(RecordRow.key, RecordRow.learned_at, RecordRow.revision, RecordRow.id, RecordRow.fingerprint)
    .where(RecordRow.feed == bindparam("feed"), among(RecordRow.key, "keys"))
)  # fmt: skip


def bodies(tx: Transaction, feed: Feed, ids: Collection[str]) -> dict[str, object]:
    """The records of these revisions."""
    if not ids:
        return {}
    wanted = select(RecordRow.id, RecordRow.body).where(tx.among(RecordRow.id, ids))
    return {row.id: feed.record.model_validate_json(row.body) for row in tx.execute(wanted)}
