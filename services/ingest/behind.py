"""From the reference of an event back to the receipt under which it was taken in. Reads only."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from services.ingest.tables import RecordRow
from services.plumbing.database import Transaction


class Told(NamedTuple):
    """An event as a room heard it."""

    ref: str
    learned_at: datetime


def feed_of(ref: str) -> str:
    """The feed that an event came from; a name no feed has where it came by another door than ours."""
    return ref.partition(":")[0]


def receipts_behind(tx: Transaction, told: Iterable[Told]) -> dict[Told, str]:
    """The receipt of each; of counts that of the first row of their batch. What came by no feed has none."""
    events = list(told)
    first = {one: one.ref.split(":")[1] for one in events if one.ref.count(":") >= 1}
    by_id = dict(_by_id(tx, set(first.values())))
    by_key = dict(_by_key(tx, {_feed_and_key(one) for one in events}))
    found = {
        one: by_id.get(first.get(one, "")) or by_key.get((*_feed_and_key(one), one.learned_at))
        for one in events
    }
    return {one: receipt for one, receipt in found.items() if receipt}


def _feed_and_key(one: Told) -> tuple[str, str]:
    feed, _, key = one.ref.partition(":")
    return feed, key


def _by_id(tx: Transaction, records: set[str]) -> Iterator[tuple[str, str]]:
    asked = select(RecordRow.id, RecordRow.receipt).where(tx.among(RecordRow.id, records))
    return ((row.id, row.receipt) for row in tx.execute(asked))


def _by_key(tx: Transaction, told: set[tuple[str, str]]) -> Iterator[tuple[tuple[str, str, datetime], str]]:
    """Of revisions learned at one moment the last."""
    feeds, keys = {feed for feed, _ in told}, {key for _, key in told}
    asked = (
        select(RecordRow.feed, RecordRow.key, RecordRow.learned_at, RecordRow.receipt)
        .where(RecordRow.feed.in_(feeds), tx.among(RecordRow.key, keys))
        .order_by(RecordRow.revision)
    )
    return (((row.feed, row.key, row.learned_at), row.receipt) for row in tx.execute(asked))
