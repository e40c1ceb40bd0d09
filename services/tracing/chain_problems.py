"""What is wrong with a row of contacts or of confirmed people: a sentence that quotes nobody."""

from services.domain.base import Sentence
from services.domain.row_notes import RowNote

REASONS = {
    "empty_person": Sentence(
        vi="thiếu mã người; dòng không tính, hãy điền rồi chạy lại.",
        en="names nobody; the row does not count, fill it in and run again.",
    ),
    "contact_with_self": Sentence(
        vi="hai đầu là cùng một người; dòng không tính, hãy sửa một trong hai mã.",
        en="both ends are one person; the row does not count, mend one of the two.",
    ),
    "ends_before_start": Sentence(
        vi="tiếp xúc kết thúc trước khi bắt đầu; dòng không tính, hãy sửa một trong hai ngày.",
        en="the contact ends before it starts; the row does not count, mend one of the two days.",
    ),
    "same_contact": Sentence(
        vi="tiếp xúc này đã có ở dòng trên; chỉ tính một lần, không cần làm gì.",
        en="this contact stands in a row above; it counts once, nothing need be done.",
    ),
    "not_begun": Sentence(
        vi="tiếp xúc bắt đầu sau ngày --as-of; chưa tính, hãy chọn ngày muộn hơn hoặc sửa ngày.",
        en="the contact starts after --as-of; it does not count yet, take a later day or mend this one.",
    ),
    "ended_too_early": Sentence(
        vi="tiếp xúc kết thúc trước khi bên truyền phơi nhiễm; không truyền được nên không tính, "
        "hãy kiểm tra ngày.",
        en="the contact ended before the side it could come from was exposed; nothing can have passed, "
        "it does not count, check the day.",
    ),
    "circle": Sentence(
        vi="các tiếp xúc có hướng tạo thành vòng; cấp vẫn theo đường ngắn nhất, hãy kiểm tra ai lây cho ai.",
        en="directed contacts form a circle; levels still follow the shortest path, check who infected whom.",
    ),
    "confirmed_twice": Sentence(
        vi="người này có nhiều dòng; tính ngày sớm nhất, hãy kiểm tra ngày nào đúng.",
        en="this person has several rows; the earliest day counts, check which is right.",
    ),
    "not_confirmed_yet": Sentence(
        vi="xác định sau ngày --as-of; chưa là F0, hãy chọn ngày muộn hơn hoặc sửa ngày.",
        en="confirmed after --as-of; no F0 yet, take a later day or mend this one.",
    ),
}


def problem(file: str, row: int, field: str, code: str) -> RowNote:
    """One of the known kinds."""
    return RowNote(file, row, field, code, REASONS[code])
