"""Small pieces of text that messages are put together from, always in both languages. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from services.alerts.tasks import Task
from services.alerts.terms import Terms
from services.domain.areas import AreaCode, Areas, Tier
from services.domain.base import Sentence
from services.domain.labels import LEVELS
from services.domain.levels import Citation, Reason, RiskLevel

REASONS_SHOWN = 8  # a message is read standing up; the ledger keeps them all
UNSURE = {"recall", "recall-low"}

_TIER_COUNT = {
    Tier.COMMUNE: Sentence(vi="đơn vị cấp xã", en="communes"),
    Tier.DISTRICT: Sentence(vi="đơn vị cấp huyện", en="districts"),
    Tier.PROVINCE: Sentence(vi="tỉnh, thành phố", en="provinces"),
    Tier.COUNTRY: Sentence(vi="quốc gia", en="countries"),
}


def say(vi: str, en: str) -> Sentence:
    """One thing in both languages."""
    return Sentence(vi=vi, en=en)


def joined(parts: Iterable[Sentence], by: str = "\n") -> Sentence:
    """Several things as one."""
    parts = list(parts)
    return say(by.join(part.vi for part in parts), by.join(part.en for part in parts))


def moment(at: datetime, zone: tzinfo) -> Sentence:
    """Hour and day in local time."""
    local = at.astimezone(zone)
    return say(local.strftime("%H:%M ngày %d/%m/%Y"), local.strftime("%H:%M on %Y-%m-%d"))


def level_name(level: RiskLevel | None) -> Sentence:
    """Digit and name: colour alone fails in grey print."""
    if level is None:
        return LEVELS[None]
    return say(f"mức {int(level)} – {LEVELS[level].vi}", f"level {int(level)} – {LEVELS[level].en}")


def place(areas: Areas, code: AreaCode, around: AreaCode | None = None) -> Sentence:
    """Name of an area with its district's: communes of several districts share a name.

    `around`: a district the reader knows we speak of; it is not said again.
    """
    path = areas.path(code)
    if not path:
        return say(code, code)
    with_parent = path[0].tier is Tier.COMMUNE and path[0].parent != around
    shown = path[:2] if with_parent else path[:1]
    return say(", ".join(a.name for a in shown), ", ".join(a.name_en for a in shown))


def counted(areas: Areas, codes: Iterable[AreaCode]) -> Sentence:
    """`1 tỉnh, 13 đơn vị cấp huyện, 177 đơn vị cấp xã`: how many areas of each tier, the largest first."""
    tiers = [areas[code].tier if code in areas else Tier.COMMUNE for code in codes]
    found = [(tiers.count(tier), name) for tier, name in reversed(_TIER_COUNT.items()) if tier in tiers]
    return joined((say(f"{n} {name.vi}", f"{n} {name.en}") for n, name in found), ", ")


def why(reasons: Sequence[Reason], cite: Citation) -> Sentence:
    """The reasons, one a line, and what they rest on."""
    lines = [say("LÝ DO:", "WHY:")] if reasons else []
    lines += [say(f"- {reason.text.vi}", f"- {reason.text.en}") for reason in reasons[:REASONS_SHOWN]]
    more = len(reasons) - REASONS_SHOWN
    if more > 0:
        lines.append(say(f"- và {more} lý do khác (xem sổ cảnh báo)", f"- and {more} more (see the ledger)"))
    return joined([*lines, _cited(cite)])


def to_do(
    who: Sentence, tasks: Sequence[Task], terms: Terms, now: datetime
) -> tuple[Sentence, datetime | None]:
    """The numbered tasks with their deadlines, and the first of the deadlines."""
    lines = [say(f"VIỆC CẦN LÀM ({who.vi}):", f"WHAT TO DO ({who.en}):")]
    deadlines = [_due(task, terms, now) for task in tasks]
    for number, (task, due) in enumerate(zip(tasks, deadlines, strict=True), 1):
        lines.append(_task_line(number, task, due, terms))
    timed = [due for due in deadlines if due]
    if timed:
        note = say(
            "(Thời hạn là giá trị mặc định của hệ thống; Ban Chỉ đạo có thể thay đổi.)",
            "(Deadlines are defaults of this system; the command centre may change them.)",
        )
        lines.append(note)
    return joined(lines), min(timed, default=None)


def _due(task: Task, terms: Terms, now: datetime) -> datetime | None:
    if task.timer is None or "{hours}" in task.vi:
        return None
    return now + terms.timers[task.timer]


def _task_line(number: int, task: Task, due: datetime | None, terms: Terms) -> Sentence:
    hours = f"{terms.timers[task.timer].total_seconds() / 3600:g}" if task.timer else ""
    vi, en = task.vi.replace("{hours}", hours), task.en.replace("{hours}", hours)
    if due is None:
        return say(f"{number}. {vi}", f"{number}. {en}")
    by = moment(due, terms.zone)
    return say(f"{number}. {vi} Hạn: {by.vi}.", f"{number}. {en} By {by.en}.")


def _cited(cite: Citation) -> Sentence:
    where = f"{cite.title}, {cite.article}" if cite.article else cite.title
    unsure = cite.mark in UNSURE
    return say(
        f"CĂN CỨ: {where}{' (cần đối chiếu với văn bản gốc)' if unsure else ''}.",
        f"LEGAL BASIS: {where}{' (to be checked against the original)' if unsure else ''}.",
    )
