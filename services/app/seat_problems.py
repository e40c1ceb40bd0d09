"""What is unsure in a list of seats, in sentences: row, field, reason, what to do. Never a cell's content."""

from collections.abc import Mapping

from services.domain.base import Sentence
from services.domain.row_notes import RowNote

_TEXTS: Mapping[str, tuple[str, str, str]] = {
    "no_vehicle": (
        "vehicle",
        "trống nên không so được với ai; hãy ghi phương tiện rồi chạy lại.",
        "is empty, so it is compared with nobody; name the vehicle and run again.",
    ),
    "bad_day": (
        "date",
        "không đọc được; chỉ so với các dòng ghi y như vậy; hãy viết như 2021-01-28 rồi chạy lại.",
        "cannot be read; it is compared only with rows that say the same; write 2021-01-28 and run again.",
    ),
    "no_day": (
        "date",
        "chưa rõ; chỉ so với các dòng cùng phương tiện ghi y như vậy; hãy ghi ngày đi rồi chạy lại.",
        "is not told; it is compared with rows of the vehicle that say the same; add the day, run again.",
    ),
    "role_unknown": (
        "role",
        "không phải index hay passenger nên được coi là hành khách; hãy sửa vai trò rồi chạy lại.",
        "is neither index nor passenger and is taken for a passenger; mend the role and run again.",
    ),
    "seat_unreadable": (
        "seat",
        "có phần không đọc được nên phần đó coi là chưa rõ; hãy viết như 12A rồi chạy lại.",
        "holds a part that cannot be read and counts as unknown; write it as 12A and run again.",
    ),
    "seat_twice": (
        "seat",
        "đã có ở một dòng trước của chuyến này; cả hai dòng vẫn được trả lời; hãy kiểm tra ai ngồi đâu.",
        "stands in an earlier row of this ride; both rows are answered; check who sat there.",
    ),
    "no_index": (
        "role",
        "chuyến này không có dòng index nào nên không ai được xếp gần ca bệnh; hãy thêm ghế của ca bệnh.",
        "this ride has no index row, so nobody is near a case; add the seat of the case.",
    ),
    "index_seat_unknown": (
        "seat",
        "chưa rõ ghế của ca bệnh nên không tìm được người ngồi gần ca này; hãy hỏi số ghế rồi chạy lại.",
        "the seat of a case is not known, so nobody is found near this case; ask for it and run again.",
    ),
    "no_passenger": (
        "role",
        "không có dòng passenger nào nên không có gì để trả lời; hãy thêm hành khách.",
        "there is no passenger row, so there is nothing to answer; add the passengers.",
    ),
}
"""By code: the column, and the rest of the sentence in both languages."""


def problem(row: int, code: str) -> RowNote:
    """The problem of a code at a row."""
    field, vi, en = _TEXTS[code]
    return RowNote("S", row, field, code, Sentence(vi=vi, en=en))
