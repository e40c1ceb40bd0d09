"""Why somebody is called, as the caller says it: by level, and by the lists they stand on. Pure."""

from collections.abc import Iterator

from services.domain.base import Sentence
from services.domain.events import ListKind


def _says(vi: str, en: str) -> Sentence:
    return Sentence(vi=vi, en=en)


_WHY_LEVEL = {
    0: _says(
        "Anh/chị có kết quả dương tính. Chúng tôi cần biết anh/chị đã ở đâu, gặp ai để bảo vệ họ.",
        "Your test is positive. We need to know where you were and whom you met, to protect them.",
    ),
    1: _says(
        "Anh/chị có thể đã tiếp xúc gần với một người mắc bệnh (diện F1).",
        "You may have been in close contact with a case (F1).",
    ),
    2: _says(
        "Anh/chị đã tiếp xúc với một người thuộc diện F1 (anh/chị là F2).",
        "You were in contact with somebody who is an F1 (you are an F2).",
    ),
}
_WHY_FAR = _says(
    "Anh/chị có liên quan tới một chuỗi tiếp xúc đang được theo dõi (F3 trở đi).",
    "You are linked with a chain of contacts that is being followed (F3 or further).",
)
_WHY_KIND = {
    ListKind.EXPOSURE_SITE: _says(
        "Theo khai báo, anh/chị đã có mặt tại một địa điểm trong thời gian có nguy cơ lây nhiễm.",
        "By what was declared you were at a place while it was exposed.",
    ),
    ListKind.LOCALITY: _says(
        "Anh/chị đã khai có ở hoặc đi qua một địa bàn nay có dịch.",
        "You declared that you stayed in, or came through, an area where the disease now is.",
    ),
    ListKind.MANIFEST: _says(
        "Anh/chị đã đi cùng chuyến xe, tàu hoặc máy bay với một người mắc bệnh.",
        "You travelled on the same coach, train or flight as a case.",
    ),
    ListKind.SHARED_PLACE: _says(
        "Anh/chị đã ở cùng phòng, cùng ca, cùng tổ hoặc cùng bàn ăn với một người mắc bệnh.",
        "You shared a room, a shift, a team or a canteen table with a case.",
    ),
    ListKind.FOLLOW_UP: _says(
        "Anh/chị thuộc diện kiểm tra sức khỏe tại nhà hằng ngày, mà mấy hôm nay chưa ai gặp được.",
        "Your health is to be checked at home each day, and nobody has reached you for some days.",
    ),
}


def why_called(level: int, kinds: tuple[ListKind, ...]) -> Iterator[Sentence]:
    """In the order of the lists; who the case is is never told."""
    if level == 0 or ListKind.CHAIN in kinds:
        yield _WHY_LEVEL.get(level, _WHY_FAR)
    for kind in kinds:
        if kind in _WHY_KIND:
            yield _WHY_KIND[kind]
