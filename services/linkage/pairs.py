"""Pairs with a memory: what was decided about two faces, by whom, when; and taken back."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, select, update

from services.domain.errors import NotFound
from services.domain.events import PairDecided, new_id
from services.linkage.deciding import Ground
from services.linkage.tables import PairRow, StepRow
from services.plumbing.database import Transaction

MACHINE = "machine"
_PAIR = select(PairRow.__table__).where(PairRow.one == bindparam("low"), PairRow.other == bindparam("high"))


class PairState(StrEnum):
    """Where a pair stands."""

    PROPOSED = "proposed"
    MERGED = "merged"
    REJECTED = "rejected"
    UNDONE = "undone"


def pair_of(tx: Transaction, one: int, other: int) -> Row[Any] | None:
    """The pair of two faces, if anything was ever said of it."""
    low, high = sorted((one, other))
    return tx.execute(_PAIR, {"low": low, "high": high}).first()


def pair_named(tx: Transaction, pair: str) -> Row[Any]:
    """A pair by its id; raises NotFound."""
    row = tx.execute(select(PairRow.__table__).where(PairRow.id == pair)).first()
    if row is None:
        raise NotFound(
            vi="Không có cặp hồ sơ này; xem danh sách bằng 'phendau people review'.",
            en="There is no such pair; 'phendau people review' lists those that wait.",
            field="pair",
            code="unknown_pair",
        )
    return row


def open_pair(
    tx: Transaction,
    one: int,
    other: int,
    state: PairState,
    by: str,
    *,
    probability: float | None = None,
    grounds: Sequence[Ground] = (),
    why: str | None = None,
) -> str:
    """Say something of two faces for the first time; returns the pair's id."""
    low, high = sorted((one, other))
    row = {
        "id": new_id(),
        "one": low,
        "other": high,
        "state": state.value,
        "probability": probability,
        "grounds": [_kept(ground) for ground in grounds],
        "by": by,
        "at": tx.now,
    }
    tx.add(PairRow, [row])
    _step(tx, str(row["id"]), state, by, why)
    return str(row["id"])


def set_state(tx: Transaction, pair: str, state: PairState, by: str, why: str | None = None) -> None:
    """The pair stands elsewhere from now on; that it stood here before stays written."""
    tx.execute(update(PairRow).where(PairRow.id == pair).values(state=state.value, by=by, at=tx.now))
    _step(tx, pair, state, by, why)


def edges(
    tx: Transaction, faces: Sequence[int], states: Sequence[PairState], as_of: datetime | None = None
) -> list[Row[Any]]:
    """Pairs in these states that touch any of these faces; `as_of`: as they stood then."""
    columns = PairRow.__table__.c
    state: Any = PairRow.state
    if as_of is not None:
        then = select(StepRow.state).where(StepRow.pair == PairRow.id, StepRow.at <= as_of)
        state = then.order_by(StepRow.id.desc()).limit(1).correlate(PairRow).scalar_subquery()
    wanted = select(columns.id, columns.one, columns.other, columns.probability, columns.by)
    named: ColumnElement[bool] = state.in_([one.value for one in states])
    touching = PairRow.one.in_(faces) | PairRow.other.in_(faces)
    return list(tx.execute(wanted.where(touching, named)).all())


def steps_of(tx: Transaction, pair: str) -> list[Row[Any]]:
    """The whole life of a pair, oldest first."""
    return list(tx.execute(select(StepRow.__table__).where(StepRow.pair == pair).order_by(StepRow.id)).all())


def _step(tx: Transaction, pair: str, state: PairState, by: str, why: str | None) -> None:
    if state is not PairState.PROPOSED:
        tx.emit(PairDecided(learned_at=tx.now, ref=pair, same=state is PairState.MERGED))
    tx.add(StepRow, [{"pair": pair, "at": tx.now, "by": by, "state": state.value, "why": why}])


def _kept(ground: Ground) -> dict[str, Any]:
    """Names the field and the kind of agreement; never a value."""
    said = ground.sentence()
    return {"field": ground.field, "weight": ground.weight, "vi": said.vi, "en": said.en}
