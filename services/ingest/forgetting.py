"""Forgets people on time: identity is deleted, what the record says of an area stays."""

from datetime import datetime

from sqlalchemy import delete, select

from services.domain.receipts import Outcome
from services.ingest.feeds import Feeds
from services.ingest.tables import IdentityRow, RecordRow, RefusedRow
from services.plumbing.database import Transaction
from services.policy.retention import Retention


def forget(tx: Transaction, feeds: Feeds, retention: Retention, now: datetime) -> int:
    """Delete what was taken in longer ago than the law in force allows; returns how many were forgotten.

    Rows that a fault of ours set aside stay until they are read: losing them would cost the sender.
    """
    forgotten = 0
    for feed in feeds.values():
        if feed.forgotten_as is None:
            continue
        old = select(RecordRow.id).where(
            RecordRow.feed == feed.name,
            RecordRow.learned_at < retention.forget_before(feed.forgotten_as, now),
        )
        forgotten += tx.execute(delete(IdentityRow).where(IdentityRow.record.in_(old))).rowcount  # type: ignore[attr-defined]  # a DELETE's result has it
    refused = delete(RefusedRow).where(
        RefusedRow.outcome == Outcome.REFUSED.value,
        RefusedRow.learned_at < retention.forget_before("refused_row", now),
    )
    return forgotten + tx.execute(refused).rowcount  # type: ignore[attr-defined,no-any-return]  # a DELETE's result has it
