"""Which faces are one person: joined, taken apart again, and never against what people said."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.orm import aliased

from services.linkage.pairs import MACHINE, PairState, edges, pair_named, set_state
from services.linkage.tables import FaceRow, PairRow
from services.plumbing.database import Transaction

PEN = "linkage"
"""Who joins or parts people holds this lock: two at once could join what a third had forbidden."""
_AT_ONCE = 400
_FIRST, _SECOND = aliased(FaceRow), aliased(FaceRow)
_PERSONS = select(FaceRow.id, FaceRow.person).where(FaceRow.id.in_(bindparam("faces", expanding=True)))
_ACROSS = (
    select(PairRow.id)
    .join(_FIRST, _FIRST.id == PairRow.one)
    .join(_SECOND, _SECOND.id == PairRow.other)
    .where(
        _FIRST.person.in_(bindparam("persons", expanding=True)),
        _SECOND.person.in_(bindparam("persons", expanding=True)),
        _FIRST.person != _SECOND.person,
        PairRow.state.in_(bindparam("states", expanding=True)),
    )
    .limit(1)
)


def together(tx: Transaction, face: int, as_of: datetime | None = None) -> set[int]:
    """All faces that merged pairs tie to this one, itself included; `as_of`: as it was known then."""
    found, edge = {face}, [face]
    while edge:
        tied = edges(tx, edge[:_AT_ONCE], [PairState.MERGED], as_of)
        rest = edge[_AT_ONCE:]
        edge = rest + [other for row in tied for other in (row.one, row.other) if other not in found]
        found.update(edge)
        edge = list(dict.fromkeys(edge))
    return found


def persons_of(tx: Transaction, one: int, other: int) -> tuple[int, int]:
    """The persons that two faces are taken for."""
    rows = tx.execute(_PERSONS, {"faces": [one, other]})
    found = {row.id: row.person for row in rows}
    return found[one], found[other]


def known_as(tx: Transaction, pseudonyms: Collection[str]) -> dict[str, str]:
    """Of these pseudonyms those whose person has another as its first, and that one."""
    wanted = (
        select(_SECOND.pseudonym, _FIRST.pseudonym.label("first"))
        .join(_FIRST, _FIRST.id == _SECOND.person)
        .where(tx.among(_SECOND.pseudonym, pseudonyms), _FIRST.id != _SECOND.id)
    )
    return {row.pseudonym: row.first for row in tx.execute(wanted)}


def names_of(tx: Transaction, pseudonyms: Collection[str]) -> dict[str, str]:
    """Every pseudonym of the people whose these are, and the first of that person."""
    given = aliased(FaceRow)
    wanted = (
        select(_SECOND.pseudonym, _FIRST.pseudonym.label("first"))
        .join(_FIRST, _FIRST.id == _SECOND.person)
        .where(_SECOND.person.in_(select(given.person).where(tx.among(given.pseudonym, pseudonyms))))
    )
    return {row.pseudonym: row.first for row in tx.execute(wanted)}


def people_of_pair(tx: Transaction, pair: str) -> list[str]:
    """All pseudonyms of the one or two people whom a pair is about now."""
    row = pair_named(tx, pair)
    people = list(persons_of(tx, row.one, row.other))
    return list(tx.execute(select(FaceRow.pseudonym).where(FaceRow.person.in_(people))).scalars())


def join(tx: Transaction, one: int, other: int) -> None:
    """Two persons are one from now on; it keeps the smaller number."""
    tx.execute(update(FaceRow).where(FaceRow.person == max(one, other)).values(person=min(one, other)))


def settle_person(tx: Transaction, faces: Iterable[int]) -> None:
    """Work out anew who is one person among these faces: the smallest number names the person."""
    left = set(faces)
    while left:
        group = together(tx, min(left))
        tx.execute(update(FaceRow).where(FaceRow.id.in_(sorted(group))).values(person=min(group)))
        left -= group


def forbidden(tx: Transaction, one: int, other: int, states: Sequence[PairState]) -> str | None:
    """A pair across two persons about which people said otherwise; None: nothing forbids to join them."""
    two = {"persons": [one, other], "states": [state.value for state in states]}
    return tx.execute(_ACROSS, two).scalars().first()


def part(tx: Transaction, one: int, other: int, by: str) -> None:
    """Undo the weakest merges until the two are no longer tied; machines' merges before people's."""
    while path := _path(tx, one, other):
        weakest = min(path, key=lambda row: (row.by != MACHINE, row.probability or 0.0, row.id))
        set_state(tx, weakest.id, PairState.UNDONE, by, "parted")


def _path(tx: Transaction, start: int, goal: int) -> list[Row[Any]]:
    """The merged pairs that lead from one face to another; empty: none do."""
    came: dict[int, Row[Any] | None] = {start: None}
    edge = [start]
    while edge and goal not in came:
        fresh = []
        for row in edges(tx, edge, [PairState.MERGED]):
            for here, there in ((row.one, row.other), (row.other, row.one)):
                if here in came and there not in came:
                    came[there] = row
                    fresh.append(there)
        edge = fresh
    return _walked(came, start, goal) if goal in came else []


def _walked(came: dict[int, Row[Any] | None], start: int, goal: int) -> list[Row[Any]]:
    path, here = [], goal
    while here != start and (row := came[here]) is not None:
        path.append(row)
        here = row.one if row.other == here else row.other
    return path
