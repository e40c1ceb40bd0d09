"""A team takes back its last step, noted in error: item and follow-up stand as before (decision 0048)."""

from collections.abc import Sequence

from services.domain.errors import WrongState
from services.plumbing.database import Transaction
from services.tracing.deeds import local_day
from services.tracing.generating import WorkRules
from services.tracing.hearing import WORK_PEN
from services.tracing.step_deeds import keep_step_deed, past_of_item
from services.tracing.step_past import Past, runs_of, stand_of
from services.tracing.work_rows import keep_work, work_named
from services.tracing.work_steps import Acting
from services.tracing.work_words import Did, ToBeDone


def undo(acting: Acting, item: str, rules: WorkRules, note: str | None = None) -> ToBeDone:
    """The last step was noted in error: the item stands as before it, and so does the follow-up of that day.

    Raises WrongState when nothing was done since it was listed, the last step was another team's, or a time
    line was sent: that is mended place by place.
    """
    acting.tx.lock(WORK_PEN)
    one = work_named(acting.tx, item)
    run = _undoable(acting.tx, one)
    if not run:
        raise WrongState(
            vi="Không có bước nào của tổ này lấy lại được; mốc dịch tễ ghi nhầm thì lấy lại từng mốc.",
            en="There is no step of this team to take back; milestones are taken back one by one.",
            field="state",
            code="nothing_to_undo",
        )
    new = one._replace(**stand_of(run[:-1], rules.tries)._asdict())
    keep_work(acting.tx, [new], [acting.step(new, Did.UNDONE, note)])
    keep_step_deed(acting.tx, new, local_day(run[-1].at, acting.zone), acting.zone)
    return new


def may_undo(tx: Transaction, one: ToBeDone) -> bool:
    """Is there a step that the team can take back?"""
    return bool(_undoable(tx, one))


def _undoable(tx: Transaction, one: ToBeDone) -> Sequence[Past]:
    """The steps since the item was listed, the last of which can be taken back by who holds it."""
    run = runs_of(past_of_item(tx, one.item))[-1]
    last = run[-1] if run else None
    return run if last and last.did is not Did.MILESTONES and last.team == one.team else []
