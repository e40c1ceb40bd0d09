"""Receipts as the data page lists them: what came in, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from services.domain.receipts import Outcome
from services.domain.viewers import Viewer
from services.ingest.feeds import FEEDS
from services.ingest.tables import ReceiptRow
from services.plumbing.database import Transaction
from services.policy.sight import Sight, Subject, may_see

NEWEST = 40
COUNTS = ("rows", *(outcome.value for outcome in Outcome))


@dataclass(frozen=True)
class Received:
    """One receipt in short."""

    id: str
    feed: str
    file: str | None
    learned_at: datetime
    counts: dict[str, int]


def sums(tx: Transaction, as_of: datetime) -> dict[str, int]:
    """All rows that had reached us by a moment, by what became of them."""
    added = (func.coalesce(func.sum(getattr(ReceiptRow, name)), 0) for name in COUNTS)
    row = tx.execute(select(*added).where(ReceiptRow.learned_at <= as_of)).one()
    return {name: int(number) for name, number in zip(COUNTS, row, strict=True)}


def newest_receipts(tx: Transaction, as_of: datetime, feeds: Sequence[str]) -> list[Received]:
    """The last receipts of these feeds, newest first."""
    wanted = (
        select(*ReceiptRow.__table__.columns)
        .where(ReceiptRow.learned_at <= as_of, ReceiptRow.feed.in_(feeds))
        .order_by(ReceiptRow.learned_at.desc(), ReceiptRow.id.desc())
        .limit(NEWEST)
    )
    return [_received(row) for row in tx.execute(wanted)]


def feeds_seen_by(viewer: Viewer) -> list[str]:
    """Feeds whose receipts this reader may see: those its agency may send."""
    return [name for name in FEEDS if sees_receipts_of(viewer, name)]


def sees_receipts_of(viewer: Viewer, feed: str) -> bool:
    """May this reader see what became of the rows of this feed?"""
    senders = FEEDS[feed].senders if feed in FEEDS else frozenset()
    subjects = [Subject(kind=Sight.RECEIPT, agency=agency) for agency in (*senders, None)]
    return any(may_see(viewer, subject) for subject in subjects)


def _received(row: Any) -> Received:  # a row of plain columns has no type of its own
    counts = {name: getattr(row, name) for name in COUNTS}
    return Received(row.id, row.feed, row.file, row.learned_at, counts)
