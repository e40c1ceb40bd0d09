"""Rows of chains, read: those that changed since a step, or those that stood at a moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, or_, select

from services.plumbing.database import Transaction
from services.tracing.chain_facts import CaseFact, LinkFact
from services.tracing.chain_known import Told
from services.tracing.dated_rows import stood
from services.tracing.tables_chains import CaseRow, LinkRow, SameRow

_KEPT = CaseRow | LinkRow | SameRow


class Read(NamedTuple):
    """Rows, and the newest moment at which anything of them was learned."""

    told: Told
    learned_at: datetime | None


def changed_since(tx: Transaction, step: int) -> Read:
    """What was added or closed after a step; from step 0 on: all that stands."""
    return _read(tx, {table: _after(table, step) for table in (CaseRow, LinkRow, SameRow)}, as_of=None)


def standing_at(tx: Transaction, moment: datetime) -> Read:
    """What had been learned by a moment."""
    return _read(tx, {table: stood(table, moment) for table in (CaseRow, LinkRow, SameRow)}, as_of=moment)


def told_of(
    tx: Transaction,
    cases: ColumnElement[bool],
    links: ColumnElement[bool],
    same: ColumnElement[bool],
    as_of: datetime | None,
) -> Told:
    """Of these rows those that stand, or stood at a moment."""
    which = {
        table: here & stood(table, as_of)
        for table, here in ((CaseRow, cases), (LinkRow, links), (SameRow, same))
    }
    return _read(tx, which, as_of).told


def _read(tx: Transaction, which: Mapping[type[_KEPT], ColumnElement[bool]], as_of: datetime | None) -> Read:
    cases, links, same = (_rows(tx, table, which[table]) for table in (CaseRow, LinkRow, SameRow))
    told = Told(
        {row.id: None if _over(row, as_of) else CaseFact._make(row[2:8]) for row in cases},
        {row.id: None if _over(row, as_of) else LinkFact._make(row[2:10]) for row in links},
        _same(same, as_of),
    )
    moments = [m for row in (*cases, *links, *same) for m in (row.learned_at, row.gone_at) if m]
    return Read(told, max((one for one in moments if as_of is None or one <= as_of), default=None))


def _rows(tx: Transaction, table: type[_KEPT], which: ColumnElement[bool]) -> list[Row[Any]]:
    columns = [column for column in table.__table__.c if column.name not in ("step_in", "step_out")]
    return list(tx.execute(select(*columns).where(which).order_by(table.id)).all())


def _same(rows: list[Row[Any]], as_of: datetime | None) -> dict[str, str | None]:
    """A row that stands counts whatever its place among those of its pseudonym that were closed."""
    found: dict[str, str | None] = dict.fromkeys(row.pseudonym for row in rows)
    found.update((row.pseudonym, row.person) for row in rows if not _over(row, as_of))
    return found


def _over(row: Row[Any], as_of: datetime | None) -> bool:
    return row.gone_at is not None and (as_of is None or row.gone_at <= as_of)


def _after(table: type[_KEPT], step: int) -> ColumnElement[bool]:
    if step == 0:
        return stood(table)
    return or_(table.step_in > step, table.step_out > step)
