"""What is read of matters that stand until somebody acts: proposals, and places to be inspected. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from services.alerts.level_messages import SEVERITY
from services.alerts.phrases import joined, level_name, place, say, to_do, why
from services.alerts.tasks import Task
from services.alerts.terms import Terms
from services.alerts.words import Kind, Severity, Timer, Told
from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import Event, InspectionsDue, ProposalChanged
from services.domain.labels import AGENCIES
from services.domain.levels import Reason, Way
from services.domain.text import cut

_DECIDE: dict[Way, tuple[Task, ...]] = {
    Way.TIGHTEN: (
        Task(
            "Xem chứng cứ và chi phí, quyết định siết chặt bằng văn bản hoặc ghi rõ lý do chưa siết.",
            "Look at evidence and cost; tighten by an order, or note why not yet.",
            Timer.DECIDED,
        ),
    ),
    Way.LOOSEN: (
        Task(
            "Xem chứng cứ và lợi ích, quyết định nới lỏng một bậc bằng văn bản hoặc ghi rõ lý do giữ nguyên;"
            " mức chỉ hạ khi có văn bản.",
            "Look at evidence and gain; loosen one step by an order, or note why not; nothing is loosened"
            " without an order.",
            Timer.LOOSENING_DECIDED,
        ),
    ),
}
_VERBS = {
    Way.TIGHTEN: say("Đề nghị siết chặt", "To tighten"),
    Way.LOOSEN: say("Có thể nới lỏng một bậc", "May be loosened one step"),
}
PART = 120  # letters of the part of an area in a title
_VISIT = (
    Task(
        "Kiểm tra lại từng nơi trong danh sách, nơi quá hạn lâu nhất trước.",
        "Visit each place of the list again, the longest overdue first.",
        Timer.INSPECTED,
    ),
    Task(
        "Nhập phiếu kiểm tra trong ngày; nơi chưa đến được thì ghi ngày kiểm tra mới.",
        "Enter what was found on the same day; where nobody could go, enter the new day.",
    ),
)


def standing_told(last: Event, terms: Terms, now: datetime) -> dict[Agency, Told]:
    """What is read about the newest word of a proposal (command centre) or of visits due (health)."""
    if isinstance(last, InspectionsDue):
        return {Agency.HEALTH: _inspections(last, terms, now)}
    return {Agency.COMMAND: _proposal(last, terms, now)} if isinstance(last, ProposalChanged) else {}


def _proposal(last: ProposalChanged, terms: Terms, now: datetime) -> Told:
    where, verb, move = _where(last, terms), _VERBS[last.way], _move(last)
    happened = [
        say(f"{verb.vi}: {where.vi}, {move.vi}.", f"{verb.en}: {where.en}, {move.en}."),
        *_basis(last),
        say(
            "Chứng cứ, chi phí và mẫu quyết định: /doors", "Evidence, cost and the form of the order: /doors"
        ),
    ]
    shape = Told(
        kind=Kind.PROPOSAL,
        severity=SEVERITY[last.to] if last.way is Way.TIGHTEN else Severity.MINOR,
        area=last.area,
        title=say(f"{verb.vi}: {where.vi}, {move.vi}", f"{verb.en}: {where.en}, {move.en}"),
        text=verb,
        reasons=last.reasons,
        cite=last.cite or terms.cites[Kind.PROPOSAL],
        deadline=None,
    )
    return _with_text(shape, happened, Agency.COMMAND, _DECIDE[last.way], terms, now)


def _where(last: ProposalChanged, terms: Terms) -> Sentence:
    name = place(terms.areas, last.area)
    if last.part is None:
        return name
    part = cut(last.part, PART)
    return say(f"{part}, {name.vi}", f"{part}, {name.en}")


def _move(last: ProposalChanged) -> Sentence:
    before, after = level_name(last.ordered), level_name(last.to)
    return say(f"{before.vi} → {after.vi}", f"{before.en} → {after.en}")


def _basis(last: ProposalChanged) -> Iterator[Sentence]:
    if last.order_number:
        yield say(f"Đang áp dụng: văn bản {last.order_number}.", f"In force: order {last.order_number}.")
    if last.measures:
        says = last.measures
        yield say(f"Biện pháp của mức mới: {says.vi}.", f"Measures of the new level: {says.en}.")


def _inspections(last: InspectionsDue, terms: Terms, now: datetime) -> Told:
    where, late = place(terms.areas, last.area), last.overdue
    counted = say(
        f"{last.places} nơi đến hạn kiểm tra lại, trong đó {late} nơi đã quá hạn: {where.vi}",
        f"{last.places} places are due for a visit, {late} of them overdue: {where.en}",
    )
    shape = Told(
        kind=Kind.INSPECTIONS_DUE,
        severity=Severity.MODERATE if late else Severity.MINOR,
        area=last.area,
        title=counted,
        text=counted,
        reasons=(Reason(indicator="inspections_due", value=last.places, text=counted),),
        cite=last.cite,
        deadline=None,
    )
    address = f"/places?due=true&area={last.area}"
    link = say(f"Danh sách: {address}", f"The list: {address}")
    return _with_text(shape, [link], Agency.HEALTH, _VISIT, terms, now)


def _with_text(
    shape: Told,
    happened: Sequence[Sentence],
    agency: Agency,
    tasks: Sequence[Task],
    terms: Terms,
    now: datetime,
) -> Told:
    do, deadline = to_do(AGENCIES[agency], tasks, terms, now)
    text = joined([*happened, why(shape.reasons, shape.cite), do])
    return shape.model_copy(update={"text": text, "deadline": deadline})
