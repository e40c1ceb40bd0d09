"""What a judgement, and what an area tells of itself, must satisfy."""

import re

from services.domain.records import AreaFacts, Judgement, JudgementKind
from services.domain.text import folded
from services.ingest.columns import Reading, Values
from services.ingest.faults import Fault, fault_in

_WORDS = re.compile(r"\w+")
_OFFICES = (
    *("pho", "giam doc", "chu tich", "so i te", "trung tam", "ban chi dao"),
    *("ui ban", "ubnd", "benh vien", "tram", "doi", "cong an", "bo chi hui", "chi cuc", "cdc"),
    *("head", "chief", "director", "chair", "department", "centre", "center", "committee", "office"),
)
"""As `folded` writes them: `y` is `i`."""
_ALSO_NAMES = ("truong", "khoa", "phong")
"""Without accents also given names, which come last: `Nguyễn Văn Khoa` is nobody's office."""


def ends_after_it_starts(record: Judgement, values: Values, reading: Reading) -> Fault | None:
    """A judgement ends after its first moment."""
    if record.until is not None and record.until <= record.since:
        return fault_in(
            "until", "ends_before_start", "kết thúc không sau khi bắt đầu.", "ends before it starts."
        )
    return None


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


def whole_is_meant(record: Judgement, values: Values, reading: Reading) -> Fault | None:
    """ "Yes" to how far it may spread would say: over all of it."""
    if record.what is JudgementKind.SPREAD_SHARE and record.value == 1.0:
        return fault_in(
            "value",
            "all_of_it",
            "là 100 %, tức là lây ra toàn bộ; nếu chỉ muốn nói 'có', hãy ghi tỷ lệ.",
            "is 100 %: over all of it; if only 'yes' was meant, give the share.",
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


def tells_something(record: AreaFacts, values: Values, reading: Reading) -> Fault | None:
    """A row without any number tells nothing."""
    if not record.told:
        return fault_in(
            "beds", "nothing_told", "dòng này chưa có số liệu nào; hãy điền ít nhất một cột.",
            "this row tells no number; fill in at least one column.",
        )  # fmt: skip
    return None


def somebody_lives_there(record: AreaFacts, values: Values, reading: Reading) -> Fault | None:
    """No rate can be made of a population of zero."""
    if record.population == 0:
        return fault_in(
            "population", "no_people", "không thể bằng 0; hãy bỏ trống nếu chưa có số liệu.",
            "cannot be 0; leave it empty while it is not known.",
        )  # fmt: skip
    return None


def facts_are_of_a_past_day(record: AreaFacts, values: Values, reading: Reading) -> Fault | None:
    """Nobody can count beds of a day to come."""
    if record.day > reading.today:
        return fault_in(
            "day", "in_the_future", "nằm ở tương lai; hãy sửa lại ngày.", "lies in the future; correct it."
        )
    return None


def beds_used_are_there(record: AreaFacts, values: Values, reading: Reading) -> Fault | None:
    """More patients than beds happens; it is looked at."""
    if record.beds is not None and record.beds_used is not None and record.beds_used > record.beds:
        return fault_in(
            "beds_used", "more_than_beds", "nhiều hơn số giường; số liệu được giữ, hãy kiểm tra lại.",
            "is above the number of beds; it is kept, check it.",
        )  # fmt: skip
    return None
