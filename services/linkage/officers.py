"""What officers do with pairs: look, say *the same*, say *different*, take a decision back."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from services.domain.agencies import Agency
from services.domain.base import Moment, Sentence, Word
from services.domain.errors import BadRecord, NotFound, WrongState
from services.linkage.pairs import PairState, open_pair, pair_named, pair_of, set_state, steps_of
from services.linkage.persons import PEN, forbidden, join, part, persons_of, settle_person, together
from services.linkage.tables import FaceRow, PairRow
from services.plumbing.database import Transaction

LIMIT = 500  # one page of a list that people read


class PairGround(Word):
    """What one field says of a pair; no value is quoted."""

    field: str
    weight: float
    text: Sentence


class PairStep(Word):
    """What was decided, by whom, when."""

    at: Moment
    by: str
    state: PairState
    why: str | None = None


class PairView(Word):
    """Two pseudonyms and what is known and decided of them."""

    id: str
    one: str
    other: str
    state: PairState
    probability: float | None
    grounds: tuple[PairGround, ...]
    by: str
    at: Moment
    same_person: bool
    """Are they taken for one person now? A merge undone may leave them tied by way of others."""
    steps: tuple[PairStep, ...] = ()


def pairs_in(
    tx: Transaction, state: PairState = PairState.PROPOSED, *, limit: int = LIMIT, after: str | None = None
) -> list[PairView]:
    """Pairs in a state, oldest first; `after`: the id of the last one already read."""
    wanted = _views().where(PairRow.state == state.value)
    if after is not None:
        wanted = wanted.where(PairRow.id > after)
    return [_view(row) for row in tx.execute(wanted.order_by(PairRow.id).limit(limit))]


def pair_view(tx: Transaction, pair: str) -> PairView:
    """One pair with its history; raises NotFound."""
    pair_named(tx, pair)
    row = tx.execute(_views().where(PairRow.id == pair)).one()
    life = tuple(
        PairStep(at=one.at, by=one.by, state=PairState(one.state), why=one.why) for one in steps_of(tx, pair)
    )
    return _view(row).model_copy(update={"steps": life})


def pair_between(tx: Transaction, one: str, other: str, by: Agency) -> str:
    """The id of the pair of two pseudonyms, opened if nothing was said of it; raises NotFound, BadRecord."""
    tx.lock(PEN)
    ours, theirs = _face(tx, one), _face(tx, other)
    if ours == theirs:
        raise BadRecord(
            vi="Hai mã là một; hãy nêu hai mã khác nhau.",
            en="Both are the same pseudonym; name two different ones.",
            field="B",
            code="same_pseudonym",
        )
    pair = pair_of(tx, ours, theirs)
    return str(pair.id) if pair else open_pair(tx, ours, theirs, PairState.PROPOSED, by.value)


def say_same(tx: Transaction, pair: str, by: Agency) -> PairView:
    """They are one person; raises WrongState when that would join two that people keep apart."""
    tx.lock(PEN)
    row = pair_named(tx, pair)
    ours, theirs = persons_of(tx, row.one, row.other)
    barrier = forbidden(tx, ours, theirs, [PairState.REJECTED]) if ours != theirs else None
    if barrier is not None and barrier != pair:
        raise WrongState(
            vi=f"Gộp lại sẽ trái với cặp {barrier} đã xác định là hai người; hãy gỡ quyết định đó trước.",
            en=f"It would contradict pair {barrier}, decided to be two people; undo that one first.",
            field="pair",
            code="kept_apart",
        )
    _move(tx, row, PairState.MERGED, by)
    join(tx, ours, theirs)
    return pair_view(tx, pair)


def say_different(tx: Transaction, pair: str, by: Agency) -> PairView:
    """They are two people, for ever: nothing joins them again, not even by way of a third."""
    tx.lock(PEN)
    row = pair_named(tx, pair)
    before = together(tx, row.one) | together(tx, row.other)
    _move(tx, row, PairState.REJECTED, by)
    part(tx, row.one, row.other, by.value)
    settle_person(tx, before)
    return pair_view(tx, pair)


def undo(tx: Transaction, pair: str, by: Agency) -> PairView:
    """Take back a merge or a *different*; raises WrongState when there is nothing to take back."""
    tx.lock(PEN)
    row = pair_named(tx, pair)
    if row.state not in (PairState.MERGED, PairState.REJECTED):
        raise WrongState(
            vi="Cặp này không đang được gộp hay tách nên không có gì để gỡ.",
            en="This pair is neither merged nor kept apart: there is nothing to undo.",
            field="pair",
            code="nothing_to_undo",
        )
    before = together(tx, row.one) | together(tx, row.other)
    _move(tx, row, PairState.UNDONE, by)
    settle_person(tx, before)
    return pair_view(tx, pair)


def pseudonyms_together(tx: Transaction, pseudonym: str, as_of: datetime | None = None) -> list[str]:
    """All pseudonyms of the same person, as it stands or as it was known then; raises NotFound."""
    faces = sorted(together(tx, _face(tx, pseudonym), as_of))
    found = select(FaceRow.pseudonym).where(FaceRow.id.in_(faces))
    return sorted(tx.execute(found).scalars())


def _move(tx: Transaction, row: Row[Any], state: PairState, by: Agency) -> None:
    if row.state != state:
        set_state(tx, row.id, state, by.value)


def _face(tx: Transaction, pseudonym: str) -> int:
    number = tx.execute(select(FaceRow.id).where(FaceRow.pseudonym == pseudonym)).scalar_one_or_none()
    if number is None:
        raise NotFound(
            vi="Chưa có hồ sơ nào mang mã này; mã có dạng p và 24 chữ số hệ 16.",
            en="No record bears this pseudonym; it is p and 24 hexadecimal digits.",
            field="pseudonym",
            code="unknown_pseudonym",
        )
    return int(number)


def _views() -> Any:  # a SELECT of ten columns has no short type
    one, other = FaceRow.__table__.alias("one_face"), FaceRow.__table__.alias("other_face")
    return (
        select(
            PairRow.__table__,
            one.c.pseudonym.label("one_name"),
            other.c.pseudonym.label("other_name"),
            (one.c.person == other.c.person).label("same_person"),
        )
        .join(one, one.c.id == PairRow.one)
        .join(other, other.c.id == PairRow.other)
    )


def _view(row: Row[Any]) -> PairView:
    grounds = tuple(
        PairGround(field=g["field"], weight=g["weight"], text=Sentence(vi=g["vi"], en=g["en"]))
        for g in row.grounds
    )
    return PairView(
        id=row.id,
        one=row.one_name,
        other=row.other_name,
        state=PairState(row.state),
        probability=row.probability,
        grounds=grounds,
        by=row.by,
        at=row.at,
        same_person=bool(row.same_person),
    )
