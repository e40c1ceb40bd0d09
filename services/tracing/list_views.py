"""Lists of people and who stands on them, now or as it was known then. Reads only."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, bindparam, func, select

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.domain.errors import NotFound
from services.domain.events import ListKind
from services.plumbing.database import Transaction
from services.tracing.dated_rows import stood
from services.tracing.list_history import changes_then, titles_then
from services.tracing.tables_lists import ListedRow, ListRow

_SHOWN = ("id", "kind", "ref", "area", "title", "opened_at", "revised_at")
_LISTED = ("list", "person", "area", "score", "why", "learned_at", "gone_at")


class Member(NamedTuple):
    """Somebody who belongs on a list."""

    person: str
    area: AreaCode | None
    """Where a team finds them."""
    score: float
    """How urgent among the others: 0 to 1."""
    why: Sentence


class Listed(NamedTuple):
    """A member, since when, and until when, by what we had learned."""

    member: Member
    learned_at: datetime
    gone_at: datetime | None


class ListView(NamedTuple):
    """A list and how many stand on it."""

    id: str
    kind: ListKind
    ref: str
    area: AreaCode | None
    title: Sentence
    opened_at: datetime
    revised_at: datetime
    people: int


def list_of(tx: Transaction, list_id: str, as_of: datetime | None = None) -> ListView:
    """One list; raises NotFound."""
    found = _views(tx, ListRow.id == list_id, as_of)
    if not found:
        raise NotFound(
            vi="Không có danh sách này, hoặc lúc đó chưa có; kiểm tra lại mã.",
            en="There is no such list, or there was none then; check its number.",
            field="list",
            code="no_list",
        )
    return found[0]


def lists_of(
    tx: Transaction, *, kind: ListKind | None = None, as_of: datetime | None = None
) -> list[ListView]:
    """Lists with somebody on them, the one that changed last first; `as_of`: as it was known then."""
    found = _views(tx, ListRow.kind == kind.value if kind else ListRow.id.is_not(None), as_of)
    return [one for one in found if one.people]


def members_of(tx: Transaction, list_id: str, as_of: datetime | None = None) -> list[Listed]:
    """Who stands on a list, or stood on it as it was known then; the most urgent first."""
    wanted = (
        select(ListedRow)
        .where(ListedRow.list == list_id, stood(ListedRow, as_of))
        .order_by(ListedRow.score.desc(), ListedRow.person)
        .with_only_columns(*(getattr(ListedRow, name) for name in _LISTED))
    )
    return [_listed(row) for row in tx.execute(wanted)]


def lists_with(tx: Transaction, person: str, as_of: datetime | None = None) -> list[tuple[str, Listed]]:
    """The lists on which somebody stands, by id, and why."""
    wanted = select(*(getattr(ListedRow, name) for name in _LISTED)).where(
        ListedRow.person == person, stood(ListedRow, as_of)
    )
    return [(row.list, _listed(row)) for row in tx.execute(wanted.order_by(ListedRow.learned_at))]


def refs_with(tx: Transaction, kind: ListKind, people: Collection[str]) -> dict[str, set[str]]:
    """Which of these people stand on lists of a kind now, by the list's own `ref`."""
    wanted = (
        select(ListRow.ref, ListedRow.person)
        .join(ListedRow, ListedRow.list == ListRow.id)
        .where(ListRow.kind == kind.value, ListedRow.gone_at.is_(None), tx.among(ListedRow.person, people))
    )
    found: dict[str, set[str]] = {}
    for row in tx.execute(wanted):
        found.setdefault(row.ref, set()).add(row.person)
    return found


def _views(tx: Transaction, which: ColumnElement[bool], as_of: datetime | None) -> list[ListView]:
    shown = [getattr(ListRow, name) for name in _SHOWN]
    opened = which if as_of is None else which & (ListRow.opened_at <= as_of)
    wanted = (
        select(*shown, func.count(ListedRow.id).label("people"))
        .outerjoin(ListedRow, (ListedRow.list == ListRow.id) & stood(ListedRow, as_of))
        .where(opened)
        .group_by(ListRow.id)
        .order_by(ListRow.revised_at.desc(), ListRow.id)
    )
    found = [_view(row) for row in tx.execute(wanted)]
    return found if as_of is None else _as_they_were(tx, found, opened, as_of)


def _as_they_were(
    tx: Transaction, found: list[ListView], which: ColumnElement[bool], as_of: datetime
) -> list[ListView]:
    """The row of a list tells how it is now: what it was called and when it had changed is told by others."""
    titles, changes = titles_then(tx, which, as_of), changes_then(tx, which, as_of)
    then = [
        one._replace(title=titles.get(one.id, one.title), revised_at=changes.get(one.id, one.opened_at))
        for one in found
    ]
    return sorted(then, key=lambda one: one.revised_at, reverse=True)


def _view(row: Row[Any]) -> ListView:
    told = row._asdict()
    return ListView(**told | {"kind": ListKind(row.kind), "title": Sentence(**row.title)})


def _listed(row: Row[Any]) -> Listed:
    return Listed(member_in(row), row.learned_at, row.gone_at)


def people_on(tx: Transaction, list_id: str) -> int:
    """How many stand on a list now."""
    return int(tx.execute(_HOW_MANY, {"on": list_id}).scalar_one())


_HOW_MANY = select(func.count()).where(ListedRow.list == bindparam("on"), ListedRow.gone_at.is_(None))


def member_in(row: Row[Any]) -> Member:
    """The member in a row."""
    return Member(row.person, row.area, row.score, Sentence(**row.why))
