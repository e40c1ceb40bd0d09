"""Keeps the pipes from growing for ever: what every consumer has long handled is forgotten."""

from datetime import datetime

from sqlalchemy import delete, func, select

from services.plumbing.bus.embedded import LogRow
from services.plumbing.database import InboxRow, Transaction
from services.plumbing.positions import PositionRow


def prune(tx: Transaction, before: datetime) -> None:
    """Delete what is older than `before`: inbox notes, and messages of the embedded log behind every reader.

    A message that a consumer has not read yet stays, however old. A repeat of an event older than that
    could be handled twice: choose `before` far beyond any relay's or broker's delay.
    """
    tx.execute(delete(InboxRow).where(InboxRow.seen_at < before))
    slowest = (
        select(func.min(PositionRow.next_offset)).where(PositionRow.topic == LogRow.topic).scalar_subquery()
    )
    tx.execute(delete(LogRow).where(LogRow.appended_at < before, LogRow.offset < slowest))
