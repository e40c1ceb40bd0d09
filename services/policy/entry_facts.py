"""The yes-or-no facts that the table of entry measures may ask about, and how each is said. Pure."""

from services.domain.base import Sentence, Word


class Fact(Word):
    """One fact: how it is said when it holds, and what an officer asks while nobody knows it."""

    holds: Sentence
    ask: Sentence | None = None
    """None: an officer cannot find it out by asking; unknown then counts as no."""


def _fact(vi: str, en: str, ask_vi: str = "", ask_en: str = "") -> Fact:
    ask = Sentence(vi=ask_vi, en=ask_en) if ask_vi else None
    return Fact(holds=Sentence(vi=vi, en=en), ask=ask)


FACTS: dict[str, Fact] = {
    "positive_test": _fact("Có kết quả xét nghiệm dương tính", "Has a positive test"),
    "close_contact": _fact(
        "Có tiếp xúc với người mắc, nghi mắc COVID-19 hoặc người có biểu hiện bệnh",
        "Was in contact with a case, a suspected case or an ill person",
        "Trong 14 ngày qua có tiếp xúc với người mắc hoặc nghi mắc COVID-19 không?",
        "Any contact with a case or a suspected case in the last 14 days?",
    ),
    "symptoms": _fact(
        "Có triệu chứng (sốt, ho, khó thở, đau họng…)",
        "Has symptoms (fever, cough, short breath, sore throat…)",
        "Có sốt, ho, khó thở, đau họng không? Đo thân nhiệt.",
        "Any fever, cough, short breath, sore throat? Take the temperature.",
    ),
    "refuses": _fact(
        "Không chấp hành khai báo hoặc khai báo gian dối", "Refuses to declare, or declares falsely"
    ),
    "illegal_entry": _fact("Nhập cảnh trái phép", "Entered the country illegally"),
    "from_abroad": _fact("Nhập cảnh từ nước ngoài", "Arrives from abroad"),
    "outbreak_place": _fact(
        "Trong 14 ngày qua đã ở nơi có quyết định phong tỏa hoặc giãn cách xã hội",
        "Was at a place under lockdown or distancing within the last 14 days",
    ),
    "goods_vehicle": _fact("Đi trên xe chở hàng", "Comes on a goods vehicle"),
    "too_many_people": _fact(
        "Xe chở hàng có nhiều người hơn quy định",
        "More people on the goods vehicle than allowed",
        "Trên xe hàng có mấy người?",
        "How many people are on the goods vehicle?",
    ),
    "worker": _fact(
        "Là người lao động, cán bộ, công chức trở lại làm việc",
        "Returns to work: worker, cadre or civil servant",
        "Có phải người lao động, cán bộ, công chức trở lại làm việc không?",
        "Is the person returning to work here?",
    ),
    "cases_at_origin": _fact("Tỉnh nơi đi đang có ca bệnh", "The province of origin has cases"),
    "negative_certificate": _fact(
        "Có giấy xét nghiệm âm tính còn hạn",
        "Shows a negative certificate that is still accepted",
        "Có giấy xét nghiệm âm tính còn hạn không? Nhập ngày lấy mẫu.",
        "Is there a negative certificate still accepted? Enter the day of sampling.",
    ),
    "accepts_quarantine": _fact(
        "Chấp nhận cách ly tập trung tự trả phí",
        "Accepts central quarantine at own cost",
        "Có chấp nhận cách ly tập trung 14 ngày, tự trả phí không?",
        "Does the person accept 14 days of central quarantine at own cost?",
    ),
    "from_outside": _fact("Đi từ ngoài tỉnh vào", "Comes from outside the province"),
    "code_unreadable": _fact(
        "Mã không đọc được hoặc không phải mã tờ khai", "The code does not read, or is not of a declaration"
    ),
    "code_tampered": _fact("Mã đã bị sửa: chữ ký số không khớp", "The code was altered: its signature fails"),
    "code_other_house": _fact(
        "Mã không do hệ thống của tỉnh ký, hoặc khóa đã bị thu hồi",
        "The code is not signed by this province's house, or its key is withdrawn",
    ),
    "code_expired": _fact("Tờ khai đã hết hạn", "The declaration has expired"),
    "code_future": _fact(
        "Tờ khai ghi thời điểm ở tương lai", "The declaration carries a moment in the future"
    ),
    "code_elsewhere": _fact(
        "Mã này vừa được quét ở một chốt khác", "This code was scanned at another post a moment ago"
    ),
    "paper_differs": _fact(
        "Số giấy tờ không khớp với mã", "The number of the paper does not fit the code"
    ),
}  # fmt: skip

ORIGIN = "origin"
"""Stands among open facts when a place of the last 14 days is not in the register."""

_WHERE_FROM = Sentence(
    vi="Trong 14 ngày qua đã ở tỉnh, huyện nào? Tờ khai có nơi hệ thống không nhận ra.",
    en="Which provinces and districts in the last 14 days? The declaration names a place we do not know.",
)

CODE_FACTS = tuple(name for name in FACTS if name.startswith("code_")) + ("paper_differs",)
"""What may be wrong with the code itself."""


def question(name: str) -> Sentence | None:
    """What an officer asks to find an open fact out; None: nothing to ask."""
    return _WHERE_FROM if name == ORIGIN else FACTS[name].ask
