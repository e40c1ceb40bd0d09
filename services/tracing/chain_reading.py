"""Rows of chains, read: those that changed since a step, or those that stood at a moment; and the steps."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, case, func, or_, select

from services.plumbing.database import Transaction
from services.tracing.chain_facts import CaseFact, LinkFact
from services.tracing.chain_known import Told
from services.tracing.dated_rows import stood
from services.tracing.tables_chains import CaseRow, ChainStepRow, LinkRow, SameRow

_KEPT = CaseRow | LinkRow | SameRow
_NEWEST = select(ChainStepRow.id, ChainStepRow.token).order_by(ChainStepRow.id.desc()).limit(1)


class Step(NamedTuple):
    """Names what is known of chains: while it stays, no level and no contact changed."""

    id: int
    token: str


class Span(NamedTuple):
    """The first and the last moment of something."""

    earliest: datetime
    newest: datetime


def newest_step(tx: Transaction, as_of: datetime | None = None) -> Step:
    """The last step, or the last that tells of anything up to a moment; number 0: there is none."""
    wanted = _NEWEST if as_of is None else _NEWEST.where(ChainStepRow.earliest <= as_of)
    row = tx.execute(wanted).first()
    return Step(row.id, row.token) if row else Step(0, "")


def is_settled(tx: Transaction, as_of: datetime) -> bool:
    """Are levels as they were written down for a moment those that follow from what was learned by it?

    They are when each batch told either of that time alone or of later alone, in this order (decision 0047).
    """
    last = newest_step(tx, as_of).id
    later = select(ChainStepRow.id).where(ChainStepRow.id <= last, ChainStepRow.newest > as_of).limit(1)
    return tx.execute(later).first() is None


def span_since(tx: Transaction, step: int) -> Span | None:
    """The moments of which the steps after this one tell; None: they changed nothing."""
    found = [
        one for table in (CaseRow, LinkRow, SameRow) for one in tx.execute(_moments(table, step)).one() if one
    ]
    return Span(min(found), max(found)) if found else None


def changed_since(tx: Transaction, step: int) -> Told:
    """What was added or closed after a step; from step 0 on: all that stands."""
    return _read(tx, {table: _after(table, step) for table in (CaseRow, LinkRow, SameRow)}, as_of=None)


def standing_at(tx: Transaction, moment: datetime) -> Told:
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
    return _read(tx, which, as_of)


def _read(tx: Transaction, which: Mapping[type[_KEPT], ColumnElement[bool]], as_of: datetime | None) -> Told:
    cases, links, same = (_rows(tx, table, which[table]) for table in (CaseRow, LinkRow, SameRow))
    return Told(
        {row.id: None if _over(row, as_of) else CaseFact._make(row[2:8]) for row in cases},
        {row.id: None if _over(row, as_of) else LinkFact._make(row[2:10]) for row in links},
        _same(same, as_of),
    )


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


def _moments(table: type[_KEPT], step: int) -> Any:
    """When a row was learned says nothing of the step that closed it."""
    learned = case((table.step_in > step, table.learned_at))
    which = or_(table.step_in > step, table.step_out > step)
    columns = (func.min(learned), func.max(learned), func.min(table.gone_at), func.max(table.gone_at))
    return select(*columns).where(which)
