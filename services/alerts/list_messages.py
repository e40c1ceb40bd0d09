"""What operators read when a published list is broken and was refused whole. Pure."""

from collections.abc import Sequence

from services.alerts.phrases import moment, say
from services.alerts.terms import Terms
from services.alerts.words import Kind, Severity, Told
from services.domain.agencies import Agency
from services.domain.events import RevisionRefused
from services.domain.levels import Reason


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
    told = Told(
        kind=Kind.REVISION_REFUSED,
        severity=Severity.MODERATE,
        area=None,
        title=title,
        text=text,
        reasons=(Reason(indicator="revision_refused", value=len(events), text=first.error),),
        cite=terms.cites[Kind.REVISION_REFUSED],
        deadline=None,
    )
    return {Agency.COMMAND: told}
