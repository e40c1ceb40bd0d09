"""What is told of rows that cannot be matched, or can only in part: one sentence each."""

from collections.abc import Mapping

from services.domain.base import Sentence
from services.domain.row_notes import RowNote


def note(file: str, row: int | None, field: str | None, code: str, vi: str, en: str) -> RowNote:
    """A note from its parts."""
    return RowNote(file, row, field, code, Sentence(vi=vi, en=en))


def _said(vi: str, en: str) -> Sentence:
    return Sentence(vi=vi, en=en)


SENTENCES: Mapping[str, Sentence] = {
    "missing": _said(
        "ô trống nên lượt đến này không so được; hãy điền.",
        "is empty, so this visit is not matched; fill it in.",
    ),
    "no_place": _said(
        "không có tên, địa chỉ hay tọa độ của nơi nào nên không so được; hãy điền ít nhất một.",
        "tells no name, address or coordinates of a place, so it is not matched; fill in at least one.",
    ),
    "ends_before_start": _said(
        "kết thúc không sau khi bắt đầu nên không so được; hãy kiểm tra ngày giờ.",
        "does not end after it starts, so it is not matched; check the date and time.",
    ),
    "future": _said(
        "bắt đầu sau thời điểm được hỏi nên không so; hãy kiểm tra ngày hoặc as_of.",
        "starts after the moment asked about, so it is not matched; check the date or as_of.",
    ),
    "long_visit": _said(
        "dài hơn 48 giờ; vẫn được so, nhưng số phút chỉ là mức tối đa, hãy tách theo từng lượt đến.",
        "lasts more than 48 hours; it is matched, but its minutes are an upper bound: split it into visits.",
    ),
    "twice": _said(
        "lượt đến này đã có ở dòng trên, chỉ tính một lần; không cần làm gì.",
        "this visit stands in a row above too and counts once; nothing to do.",
    ),
    "same_id": _said(
        "mã này đã dùng cho một lượt đến khác ở trên; cả hai đều được tính, hãy đặt mã riêng.",
        "this number names another visit above; both count, give each its own.",
    ),
    "unreadable_time": _said(
        "không đọc được ngày giờ; viết 2021-01-28T14:30+07:00 hoặc 28/01/2021 14:30.",
        "is no date and time; write 2021-01-28T14:30+07:00 or 28/01/2021 14:30.",
    ),
    "half_coordinates": _said(
        "chỉ có một nửa tọa độ nên không dùng; hãy điền cả lat và lon.",
        "only half of the coordinates is told, so they are not used; fill in lat and lon.",
    ),
    "not_degrees": _said(
        "không phải tọa độ theo độ nên không dùng; viết lat 21.0285, lon 105.8542.",
        "is no coordinate in degrees, so it is not used; write lat 21.0285, lon 105.8542.",
    ),
}
