"""What operators read: a message parked, a list refused, an alert that does not go out. Pure."""

from collections.abc import Sequence

from services.alerts.phrases import moment, say
from services.alerts.terms import Terms
from services.alerts.words import Kind, Severity, Told
from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import MessageParked, RevisionRefused
from services.domain.labels import AGENCIES
from services.domain.levels import Reason


def parked_told(events: Sequence[MessageParked], terms: Terms) -> dict[Agency, Told]:
    """To the command centre: whose message of which topic is kept aside, and why."""
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


def refused_told(events: Sequence[RevisionRefused], terms: Terms) -> dict[Agency, Told]:
    """To the command centre: which list, why, and since when the one that goes on standing is in force."""
    first = events[0]
    since = say("chưa có danh sách nào đứng vững", "there is no list before it")
    if first.standing_since is not None:
        at = moment(first.standing_since, terms.zone)
        since = say(f"danh sách công bố lúc {at.vi} vẫn có hiệu lực", f"the list of {at.en} goes on standing")
    title = say(f"Danh sách công bố bị từ chối: {first.feed}", f"A published list was refused: {first.feed}")
    text = say(
        f"Tệp mới của nguồn '{first.feed}' bị từ chối toàn bộ; {since.vi}.\nLý do: {first.error.vi}\n"
        "Hãy hỏi nơi công bố và gửi lại tệp đúng. Xem biên nhận ở trang Dữ liệu.",
        f"The new file of feed '{first.feed}' was refused whole; {since.en}.\nReason: {first.error.en}\n"
        "Ask whoever publishes it and send the right file. The receipt is on the data page.",
    )
    reason = Reason(indicator="revision_refused", value=len(events), text=first.error)
    return {Agency.COMMAND: _operators(Kind.REVISION_REFUSED, title, text, (reason,), terms)}


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
