"""What police and health read about a list of people: how many, of what, what to do; never a name. Pure."""

from collections.abc import Sequence
from datetime import datetime

from services.alerts.people_tasks import EMPTIED, LISTED, PEOPLE_AGENCIES
from services.alerts.phrases import joined, place, say, to_do, why
from services.alerts.terms import Terms
from services.alerts.words import Kind, Severity, Told
from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import ListKind, PeopleListed
from services.domain.labels import AGENCIES
from services.domain.levels import Reason
from services.domain.text import cut

TITLE = 200  # letters of what a list is called in the title of an alert

_WHO: dict[ListKind, Sentence] = {
    ListKind.EXPOSURE_SITE: say("có thể đã ở điểm phơi nhiễm", "may have been at an exposure site"),
    ListKind.CHAIN: say("trong chuỗi tiếp xúc", "in a chain of contacts"),
    ListKind.LOCALITY: say("đến từ nơi vừa đổi mức nguy cơ", "came from where the level has changed"),
    ListKind.MANIFEST: say("đi cùng chuyến với ca bệnh", "travelled with a case"),
    ListKind.SHARED_PLACE: say("ở chung chỗ với ca bệnh", "shared a place with a case"),
    ListKind.FOLLOW_UP: say("quá hạn kiểm tra tại nhà", "wait for an overdue check at home"),
}
_LESS_SEVERE = (ListKind.LOCALITY, ListKind.FOLLOW_UP)


def listed_told(events: Sequence[PeopleListed], terms: Terms, now: datetime) -> dict[Agency, Told]:
    """The list as it stands after the last of these changes; earlier ones only tell how it came about."""
    last = events[-1]
    reason = Reason(indicator="people_listed", value=last.people, text=_happened(events))
    return {
        agency: _told(Kind.PEOPLE_LISTED, agency, last, (_title(events), reason), terms, now)
        for agency in PEOPLE_AGENCIES
    }


def emptied_told(
    last: PeopleListed, agencies: Sequence[Agency], terms: Terms, now: datetime
) -> dict[Agency, Told]:
    """To whoever was sent to look: nobody is on it any more."""
    what = _short(last.title)
    title = say(f"Thu hồi danh sách: {what.vi}", f"List withdrawn: {what.en}")
    text = say(
        f"{last.title.vi}: không còn ai trong danh sách ({last.gone} người vừa ra khỏi danh sách), vì thông"
        " tin đã được đính chính hoặc rút lại",
        f"{last.title.en}: nobody is on the list any more ({last.gone} just fell away), for what was told"
        " has been corrected or withdrawn",
    )
    reason = Reason(indicator="people_listed", value=0, text=text)
    return {
        agency: _told(Kind.LIST_EMPTIED, agency, last, (title, reason), terms, now) for agency in agencies
    }


def _told(
    kind: Kind,
    agency: Agency,
    last: PeopleListed,
    said: tuple[Sentence, Reason],
    terms: Terms,
    now: datetime,
) -> Told:
    title, reason = said
    over = kind is Kind.LIST_EMPTIED
    tasks = EMPTIED if over else LISTED[last.kind]
    do, deadline = to_do(AGENCIES[agency], tasks[agency], terms, now)
    happened = joined([say("VIỆC XẢY RA:", "WHAT HAPPENED:"), reason.text, *_where(last, terms), _list(last)])
    return Told(
        kind=kind,
        severity=Severity.MINOR if over else _severity(last.kind),
        area=last.area,
        title=title,
        text=joined([happened, why((), terms.cites[kind]), do]),
        reasons=(reason,),
        cite=terms.cites[kind],
        deadline=deadline,
    )


def _title(events: Sequence[PeopleListed]) -> Sentence:
    last, what = events[-1], _short(events[-1].title)
    if _stood_before(events):
        return say(
            f"Danh sách thay đổi, nay {last.people} người: {what.vi}",
            f"The list has changed, now {last.people} people: {what.en}",
        )
    who = _WHO[last.kind]
    return say(f"{last.people} người {who.vi}: {what.vi}", f"{last.people} people {who.en}: {what.en}")


def _happened(events: Sequence[PeopleListed]) -> Sentence:
    last, who = events[-1], _WHO[events[-1].kind]
    text = say(
        f"{last.title.vi}: {last.people} người {who.vi}",
        f"{last.title.en}: {last.people} people {who.en}",
    )
    if not _stood_before(events):
        return text
    added, gone = sum(one.added for one in events), sum(one.gone for one in events)
    return say(
        f"{text.vi} (thêm {added}, bớt {gone} so với lần báo trước)",
        f"{text.en} ({added} more, {gone} fewer than told before)",
    )


def _stood_before(events: Sequence[PeopleListed]) -> bool:
    """Was anybody on the list before these changes?"""
    return events[-1].people != sum(one.added - one.gone for one in events)


def _where(last: PeopleListed, terms: Terms) -> list[Sentence]:
    if last.area is None:
        return []
    name = place(terms.areas, last.area)
    return [say(f"Địa bàn: {name.vi}", f"Area: {name.en}")]


def _list(last: PeopleListed) -> Sentence:
    return say(
        f"Danh sách: /lists/{last.ref} (họ tên, số điện thoại chỉ hiện cho người có quyền xem)",
        f"The list: /lists/{last.ref} (names and telephones only for those who may see them)",
    )


def _severity(kind: ListKind) -> Severity:
    return Severity.MODERATE if kind in _LESS_SEVERE else Severity.SEVERE


def _short(title: Sentence) -> Sentence:
    return say(cut(title.vi, TITLE), cut(title.en, TITLE))
