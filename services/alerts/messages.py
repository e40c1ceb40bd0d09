"""What people read about one cause: dispatch by kind, and the texts that are not about levels. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.alerts.border_tasks import INCIDENT, INCIDENT_AGENCIES
from services.alerts.case_tasks import FIRST_CASE, OUTSIDE
from services.alerts.level_messages import levels_told
from services.alerts.list_messages import refused_told
from services.alerts.people_messages import listed_told
from services.alerts.phrases import joined, moment, place, say, to_do, why
from services.alerts.standing_messages import standing_told
from services.alerts.tasks import Task
from services.alerts.terms import Terms
from services.alerts.words import Kind, Severity, Told
from services.domain.agencies import ALERTED, Agency
from services.domain.base import Sentence
from services.domain.events import (
    AreaLevelChanged,
    BorderIncidentReported,
    Event,
    FirstCaseAfterQuiet,
    MessageParked,
    PeopleListed,
    RevisionRefused,
)
from services.domain.labels import AGENCIES, INCIDENTS
from services.domain.levels import Reason
from services.domain.records import IncidentKind

GRAVE = (IncidentKind.ESCAPED, IncidentKind.FOUND_INSIDE)  # somebody walks about whom nobody watches
LISTED = 40  # lines of one message; a longer list is in the ledger


def told(events: Sequence[Event], terms: Terms, now: datetime) -> dict[Agency, Told]:
    """What each agency reads about these events: one event, or many of one kind and one cause."""
    first = events[0]
    if isinstance(first, AreaLevelChanged):
        return levels_told([e for e in events if isinstance(e, AreaLevelChanged)], terms, now)
    if isinstance(first, FirstCaseAfterQuiet):
        return _cases([e for e in events if isinstance(e, FirstCaseAfterQuiet)], terms, now)
    if isinstance(first, BorderIncidentReported):
        return _incidents([e for e in events if isinstance(e, BorderIncidentReported)], terms, now)
    if isinstance(first, RevisionRefused):
        return refused_told([e for e in events if isinstance(e, RevisionRefused)], terms)
    if isinstance(first, MessageParked):
        return _parked([e for e in events if isinstance(e, MessageParked)], terms)
    return _renewed(events, terms, now)


def _renewed(events: Sequence[Event], terms: Terms, now: datetime) -> dict[Agency, Told]:
    """Of what goes on changing after it was told."""
    if isinstance(events[0], PeopleListed):
        return listed_told([e for e in events if isinstance(e, PeopleListed)], terms, now)
    return standing_told(events[-1], terms, now)


def not_delivered(agency: Agency, channel: str, terms: Terms) -> Told:
    """To the operators: a channel did not take an alert, and we have stopped trying. Names no address."""
    who = AGENCIES[agency]
    title = say(
        f"Không gửi được cảnh báo tới {who.vi} qua kênh {channel}",
        f"Alerts to {who.en} do not go out by {channel}",
    )
    text = say(
        f"Đã thử gửi nhiều lần qua kênh {channel} tới nơi nhận của {who.vi} nhưng không được; hệ thống đã"
        " dừng gửi.\nCảnh báo vẫn còn trong sổ cảnh báo.\nHãy báo cho đơn vị bằng cách khác, như điện thoại"
        " và kiểm tra kênh bằng lệnh `phendau check`.",
        f"Several attempts by {channel} to a recipient of {who.en} failed; we have stopped trying."
        " The alerts are still in the ledger.\nTell the agency by other means (telephone) and check"
        " the channel with `phendau check`.",
    )
    return _operators(Kind.NOT_DELIVERED, title, text, (), terms)


def _cases(events: Sequence[FirstCaseAfterQuiet], terms: Terms, now: datetime) -> dict[Agency, Told]:
    area = terms.areas.get(events[0].area)
    tasks = OUTSIDE if area is not None and not area.inside else FIRST_CASE
    reasons = tuple(_case_reason(event, terms) for event in events)
    where = place(terms.areas, events[0].area)
    title = say(
        f"Ca mắc đầu tiên sau thời gian không có ca: {where.vi}", f"First case after quiet: {where.en}"
    )
    if len(events) > 1:
        title = say(
            f"Ca mắc đầu tiên sau thời gian không có ca tại {len(events)} khu vực",
            f"First cases after quiet in {len(events)} areas",
        )
    shape = Told(
        kind=Kind.FIRST_CASE,
        severity=Severity.SEVERE,
        area=events[0].area,
        title=title,
        text=title,
        reasons=reasons,
        cite=terms.cites[Kind.FIRST_CASE],
        deadline=None,
    )
    return {agency: _with_tasks(shape, agency, tasks, terms, now) for agency in ALERTED}


def _case_reason(event: FirstCaseAfterQuiet, terms: Terms) -> Reason:
    where, at = place(terms.areas, event.area), moment(event.at, terms.zone)
    quiet = say("trước đó chưa từng có ca", "never a case before")
    if event.quiet_days is not None:
        quiet = say(
            f"sau {event.quiet_days} ngày không có ca", f"after {event.quiet_days} days without a case"
        )
    text = say(
        f"{where.vi}: {event.cases} ca mắc mới, {at.vi}, {quiet.vi}",
        f"{where.en}: {event.cases} new cases, {at.en}, {quiet.en}",
    )
    return Reason(indicator="first_case_after_quiet", value=event.cases, text=text)


def _incidents(events: Sequence[BorderIncidentReported], terms: Terms, now: datetime) -> dict[Agency, Told]:
    kinds = [event.kind for event in events]
    gravest = next((kind for kind in (*GRAVE, *IncidentKind) if kind in kinds), kinds[0])
    where = place(terms.areas, events[0].area)
    label = INCIDENTS[gravest]
    title = say(
        f"Nhập cảnh trái phép ({label.vi.lower()}): {where.vi}",
        f"Illegal entry ({label.en.lower()}): {where.en}",
    )
    if len(events) > 1:
        title = say(f"{len(events)} vụ nhập cảnh trái phép", f"{len(events)} illegal entries")
    shape = Told(
        kind=Kind.BORDER_INCIDENT,
        severity=Severity.SEVERE if gravest in GRAVE else Severity.MODERATE,
        area=events[0].area,
        title=title,
        text=title,
        reasons=tuple(_incident_reason(event, terms) for event in events),
        cite=terms.cites[Kind.BORDER_INCIDENT],
        deadline=None,
    )
    tasks = INCIDENT[gravest]
    return {agency: _with_tasks(shape, agency, tasks, terms, now) for agency in INCIDENT_AGENCIES}


def _incident_reason(event: BorderIncidentReported, terms: Terms) -> Reason:
    where, at = place(terms.areas, event.area), moment(event.happened_at, terms.zone)
    way = say("đường biển", "by sea") if event.by_sea else say("đường bộ", "by land")
    people = say(f"{event.people} người", f"{event.people} people")
    if event.people == 0:
        people = say("chưa rõ số người", "number unknown")
    spot = f" ({event.place})" if event.place else ""
    label = INCIDENTS[event.kind]
    text = say(
        f"{label.vi}, {way.vi}, {people.vi}: {where.vi}{spot}, {at.vi}",
        f"{label.en}, {way.en}, {people.en}: {where.en}{spot}, {at.en}",
    )
    return Reason(indicator="border_incident", value=event.people, text=text)


def _with_tasks(
    shape: Told, agency: Agency, tasks: Mapping[Agency, Sequence[Task]], terms: Terms, now: datetime
) -> Told:
    do, deadline = to_do(AGENCIES[agency], tasks[agency], terms, now)
    happened = joined([reason.text for reason in shape.reasons[:LISTED]])
    more = len(shape.reasons) - LISTED
    if more > 0:
        rest = say(f"… và {more} tin khác (xem sổ cảnh báo)", f"… and {more} more (see the ledger)")
        happened = joined([happened, rest])
    heading = say("VIỆC XẢY RA:", "WHAT HAPPENED:")
    text = joined([heading, happened, why((), shape.cite), do])
    return shape.model_copy(update={"text": text, "deadline": deadline})


def _parked(events: Sequence[MessageParked], terms: Terms) -> dict[Agency, Told]:
    first = events[0]
    title = say(
        f"Bản tin bị tạm giữ: {first.consumer}, {first.source_topic}",
        f"Message parked: {first.consumer}, {first.source_topic}",
    )
    text = say(
        f"Bộ phận '{first.consumer}' không xử lý được bản tin của chủ đề '{first.source_topic}' sau nhiều lần"
        f" thử; bản tin được giữ lại, không mất.\nLỗi: {first.error.vi}\n"
        "Bản tin cùng lỗi trong giờ này không báo lại; người vận hành xem và thử lại bằng `phendau parked`.",
        f"'{first.consumer}' could not handle a message of '{first.source_topic}' after several tries;"
        f" it is kept, not lost.\nFault: {first.error.en}\n"
        "More of the same within this hour are not told again; look and retry with `phendau parked`.",
    )
    reason = Reason(indicator="message_parked", value=len(events), text=first.error)
    return {Agency.COMMAND: _operators(Kind.MESSAGE_PARKED, title, text, (reason,), terms)}


def _operators(
    kind: Kind, title: Sentence, text: Sentence, reasons: tuple[Reason, ...], terms: Terms
) -> Told:
    return Told(
        kind=kind,
        severity=Severity.MODERATE,
        area=None,
        title=title,
        text=text,
        reasons=reasons or (Reason(indicator=kind, value=None, text=title),),
        cite=terms.cites[kind],
        deadline=None,
    )
