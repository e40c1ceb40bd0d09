"""Receipts in short, and when each feed was last heard: what the data page lists. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from services.domain.receipts import Outcome
from services.ingest.tables import ReceiptRow, RecordRow
from services.plumbing.database import Transaction

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


def newest_receipts(tx: Transaction, as_of: datetime, feeds: Sequence[str], newest: int) -> list[Received]:
    """The last receipts of these feeds, newest first."""
    wanted = (
        select(*ReceiptRow.__table__.columns)
        .where(ReceiptRow.learned_at <= as_of, ReceiptRow.feed.in_(feeds))
        .order_by(ReceiptRow.learned_at.desc(), ReceiptRow.id.desc())
        .limit(newest)
    )
    return [_received(row) for row in tx.execute(wanted)]


def newest_by_feed(tx: Transaction, as_of: datetime) -> dict[str, datetime]:
    """For each feed when we last learned something new from it, as known at a moment."""
    newest = select(RecordRow.feed, func.max(RecordRow.learned_at).label("moment"))
    rows = tx.execute(newest.where(RecordRow.learned_at <= as_of).group_by(RecordRow.feed))
    return {row.feed: row.moment for row in rows}


def _received(row: Any) -> Received:  # a row of plain columns has no type of its own
    counts = {name: getattr(row, name) for name in COUNTS}
    return Received(row.id, row.feed, row.file, row.learned_at, counts)
