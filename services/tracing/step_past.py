"""What steps of a team add up to: which still count, how the item stands by them, what a day tells. Pure.

A step that was taken back counts no more; what came before it stands again (decision 0048).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from services.tracing.closing import Outcome
from services.tracing.work_words import FINAL, Did, WhyNot, WorkState

_MET = (Did.CALLED, Did.FOUND, Did.MILESTONES)
_TELLING = (*_MET, Did.NOT_FOUND, Did.DONE)
_ENDS_A_RUN = (Did.LISTED, Did.REVOKED, Did.NAMED)
_NO_CHECK = FINAL | {WhyNot.REFUSED}
"""Nobody is left to be checked on; or somebody was there, and nobody could see how they are."""


class Past(NamedTuple):
    """A step as it was taken."""

    at: datetime
    did: Did
    why: WhyNot | None = None
    team: str | None = None
    """The team that took it."""


class Stand(NamedTuple):
    """How an item stands by its steps."""

    state: WorkState = WorkState.TO_DO
    why_not: WhyNot | None = None
    tries: int = 0
    settled_at: datetime | None = None


def runs_of(steps: Iterable[Past]) -> list[list[Past]]:
    """What a team did and did not take back, by the times the item was listed; the last run goes on."""
    runs: list[list[Past]] = [[]]
    for one in steps:
        if one.did in _ENDS_A_RUN:
            runs.append([])
        elif one.did in _TELLING:
            runs[-1].append(one)
        elif one.did is Did.UNDONE and runs[-1]:
            runs[-1].pop()
    return runs


def stand_of(run: Sequence[Past], most: Callable[[datetime], int]) -> Stand:
    """How an item stands after these steps; `most`: tries after which somebody is lost, at a moment."""
    stand = Stand()
    for one in run:
        stand = _after(stand, one, most(one.at))
    return stand


def _after(stand: Stand, one: Past, most: int) -> Stand:
    if one.did is Did.NOT_FOUND:
        return _not_found(stand, one, most)
    if one.did is Did.DONE:
        return stand._replace(state=WorkState.DONE, settled_at=one.at)
    if stand.state is WorkState.DONE:  # a time line of whoever is done with
        return stand
    called = one.did is Did.CALLED
    return stand._replace(state=WorkState.CALLED if called else WorkState.FOUND, why_not=None)


def _not_found(stand: Stand, one: Past, most: int) -> Stand:
    tries = stand.tries + 1
    if one.why in FINAL:
        return Stand(WorkState.DONE, one.why, tries, one.at)
    return Stand(WorkState.LOST if tries >= most else WorkState.NOT_FOUND, one.why, tries)


def outcome_of(steps: Sequence[Past], state: WorkState) -> Outcome | None:
    """What the steps of one day say of the check of that day; `state`: the item's after the last of them.

    Met once is met, whatever was tried in vain on that day; unless they were lost after it.
    """
    told = [one for one in steps if one.did in _MET or _is_missed(one)]
    if not told:
        return None
    if state is WorkState.LOST and _is_missed(steps[-1]):
        return Outcome.LOST
    return Outcome.DONE if any(one.did in _MET for one in told) else Outcome.FAILED


def _is_missed(one: Past) -> bool:
    return one.did is Did.NOT_FOUND and one.why not in _NO_CHECK
