"""Forgets what teams wrote about people, and who looked at them, when the law says so."""

from datetime import datetime

from sqlalchemy import delete, update

from services.plumbing.database import Transaction
from services.policy.retention import Retention
from services.tracing.tables_work import WorkLookRow, WorkStepRow


def forget_work(tx: Transaction, retention: Retention, now: datetime) -> None:
    """Notes may name people: they go with the contacts. The steps stay, and name nobody."""
    old = WorkStepRow.at < retention.forget_before("contact", now)
    tx.execute(update(WorkStepRow).where(old, WorkStepRow.sealed.is_not(None)).values(sealed=None))
    tx.execute(delete(WorkLookRow).where(WorkLookRow.at < retention.forget_before("access_log", now)))
