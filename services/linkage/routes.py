"""The door for officers: pairs that wait, and what is decided of them. Police and command only."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.domain.agencies import Agency
from services.domain.errors import NotAllowed
from services.domain.viewers import Viewer
from services.linkage.officers import LIMIT, PairView, pair_view, pairs_in, say_different, say_same, undo
from services.linkage.pairs import PairState
from services.plumbing.web import Caller, Look, Tx
from services.policy.sight import Sight, Subject, may_see

router = APIRouter(prefix="/api/people", tags=["people"])


@router.get("/pairs", summary="Pairs of pseudonyms in a state, oldest first, with reasons")
def list_pairs(
    tx: Look,
    caller: Caller,
    state: PairState = PairState.PROPOSED,
    limit: Annotated[int, Query(ge=1, le=LIMIT)] = 100,
    after: str | None = None,
) -> list[PairView]:
    """Those that wait for a person, unless another state is asked for."""
    _officer(caller)
    return pairs_in(tx, state, limit=limit, after=after)


@router.get("/pairs/{pair_id}", summary="One pair with its history")
def one_pair(tx: Look, caller: Caller, pair_id: str) -> PairView:
    """Everything that was decided of it, by whom, when."""
    _officer(caller)
    return pair_view(tx, pair_id)


@router.post("/pairs/{pair_id}/same", summary="They are one person")
def same_person(tx: Tx, caller: Caller, pair_id: str) -> PairView:
    """Joins them; 409 when an earlier decision keeps them apart."""
    return say_same(tx, pair_id, _officer(caller))


@router.post("/pairs/{pair_id}/different", summary="They are two people")
def two_people(tx: Tx, caller: Caller, pair_id: str) -> PairView:
    """Parts them; nothing joins them again."""
    return say_different(tx, pair_id, _officer(caller))


@router.post("/pairs/{pair_id}/undo", summary="Take the decision back")
def take_back(tx: Tx, caller: Caller, pair_id: str) -> PairView:
    """A merge is taken apart; a *different* is withdrawn."""
    return undo(tx, pair_id, _officer(caller))


def _officer(caller: Viewer) -> Agency:
    """The caller's agency, if it may decide who is who; raises NotAllowed."""
    if not may_see(caller, Subject(kind=Sight.SAME_PERSON)):
        raise NotAllowed(
            vi="Chỉ công an và trung tâm chỉ huy của toàn tỉnh được xác định hai hồ sơ là một người.",
            en="Only police and command of the whole territory decide which records are one person.",
            code="no_people",
        )
    return caller.agency
