"""The question behind "as known then": of each thing the newest telling that had been learned."""

from typing import Any

from sqlalchemy import Select, bindparam, func, select

from services.plumbing.database import Instant

THEN = bindparam("then", type_=Instant)
"""The moment whose knowledge is asked for."""
SINCE: Any = bindparam("since")
TODAY: Any = bindparam("today")


def newest(table: Any, *columns: str, since: str | None = None) -> Select[Any]:
    """The newest telling of each `ref`, of facts whose own date is `since` or later."""
    rank = func.row_number().over(partition_by=table.ref, order_by=(table.learned_at.desc(), table.id.desc()))
    # Ranked by their ids alone: rows that are sorted are copied, whole ones at twice the price.
    known = select(table.id, rank.label("telling")).where(table.learned_at <= THEN).subquery()
    newest_of_each = select(known.c.id).where(known.c.telling == 1)
    found = select(*(getattr(table, name) for name in columns)).where(table.id.in_(newest_of_each))
    # The filter on the day comes after the ranking: a correction may have moved a fact out of the window.
    told = found if since is None else found.where(getattr(table, since) >= SINCE)
    return told.order_by(table.id)
