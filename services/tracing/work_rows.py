"""Reads and writes the rows of work: what stands is closed and added again, never changed or deleted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, func, or_, select, update

from services.domain.errors import NotFound
from services.domain.events import named_id
from services.plumbing.database import Transaction
from services.plumbing.privacy import Privacy
from services.tracing.dated_rows import stood
from services.tracing.tables_work import WorkRow, WorkStepRow
from services.tracing.work_words import Did, ToBeDone, WhyNot, WorkState

_NAMES = ToBeDone._fields
_SHOWN = tuple(getattr(WorkRow, name) for name in _NAMES)
_STEP = ("item", "at", "by", "did", "team", "why", "sealed")
MACHINE = "machine"
Part = tuple[int, int]
"""Of a long list: how many of the most urgent to leave out, and how many to read."""


class Step(NamedTuple):
    """Something that happened to an item."""

    item: str
    did: Did
    team: str | None = None
    why: str | None = None
    by: str = MACHINE
    sealed: str | None = None


def item_of(person: str) -> str:
    """The item of a person: always the same, and it tells nobody the pseudonym."""
    return named_id(f"phendau/work/{person}")


def standing_work(tx: Transaction, people: Collection[str]) -> dict[str, ToBeDone]:
    """The item of each of these people as it stands, by person."""
    wanted = select(*_SHOWN).where(WorkRow.gone_at.is_(None), tx.among(WorkRow.person, people))
    return {row.person: work_in(row) for row in tx.execute(wanted)}


def settled_before(tx: Transaction, people: Collection[str]) -> dict[str, datetime]:
    """When the work of these people was last done: before the item was opened again, or as it stands.

    A settlement that was taken back opened nothing, and does not count.
    """
    items = [item_of(one) for one in people]
    listed = (
        select(WorkStepRow.item, func.max(WorkStepRow.at).label("at"))
        .where(tx.among(WorkStepRow.item, items), WorkStepRow.did == Did.LISTED.value)
        .group_by(WorkStepRow.item)
        .subquery()
    )
    wanted = (
        select(WorkRow.person, func.max(WorkRow.settled_at).label("done_at"))
        .join(listed, listed.c.item == WorkRow.item)
        .where(or_(WorkRow.settled_at <= listed.c.at, WorkRow.gone_at.is_(None)))
        .group_by(WorkRow.person)
    )
    return {row.person: row.done_at for row in tx.execute(wanted) if row.done_at is not None}


def work_where(
    tx: Transaction,
    which: ColumnElement[bool],
    as_of: datetime | None = None,
    part: Part | None = None,
) -> list[ToBeDone]:
    """Items in the order of their urgency."""
    wanted = select(*_SHOWN).where(stood(WorkRow, as_of), which)
    wanted = wanted.order_by(WorkRow.urgent_at, WorkRow.level, WorkRow.item)
    if part is not None:
        wanted = wanted.offset(part[0]).limit(part[1])
    return [work_in(row) for row in tx.execute(wanted)]


def work_named(tx: Transaction, item: str, as_of: datetime | None = None) -> ToBeDone:
    """One item as it stands, or stood; raises NotFound."""
    found = work_where(tx, WorkRow.item == item, as_of)
    if not found:
        raise NotFound(
            vi="Không có việc truy vết này; quay lại danh sách.",
            en="There is no such work; go back to the list.",
            field="item",
            code="no_work",
        )
    return found[0]


def keep_work(tx: Transaction, changed: Sequence[ToBeDone], steps: Iterable[Step]) -> None:
    """These stand from now on, in place of what stood of the same people; the caller holds the pen."""
    if changed:
        people = [one.person for one in changed]
        closing = update(WorkRow).where(WorkRow.gone_at.is_(None), tx.among(WorkRow.person, people))
        tx.execute(closing.values(gone_at=tx.now))
        tx.pour(
            WorkRow, (*_NAMES, "learned_at", "gone_at"), ((*_plain(one), tx.now, None) for one in changed)
        )
    told = ((one.item, tx.now, one.by, one.did.value, one.team, one.why, one.sealed) for one in steps)
    tx.pour(WorkStepRow, _STEP, told)


def steps_of(
    tx: Transaction, item: str, privacy: Privacy | None, as_of: datetime | None = None
) -> list[Mapping[str, Any]]:
    """The life of an item, oldest first; notes are opened for whom `privacy` is handed in."""
    wanted = select(WorkStepRow.at, *(getattr(WorkStepRow, name) for name in _STEP if name != "at"))
    wanted = wanted.where(WorkStepRow.item == item)
    if as_of is not None:
        wanted = wanted.where(WorkStepRow.at <= as_of)
    rows = tx.execute(wanted.order_by(WorkStepRow.id))
    return [_told(row, privacy) for row in rows]


def _told(row: Row[Any], privacy: Privacy | None) -> Mapping[str, Any]:
    note = privacy.open_text(row.sealed).decode() if privacy and row.sealed else None
    return {
        "at": row.at,
        "by": row.by,
        "did": Did(row.did),
        "team": row.team,
        "why": WhyNot(row.why) if row.why else None,
        "note": note,
    }


def work_in(row: Row[Any]) -> ToBeDone:
    """The item in a row."""
    told = row._asdict()
    why = WhyNot(row.why_not) if row.why_not else None
    return ToBeDone(**told | {"state": WorkState(row.state), "why_not": why})


def _plain(one: ToBeDone) -> tuple[Any, ...]:
    return tuple(value.value if isinstance(value, WorkState | WhyNot) else value for value in one)
