"""Why a source is taken to bring more than its stated inputs say: what was seen of it. Pure."""

from services.domain.base import Sentence
from services.risk.unseen.from_heard import Entering
from services.risk.unseen.from_signs import Sign, signs_of
from services.risk.unseen.numbers_said import count, few
from services.risk.unseen.volumes import WINDOW

SAID = {
    "crossing": Sentence(
        vi="{0} người qua biên giới trái phép nhiều hơn thường lệ",
        en="{0} more people than usual crossed the border without a gate",
    ),
    "border_f0": Sentence(vi="{0} F0 phát hiện ở biên giới", en="{0} F0 found at the border"),
    "escaped": Sentence(vi="{0} người bỏ trốn khỏi nơi cách ly", en="{0} people broke out of quarantine"),
    "entrant_f0": Sentence(
        vi="{0} người nhập cảnh dương tính trong cách ly", en="{0} entrants found positive in quarantine"
    ),
    "outside_untraced": Sentence(
        vi="{0} F0 ngoài địa bàn chưa rõ nguồn lây", en="{0} F0 outside of whom nobody knows whence"
    ),
    "undeclared": Sentence(
        vi="{0} người đi theo hàng chưa khai báo nhiều hơn thường lệ",
        en="{0} more people than usual with goods declared nothing",
    ),
    "dirty_lots": Sentence(vi="{0} lô hàng dương tính", en="{0} lots with virus on them"),
    "untraced": Sentence(
        vi="{0} xã có F0 chưa rõ nguồn lây được quy cho nguồn này",
        en="{0} communes with F0 of unknown source counted to it",
    ),
}
"""By the name of a sign; `{0}` is the number."""


def signs_said(found: Entering) -> dict[str, Sentence]:
    """By source one sentence: what was seen of it in two weeks, and what comes beside the stated number."""
    seen = signs_of(found.known)
    return {
        source: _said(seen[source], found.outlook.times_stated(source)) for source in found.outlook.beside
    }


def _said(signs: list[Sign], times: float | None) -> Sentence:
    told = _listed([one for one in signs if one.number > 0])
    if times is None:
        return told
    vi, en = few(times)
    return Sentence(
        vi=f"{told.vi}; tính cả người không số liệu nào nói đến: gấp {vi} lần số ước từ số liệu đã báo",
        en=f"{told.en}; with those no input tells of: {en} times what the inputs alone come to",
    )


def _listed(signs: list[Sign]) -> Sentence:
    days = f"{WINDOW:.0f}"
    if not signs:
        return Sentence(
            vi=f"Không thấy dấu hiệu nào trong {days} ngày", en=f"No sign was seen in {days} days"
        )
    numbers = [(SAID[one.name], count(one.number)) for one in signs]
    return Sentence(
        vi=f"Dấu hiệu trong {days} ngày: {', '.join(said.vi.format(n[0]) for said, n in numbers)}",
        en=f"Signs in {days} days: {', '.join(said.en.format(n[1]) for said, n in numbers)}",
    )
