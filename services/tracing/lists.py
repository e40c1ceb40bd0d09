"""Lists of people for a team: who stands on one, since when, and who fell away. Told once a transaction."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, select, update

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.domain.events import ListKind, PeopleListed, named_id
from services.plumbing.database import Transaction
from services.plumbing.many import among, listed
from services.tracing.dated_rows import stood
from services.tracing.list_views import Member, member_in, people_on
from services.tracing.tables_lists import ListedRow, ListRow, ListTitleRow
from services.tracing.work_wanted import want_work, want_work_of_listed

_LISTED = ("list", "person", "area", "score", "why", "learned_at", "gone_at")


@dataclass(frozen=True)
class Heading:
    """What a list is about; kind and ref name it, the rest may change."""

    kind: ListKind
    ref: str
    """What the list is about: a site, a case, a place and its cause, a journey. Never a person."""
    area: AreaCode | None
    title: Sentence

    @property
    def id(self) -> str:
        """The same for everybody who knows kind and ref."""
        return named_id(f"phendau/list/{self.kind}/{self.ref}")


def set_members(tx: Transaction, heading: Heading, members: Sequence[Member]) -> None:
    """The list holds just these from now on; of two members that are one person the more urgent counts."""
    wanted = _by_person(members)
    if not wanted:
        _close(tx, heading)
        return
    standing = _standing(tx, heading.id, None)
    _change(tx, heading, _changed(wanted, standing), [one for one in standing if one not in wanted], standing)


def change_members(
    tx: Transaction, heading: Heading, put: Sequence[Member], gone: Collection[str] = ()
) -> None:
    """These come on, or stand with another score or reason; those fall away; the others stay as they are."""
    wanted = _by_person(put)
    standing = _standing(tx, heading.id, [*wanted, *gone])
    leaving = [one for one in gone if one in standing and one not in wanted]
    _change(tx, heading, _changed(wanted, standing), leaving, standing)


def _by_person(members: Sequence[Member]) -> dict[str, Member]:
    return {one.person: one for one in sorted(members, key=lambda one: one.score)}


def _on(list_id: Any) -> ColumnElement[bool]:
    """The rows of who stands on a list, by its name or a parameter of a statement."""
    return and_(ListedRow.list == list_id, stood(ListedRow))


_STANDING = select(ListedRow.person, ListedRow.area, ListedRow.score, ListedRow.why).where(
    _on(bindparam("on"))
)
_SOME_STANDING = _STANDING.where(among(ListedRow.person, "people"))
_THIS = ListRow.id == bindparam("of")
_NOTE = (
    update(ListRow)
    .where(_THIS)
    .values(
        untold_added=ListRow.untold_added + bindparam("added"),
        untold_gone=ListRow.untold_gone + bindparam("gone"),
    )
)
_UNTOLD = select(ListRow.untold_added, ListRow.untold_gone).where(_THIS)
_TITLE = select(ListRow.title).where(_THIS)
_TOLD = update(ListRow).where(_THIS).values(untold_added=0, untold_gone=0)


def _standing(tx: Transaction, list_id: str, people: Collection[str] | None) -> dict[str, Member]:
    """Who stands on it, by person; `people`: only of these."""
    if people is None:
        found = tx.execute(_STANDING, {"on": list_id})
    else:
        found = tx.execute(_SOME_STANDING, {"on": list_id, "people": listed(people)})
    return {row.person: member_in(row) for row in found}


def _changed(wanted: Mapping[str, Member], standing: Mapping[str, Member]) -> list[Member]:
    return [one for person, one in wanted.items() if standing.get(person) != one]


def _change(
    tx: Transaction,
    heading: Heading,
    put: Sequence[Member],
    leaving: Collection[str],
    standing: Mapping[str, Member],
) -> None:
    """Close what no longer stands, add what does; those who only stand otherwise neither come nor go."""
    if not put and not leaving:
        _rename(tx, heading)
        shown = {"area": heading.area, "title": heading.title.model_dump()}
        tx.execute(update(ListRow).where(ListRow.id == heading.id).values(shown))
        return
    closed = [*leaving, *(one.person for one in put if one.person in standing)]
    if closed:
        gone = update(ListedRow).where(_on(heading.id), tx.among(ListedRow.person, closed))
        tx.execute(gone.values(gone_at=tx.now))
    tx.pour(ListedRow, _LISTED, _rows(heading.id, put, tx.now))
    want_work(tx, {*leaving, *(one.person for one in put)})
    _note(tx, heading, sum(one.person not in standing for one in put), len(leaving))
    tx.once_at_end(f"list {heading.id}", partial(_tell, tx, heading))


def _close(tx: Transaction, heading: Heading) -> None:
    """Everybody falls away, without looking at each: a list may hold a hundred thousand."""
    gone = people_on(tx, heading.id)
    if not gone:
        _change(tx, heading, (), (), {})
        return
    want_work_of_listed(tx, _on(heading.id))
    tx.execute(update(ListedRow).where(_on(heading.id)).values(gone_at=tx.now))
    _note(tx, heading, 0, gone)
    tx.once_at_end(f"list {heading.id}", partial(_tell, tx, heading))


def _rows(list_id: str, put: Sequence[Member], now: datetime) -> Iterator[Sequence[Any]]:
    """In the order of people, as the index by person is: fewer of its pages are touched."""
    for one in sorted(put, key=attrgetter("person")):
        yield list_id, one.person, one.area, one.score, one.why, now, None


def _note(tx: Transaction, heading: Heading, added: int, gone: int) -> None:
    """Changes of one transaction add up in the row, until they are told at its end."""
    _rename(tx, heading)
    shown = {"area": heading.area, "title": heading.title.model_dump(), "revised_at": tx.now}
    known = tx.execute(_NOTE, {"of": heading.id, "added": added, "gone": gone} | shown)
    if not known.rowcount:  # type: ignore[attr-defined]  # an UPDATE's result has it
        named = {"id": heading.id, "kind": heading.kind.value, "ref": heading.ref, "opened_at": tx.now}
        tx.add(ListRow, [named | shown | {"untold_added": added, "untold_gone": gone}])
        _keep_title(tx, heading)


def _rename(tx: Transaction, heading: Heading) -> None:
    """Before the list that is there is called otherwise: from when it is."""
    called = tx.execute(_TITLE, {"of": heading.id}).first()
    if called is not None and called.title != heading.title.model_dump():
        _keep_title(tx, heading)


def _keep_title(tx: Transaction, heading: Heading) -> None:
    title = {"list": heading.id, "title": heading.title.model_dump(), "learned_at": tx.now}
    tx.add(ListTitleRow, [title])


def _tell(tx: Transaction, heading: Heading) -> None:
    """One event for all changes of a transaction; another score or reason alone is told nobody."""
    here = {"of": heading.id}
    untold = tx.execute(_UNTOLD, here).one()
    if not any(untold):
        return
    tx.execute(_TOLD, here)
    told = PeopleListed(
        learned_at=tx.now,
        ref=heading.id,
        kind=heading.kind,
        about=heading.ref,
        area=heading.area,
        title=heading.title,
        people=people_on(tx, heading.id),
        added=untold.untold_added,
        gone=untold.untold_gone,
    )
    tx.emit(told)
