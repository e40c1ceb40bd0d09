"""Rows that are added and closed, never deleted: which stand, or stood as it was known then; and closing."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Update, and_, bindparam, or_, update

from services.domain.records import Noted
from services.plumbing.database import Transaction


def stood(table: Any, as_of: datetime | None = None) -> ColumnElement[bool]:
    """Of a table with `learned_at` and `gone_at`: the rows that stand, or stood at a moment."""
    if as_of is None:
        now: ColumnElement[bool] = table.gone_at.is_(None)
        return now
    return and_(table.learned_at <= as_of, or_(table.gone_at.is_(None), table.gone_at > as_of))


def close_replaced(tx: Transaction, table: Any, noted: Iterable[Noted]) -> None:
    """Of a table of what records say: close what was said by the records that these replace."""
    closed = [{"which": one.replaces, "then": one.learned_at} for one in noted if one.replaces]
    if closed:
        tx.execute(_closing(table), closed)


@lru_cache(maxsize=16)  # made once a table: writing the statement anew costs as much as running it
def _closing(table: Any) -> Update:
    return update(table).where(table.record == bindparam("which")).values(gone_at=bindparam("then"))
