"""The history of a thing: which revision stood when, and where a new one belongs."""

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, update

from services.ingest.feed import Feed
from services.ingest.tables import FeedRow, RecordRow
from services.plumbing.database import Transaction

CHUNK = 500  # names in one IN list: well below what either database takes


@dataclass(frozen=True, order=True)
class Revision:
    """One revision, ordered by when we learned it; arrival breaks ties."""

    learned_at: datetime
    number: int
    id: str = field(compare=False)
    fingerprint: str = field(compare=False)


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


def hold(tx: Transaction, feed: str) -> None:
    """Take the feed's pen until the transaction ends: two writers could both think a row new."""
    tx.add_new(FeedRow, [{"name": feed, "newest_learned_at": None, "newest_day": None}])
    tx.execute(update(FeedRow).where(FeedRow.name == feed).values(name=feed))


def histories(tx: Transaction, feed: str, keys: Sequence[str]) -> dict[str, History]:
    """The history of each key that has one."""
    found: dict[str, History] = {}
    columns = (RecordRow.key, RecordRow.learned_at, RecordRow.revision, RecordRow.id, RecordRow.fingerprint)
    for chunk in _chunks(keys):
        known = select(*columns).where(RecordRow.feed == feed, RecordRow.key.in_(chunk))
        for row in tx.execute(known):
            revision = Revision(row.learned_at, row.revision, row.id, row.fingerprint)
            found.setdefault(row.key, History()).enter(revision)
    return found


def bodies(tx: Transaction, feed: Feed, ids: Sequence[str]) -> dict[str, object]:
    """The records of these revisions."""
    found: dict[str, object] = {}
    for chunk in _chunks(ids):
        for row in tx.execute(select(RecordRow.id, RecordRow.body).where(RecordRow.id.in_(chunk))):
            found[row.id] = feed.record.model_validate_json(row.body)
    return found


def _chunks(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + CHUNK] for start in range(0, len(names), CHUNK))
