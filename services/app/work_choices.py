"""Which steps a reader may take on an item now: what a page offers."""

from services.app.work_desk import Desk
from services.policy.sight import Sight
from services.tracing.undoing import may_undo
from services.tracing.unnamed_cases import code_of
from services.tracing.work_words import OPEN, ToBeDone, WorkState


def may_do(desk: Desk, one: ToBeDone) -> frozenset[str]:
    """The steps this reader may take on an item now; none on the past."""
    if desk.as_of is not None:
        return frozenset()
    mine = desk.may(Sight.WORK, one.team)
    steps = {"undo"} if mine and may_undo(desk.tx, one) else set()
    return frozenset(steps | _next_steps(desk, one, mine=mine)) if one.state in OPEN else frozenset(steps)


def _next_steps(desk: Desk, one: ToBeDone, *, mine: bool) -> set[str]:
    steps: set[str] = set()
    if mine:
        steps |= {"called", "found", "not-found"}
        steps |= set() if code_of(one.person) else {"milestones"}
        steps |= {"done"} if one.state in (WorkState.CALLED, WorkState.FOUND) else set()
        steps |= {"handover"} if one.offered_to is None else set()
    if one.offered_to is not None and desk.may(Sight.WORK, one.offered_to):
        steps |= {"accept", "refuse"}
    return steps
