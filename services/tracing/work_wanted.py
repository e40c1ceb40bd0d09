"""Whose work is to be looked at again: noted beside lists and levels, in the same transaction.

A new site is known to its teams by its list, within milliseconds; giving each of a thousand people to a team
takes longer, and nobody who writes lists waits for it (decision 0051).
"""

from collections.abc import Iterable
from functools import partial

from sqlalchemy import ColumnElement, func, insert, select

from services.domain.events import WorkWanted, new_id
from services.plumbing.database import Transaction
from services.tracing.tables_lists import ListedRow
from services.tracing.tables_work import WorkWantedRow

COUNTED = 1_000
"""So many who wait are counted and no more: every transaction tells of them, however long the queue."""
_WAITING = select(func.count()).select_from(select(WorkWantedRow.id).limit(COUNTED).subquery())


def want_work(tx: Transaction, people: Iterable[str]) -> None:
    """Note these; told once, at the end of the transaction."""
    rows = [(one,) for one in people]
    if rows:
        tx.pour(WorkWantedRow, ("person",), rows)
        _tell_at_end(tx)


def want_work_of_listed(tx: Transaction, which: ColumnElement[bool]) -> None:
    """Note everybody in these rows of lists, without looking at each."""
    tx.execute(insert(WorkWantedRow).from_select(["person"], select(ListedRow.person).where(which)))
    _tell_at_end(tx)


def _tell_at_end(tx: Transaction) -> None:
    tx.once_at_end("work wanted", partial(_tell, tx))


def _tell(tx: Transaction) -> None:
    waiting = tx.execute(_WAITING).scalar_one()
    tx.emit(WorkWanted(learned_at=tx.now, ref=new_id(), people=waiting))
