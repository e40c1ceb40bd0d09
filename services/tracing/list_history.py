"""What a list of people was called at a past moment, and when it had last changed by then. Reads only."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from services.domain.base import Sentence
from services.plumbing.database import Transaction
from services.tracing.tables_lists import ListedRow, ListRow, ListTitleRow


def titles_then(tx: Transaction, which: ColumnElement[bool], as_of: datetime) -> Mapping[str, Sentence]:
    """By list what it was called then. `which`: a condition on lists."""
    wanted = (
        select(ListTitleRow.list, ListTitleRow.title)
        .join(ListRow, ListRow.id == ListTitleRow.list)
        .where(which, ListTitleRow.learned_at <= as_of)
        .order_by(ListTitleRow.learned_at, ListTitleRow.id)
    )
    return {row.list: Sentence(**row.title) for row in tx.execute(wanted)}


def changes_then(tx: Transaction, which: ColumnElement[bool], as_of: datetime) -> Mapping[str, datetime]:
    """By list when somebody last came on, fell away or stood otherwise until then."""
    went: Any = func.max(case((ListedRow.gone_at <= as_of, ListedRow.gone_at)))
    wanted = (
        select(ListedRow.list, func.max(ListedRow.learned_at).label("came"), went.label("went"))
        .join(ListRow, ListRow.id == ListedRow.list)
        .where(which, ListedRow.learned_at <= as_of)
        .group_by(ListedRow.list)
    )
    return {row.list: max(row.came, row.went or row.came) for row in tx.execute(wanted)}
