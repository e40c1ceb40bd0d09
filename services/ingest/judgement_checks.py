"""What a judgement must satisfy."""

import re

from services.domain.records import Judgement, JudgementKind
from services.domain.text import folded
from services.ingest.columns import Reading, Values
from services.ingest.faults import Fault, fault_in
from services.ingest.measures import Answer

_WORDS = re.compile(r"\w+")
_OFFICES = (
    *("pho", "giam doc", "chu tich", "so i te", "trung tam", "ban chi dao"),
    *("ui ban", "ubnd", "benh vien", "tram", "doi", "cong an", "bo chi hui", "chi cuc", "cdc"),
    *("head", "chief", "director", "chair", "department", "centre", "center", "committee", "office"),
)
"""As `folded` writes them: `y` is `i`."""
_ALSO_NAMES = ("truong", "khoa", "phong")
"""Without accents also given names, which come last: `Nguyễn Văn Khoa` is nobody's office."""


def is_yes_or_no(record: Judgement, values: Values, reading: Reading) -> Fault | None:
    """Only how far it may spread is a share; the others are yes or no."""
    if record.what is not JudgementKind.SPREAD_SHARE and record.value not in (0.0, 1.0):
        return fault_in(
            "value",
            "not_yes_or_no",
            "nhận định này chỉ là 'có' hoặc 'không'; hãy sửa lại.",
            "this is judged yes or no; correct it.",
        )
    return None


def yes_is_no_share(record: Judgement, values: Values, reading: Reading) -> Fault | None:
    """ "Yes" to how far it may spread says that it may, not how far: only its author knows the share."""
    said = values.get("value")
    if record.what is JudgementKind.SPREAD_SHARE and isinstance(said, Answer) and said:
        return fault_in(
            "value",
            "yes_is_no_share",
            "chỉ nói 'có', chưa nói bao nhiêu; hãy ghi tỷ lệ, như 60%, hoặc 100% nếu là toàn bộ.",
            "says yes, and not how far; give the share, like 60%, or 100% if all of it is meant.",
        )
    return None


def whole_is_meant(record: Judgement, values: Values, reading: Reading) -> Fault | None:
    """A 1 or 100 % says: over all of it. That is rare enough to be asked about."""
    if record.what is JudgementKind.SPREAD_SHARE and record.value == 1.0:
        return fault_in(
            "value",
            "all_of_it",
            "là 100 %, tức là có thể lan ra toàn bộ; nếu không phải vậy, hãy sửa lại tỷ lệ.",
            "is 100 %: over all of it; if that is not meant, correct the share.",
        )
    return None


def author_is_an_office(record: Judgement, values: Values, reading: Reading) -> Fault | None:
    """Who judges is shown to everybody who sees the level: an office, never a private name alone."""
    said = f" {' '.join(_WORDS.findall(folded(record.author)))} "
    more_follows = any(f" {office} " in said.rstrip() for office in _ALSO_NAMES)
    if not more_follows and not any(f" {office} " in said for office in _OFFICES):
        return fault_in(
            "author",
            "no_office",
            "phải là chức danh và đơn vị, không phải họ tên; ví dụ 'Trưởng khoa, CDC tỉnh'.",
            "must be an office, not a private name; for example 'Head of section, provincial CDC'.",
        )
    return None
