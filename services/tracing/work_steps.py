"""What teams do with a person on their list: called, found, not found, done, handed over, taken over."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from services.domain.agencies import Agency
from services.domain.errors import BadRecord, WrongState
from services.plumbing.database import Transaction
from services.plumbing.privacy import Privacy
from services.tracing.deeds import local_day
from services.tracing.generating import WorkRules
from services.tracing.hearing import WORK_PEN
from services.tracing.step_deeds import keep_step_deed
from services.tracing.work_rows import Step, keep_work, work_named
from services.tracing.work_words import FINAL, OPEN, Did, ToBeDone, WhyNot, WorkState

LONGEST_NOTE = 2_000


@dataclass(frozen=True)
class Acting:
    """Who takes a step, and with what."""

    tx: Transaction
    privacy: Privacy
    by: Agency
    zone: ZoneInfo
    """Where days begin: what is done with somebody counts for their follow-up on that day."""

    def step(
        self, one: ToBeDone, did: Did, note: str | None, *, team: str | None = None, why: str | None = None
    ) -> Step:
        """The step, with the note under seal."""
        said = (note or "").strip()[:LONGEST_NOTE]
        sealed = self.privacy.seal_text(said.encode()) if said else None
        return Step(one.item, did, team or one.team, why, self.by.value, sealed)


def call(acting: Acting, item: str, note: str | None = None) -> ToBeDone:
    """Somebody spoke with them; they are to be met, or called again."""
    return _change(
        acting, item, Did.CALLED, note, lambda one: one._replace(state=WorkState.CALLED, why_not=None)
    )


def find(acting: Acting, item: str, note: str | None = None) -> ToBeDone:
    """They were found: spoken to and placed; their time line is taken down next."""
    return _change(
        acting, item, Did.FOUND, note, lambda one: one._replace(state=WorkState.FOUND, why_not=None)
    )


def not_find(acting: Acting, item: str, why: WhyNot, rules: WorkRules, note: str | None = None) -> ToBeDone:
    """They were not found: after as many tries as the law says they count as lost, and stay on the list.

    Who died or left the country is looked for no more.
    """
    most = rules.tries(acting.tx.now)

    def changed(one: ToBeDone) -> ToBeDone:
        tries = one.tries + 1
        if why in FINAL:
            return one._replace(state=WorkState.DONE, why_not=why, tries=tries, settled_at=acting.tx.now)
        state = WorkState.LOST if tries >= most else WorkState.NOT_FOUND
        return one._replace(state=state, why_not=why, tries=tries)

    return _change(acting, item, Did.NOT_FOUND, note, changed, why=why)


def finish(acting: Acting, item: str, note: str | None = None) -> ToBeDone:
    """Nothing is left to do; what is learned later opens it again."""

    def changed(one: ToBeDone) -> ToBeDone:
        if one.state not in (WorkState.FOUND, WorkState.CALLED):
            raise WrongState(
                vi="Chưa gọi, chưa tìm thấy người này nên chưa thể hoàn thành; hãy ghi kết quả trước.",
                en="Nobody has called or found this person yet; record that first.",
                field="state",
                code="not_found_yet",
            )
        return one._replace(state=WorkState.DONE, settled_at=acting.tx.now)

    return _change(acting, item, Did.DONE, note, changed)


def note_milestones(acting: Acting, item: str) -> ToBeDone:
    """Their time line was taken down: who tells it was found."""
    acting.tx.lock(WORK_PEN)  # sent twice at once it is one deed
    one = work_named(acting.tx, item)
    if one.state not in OPEN:
        keep_work(acting.tx, [], [acting.step(one, Did.MILESTONES, None)])
        _keep_deed(acting, one)
        return one
    return _change(
        acting, item, Did.MILESTONES, None, lambda one: one._replace(state=WorkState.FOUND, why_not=None)
    )


def offer(acting: Acting, item: str, to_team: str, rules: WorkRules, note: str | None = None) -> ToBeDone:
    """Ask another team to take over; it stays with the giver until the other accepts or refuses."""
    other = rules.teams.named(to_team)

    def changed(one: ToBeDone) -> ToBeDone:
        if one.team == other.id:
            raise BadRecord(
                vi="Người này đang ở chính tổ đó; hãy chọn tổ khác.",
                en="The person is with that very team; choose another.",
                field="to_team",
                code="same_team",
            )
        if one.level < other.nearest_level:
            raise BadRecord(
                vi="Tổ này không nhận người ở mức này; hãy chọn tổ công an.",
                en="That team does not take people of this level; choose a police team.",
                field="to_team",
                code="team_takes_others",
            )
        return one._replace(offered_to=other.id)

    return _change(acting, item, Did.OFFERED, note, changed, team=other.id)


def accept(acting: Acting, item: str, note: str | None = None) -> ToBeDone:
    """The team that was asked takes over; raises WrongState when nobody asked."""
    one = _offered(acting, item)
    return _change(
        acting, item, Did.ACCEPTED, note, lambda one: one._replace(team=one.offered_to, offered_to=None),
        team=one.offered_to,
    )  # fmt: skip


def refuse(acting: Acting, item: str, note: str | None) -> ToBeDone:
    """The team that was asked does not take over, and says why; raises BadRecord, WrongState."""
    if not (note or "").strip():
        raise BadRecord(
            vi="Từ chối nhận thì phải ghi lý do.",
            en="A refusal needs its reason.",
            field="note",
            code="no_reason",
        )
    one = _offered(acting, item)
    return _change(
        acting, item, Did.REFUSED, note, lambda one: one._replace(offered_to=None), team=one.offered_to
    )


def _offered(acting: Acting, item: str) -> ToBeDone:
    acting.tx.lock(WORK_PEN)
    one = work_named(acting.tx, item)
    if one.offered_to is None:
        raise WrongState(
            vi="Không có đề nghị chuyển giao nào đang chờ; tải lại trang.",
            en="No hand-over is waiting; reload the page.",
            field="state",
            code="not_offered",
        )
    return one


def _change(
    acting: Acting,
    item: str,
    did: Did,
    note: str | None,
    changed: Callable[[ToBeDone], ToBeDone],
    *,
    team: str | None = None,
    why: WhyNot | None = None,
) -> ToBeDone:
    acting.tx.lock(WORK_PEN)  # the machine may be giving the same person to a team
    one = work_named(acting.tx, item)
    if one.state not in OPEN:
        raise WrongState(
            vi="Việc này đã xong hoặc đã thu hồi; tải lại trang.",
            en="This work is done or revoked; reload the page.",
            field="state",
            code="not_open",
        )
    new = changed(one)
    keep_work(acting.tx, [new], [acting.step(new, did, note, team=team, why=why and why.value)])
    _keep_deed(acting, new)
    return new


def _keep_deed(acting: Acting, one: ToBeDone) -> None:
    keep_step_deed(acting.tx, one, local_day(acting.tx.now, acting.zone), acting.zone)
