"""The steps of a team by their names at the doors: who may take which, and what it needs."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from services.app.work_desk import Desk
from services.domain.errors import BadRecord, NotFound
from services.tracing import work_steps
from services.tracing.hearing import WORK_PEN
from services.tracing.undoing import undo
from services.tracing.work_steps import Acting
from services.tracing.work_words import WhyNot


class Told(NamedTuple):
    """What was said with a step."""

    note: str | None = None
    why: WhyNot | None = None
    to_team: str | None = None


Act = Callable[[Desk, Acting, str, Told], object]


def act(desk: Desk, step: str, item: str, told: Told) -> None:
    """Take a step; raises NotFound (no such step or item), NotAllowed, BadRecord, WrongState."""
    known = ACTS.get(step)
    if known is None:
        raise NotFound(
            vi=f"Không có thao tác này; các thao tác: {', '.join(ACTS)}.",
            en=f"There is no such step; the steps are: {', '.join(ACTS)}.",
            field="step",
            code="no_step",
        )
    desk.tx.lock(WORK_PEN)  # whose step it is may not change while it is taken
    if step in ANSWERS:
        desk.asked(item)
    else:
        desk.held(item)
    known(desk, desk.acting(), item, told)


def _not_found(desk: Desk, acting: Acting, item: str, told: Told) -> object:
    if told.why is None:
        raise BadRecord(
            vi="Chưa chọn lý do không tìm thấy; hãy chọn một lý do.",
            en="No reason is given for not finding the person; choose one.",
            field="why",
            code="no_reason",
        )
    return work_steps.not_find(acting, item, told.why, desk.house.work_rules, told.note)


def _hand_over(desk: Desk, acting: Acting, item: str, told: Told) -> object:
    return work_steps.offer(acting, item, told.to_team or "", desk.house.work_rules, told.note)


ACTS: Mapping[str, Act] = {
    "called": lambda desk, acting, item, told: work_steps.call(acting, item, told.note),
    "found": lambda desk, acting, item, told: work_steps.find(acting, item, told.note),
    "not-found": _not_found,
    "done": lambda desk, acting, item, told: work_steps.finish(acting, item, told.note),
    "undo": lambda desk, acting, item, told: undo(acting, item, desk.house.work_rules, told.note),
    "handover": _hand_over,
    "accept": lambda desk, acting, item, told: work_steps.accept(acting, item, told.note),
    "refuse": lambda desk, acting, item, told: work_steps.refuse(acting, item, told.note),
}
ANSWERS = ("accept", "refuse")
"""Steps of the team that was asked to take over; all others are the holder's."""
