"""Which faces are one person: joined, taken apart again, and never against what people said."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from services.linkage.pairs import MACHINE, PairState, edges, set_state
from services.linkage.tables import FaceRow
from services.plumbing.database import Transaction

PEN = "linkage"
"""Who joins or parts people holds this lock: two at once could join what a third had forbidden."""
_AT_ONCE = 400


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


def faces_of(tx: Transaction, person: int) -> list[int]:
    """The faces of a person as they stand now."""
    return sorted(tx.execute(select(FaceRow.id).where(FaceRow.person == person)).scalars())


def person_of(tx: Transaction, face: int) -> int:
    """The person that a face is taken for."""
    return int(tx.execute(select(FaceRow.person).where(FaceRow.id == face)).scalar_one())


def settle_person(tx: Transaction, faces: Iterable[int]) -> None:
    """Work out anew who is one person among these faces: the smallest number names the person."""
    left = set(faces)
    while left:
        group = together(tx, min(left))
        tx.execute(update(FaceRow).where(FaceRow.id.in_(sorted(group))).values(person=min(group)))
        left -= group


def forbidden(tx: Transaction, one: int, other: int, states: Sequence[PairState]) -> Row[Any] | None:
    """A pair across the two persons about which people said otherwise; None: nothing forbids to join them."""
    ours, theirs = set(faces_of(tx, one)), set(faces_of(tx, other))
    across = edges(tx, sorted(ours), states)
    return next((row for row in across if _spans(row, ours, theirs)), None)


def part(tx: Transaction, one: int, other: int, by: str) -> None:
    """Undo the weakest merges until the two are no longer tied; machines' merges before people's."""
    while path := _path(tx, one, other):
        weakest = min(path, key=lambda row: (row.by != MACHINE, row.probability or 0.0, row.id))
        set_state(tx, weakest.id, PairState.UNDONE, by, "parted")


def _spans(row: Row[Any], ours: Collection[int], theirs: Collection[int]) -> bool:
    return (row.one in ours and row.other in theirs) or (row.other in ours and row.one in theirs)


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
