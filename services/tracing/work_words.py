"""Words of the work of tracing teams: states, steps, why somebody was not found, teams."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.tracing.assigning import Team


class WorkState(StrEnum):
    """How far a call has come."""

    TO_DO = "to_do"
    CALLED = "called"
    """Spoken to; to be met, or called again."""
    FOUND = "found"
    NOT_FOUND = "not_found"
    LOST = "lost"
    """Looked for as often as the law says, and not found."""
    DONE = "done"
    REVOKED = "revoked"
    """No reason is left; what was done about it is kept."""


OPEN = (WorkState.TO_DO, WorkState.CALLED, WorkState.FOUND, WorkState.NOT_FOUND, WorkState.LOST)
"""What stands on a list."""


class Did(StrEnum):
    """What happened to an item."""

    LISTED = "listed"
    MOVED = "moved"
    """The machine gave it to another team: the old one is gone or takes them no more."""
    REVOKED = "revoked"
    NAMED = "named"
    """It is known who the case is that nobody had named: the item of that person goes on."""
    CALLED = "called"
    FOUND = "found"
    NOT_FOUND = "not_found"
    DONE = "done"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNDONE = "undone"
    """The last step was noted in error: the item stands as before it."""
    MILESTONES = "milestones"
    """A time line of places was taken down and sent to the intake."""


class WhyNot(StrEnum):
    """Why somebody was not found."""

    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    MOVED = "moved"
    REFUSED = "refused"
    UNKNOWN_THERE = "unknown_there"
    ABROAD = "abroad"
    DIED = "died"
    OTHER = "other"


FINAL = frozenset({WhyNot.ABROAD, WhyNot.DIED})
"""There is nobody to be looked for any more: the work is done."""


class ToBeDone(NamedTuple):
    """One person on a list, as it stands or stood."""

    item: str
    person: str
    team: str | None
    offered_to: str | None
    state: WorkState
    area: AreaCode | None
    level: int
    score: float
    due: datetime
    urgent_at: datetime
    tries: int
    why_not: WhyNot | None
    settled_at: datetime | None


class TeamView(NamedTuple):
    """A team, and how much it has to do."""

    team: Team
    title: Sentence
    open: int
    overdue: int
    lost: int


def _says(vi: str, en: str) -> Sentence:
    return Sentence(vi=vi, en=en)


STATES: Mapping[WorkState, Sentence] = {
    WorkState.TO_DO: _says("Chưa gọi", "To do"),
    WorkState.CALLED: _says("Đã gọi, còn làm tiếp", "Called, to be continued"),
    WorkState.FOUND: _says("Đã tìm thấy", "Found"),
    WorkState.NOT_FOUND: _says("Chưa tìm thấy", "Not found"),
    WorkState.LOST: _says("Mất dấu", "Lost"),
    WorkState.DONE: _says("Xong", "Done"),
    WorkState.REVOKED: _says("Thôi, không còn lý do", "Revoked: no reason is left"),
}
STEPS: Mapping[Did, Sentence] = {
    Did.LISTED: _says("Vào danh sách", "Listed"),
    Did.MOVED: _says("Chuyển tổ tự động", "Moved to another team"),
    Did.REVOKED: _says("Thu hồi", "Revoked"),
    Did.NAMED: _says("Đã biết là ai: chuyển sang việc của người đó", "Named: goes on as that person's work"),
    Did.CALLED: _says("Đã gọi", "Called"),
    Did.FOUND: _says("Tìm thấy", "Found"),
    Did.NOT_FOUND: _says("Không tìm thấy", "Not found"),
    Did.DONE: _says("Hoàn thành", "Done"),
    Did.OFFERED: _says("Đề nghị chuyển giao", "Offered for hand-over"),
    Did.ACCEPTED: _says("Nhận chuyển giao", "Hand-over accepted"),
    Did.REFUSED: _says("Từ chối nhận", "Hand-over refused"),
    Did.UNDONE: _says("Ghi nhầm, lấy lại bước trước đó", "Noted in error: the step before was taken back"),
    Did.MILESTONES: _says("Ghi mốc dịch tễ", "Milestones taken down"),
}
WHY_NOT: Mapping[WhyNot, Sentence] = {
    WhyNot.NO_ANSWER: _says("Không nghe máy", "No answer"),
    WhyNot.WRONG_NUMBER: _says("Sai số điện thoại", "Wrong number"),
    WhyNot.MOVED: _says("Đã chuyển đi nơi khác", "Moved away"),
    WhyNot.REFUSED: _says("Từ chối hợp tác", "Refuses"),
    WhyNot.UNKNOWN_THERE: _says("Địa chỉ không có người này", "Unknown at the address"),
    WhyNot.ABROAD: _says("Đã ra nước ngoài", "Abroad"),
    WhyNot.DIED: _says("Đã mất", "Died"),
    WhyNot.OTHER: _says("Lý do khác", "Another reason"),
}
