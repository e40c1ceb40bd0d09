"""What a record must satisfy: one small check each, one rule, one sentence.

REFUSE: the row cannot be true or cannot be used. FLAG: the row is kept and an officer is told; a mismatch
in what a traveller says is a warning, never a rejection (rule book 3.2).
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from services.domain.base import Sentence
from services.domain.records import (
    BorderIncident,
    CaseCount,
    CaseReport,
    ContactReport,
    Declaration,
    Order,
    WorkerReturn,
)
from services.ingest.columns import Fault, Reading, Values
from services.ingest.identity_checks import IDENTITY_FLAGS
from services.ingest.places import UNKNOWN_PROVINCE

CLOCK_SLACK = timedelta(minutes=15)  # telephones and posts do not keep time to the minute
LOOKBACK = timedelta(days=14)  # the declaration form asks for 14 days (rule book 3.1, 8)
FAR_AHEAD = timedelta(days=60)  # nobody plans a coach for longer: a slip in the month or year

Check = Callable[[Any, Values, Reading], Fault | None]


def refusals_of(record: object, values: Values, reading: Reading) -> list[Fault]:
    """Every reason to refuse the row."""
    return [fault for check in REFUSE if (fault := check(record, values, reading))]


def flags_of(record: object, values: Values, reading: Reading) -> list[Fault]:
    """Every warning for the officer."""
    return [fault for check in FLAG if (fault := check(record, values, reading))]


def counted_day_is_past(record: object, values: Values, reading: Reading) -> Fault | None:
    """Nobody can count the cases of a day to come."""
    if isinstance(record, CaseCount) and record.day > reading.today:
        return _future("date")
    return None


def sample_was_taken(record: object, values: Values, reading: Reading) -> Fault | None:
    """A sample of a day to come was not taken."""
    if isinstance(record, WorkerReturn) and record.sampled_on and record.sampled_on > reading.today:
        return _future("sampled_on")
    return None


def told_moment_is_past(record: object, values: Values, reading: Reading) -> Fault | None:
    """What is reported has happened."""
    field = _MOMENTS.get(type(record))
    if field and getattr(record, field) > reading.learned_at + CLOCK_SLACK:
        return _future(field)
    return None


def order_ends_after_it_starts(record: object, values: Values, reading: Reading) -> Fault | None:
    """An order ends after its first moment."""
    if isinstance(record, Order) and record.until is not None and record.until <= record.since:
        return _fault(
            "until", "ends_before_start", "kết thúc không sau khi bắt đầu.", "ends before it starts."
        )
    return None


def visits_end_after_they_start(record: object, values: Values, reading: Reading) -> Fault | None:
    """Nobody leaves before arriving."""
    if isinstance(record, Declaration) and any(
        v.arrived and v.left and v.left < v.arrived for v in record.visits
    ):
        return _fault(
            "places_14d",
            "ends_before_start",
            "có nơi rời đi trước khi đến.",
            "a place is left before arrival.",
        )
    return None


def province_is_known(record: object, values: Values, reading: Reading) -> Fault | None:
    """Cases filed under no province are kept, and reach no area."""
    if isinstance(record, CaseCount) and record.area == UNKNOWN_PROVINCE:
        return _fault(
            "gso_code",
            "unknown_province",
            "mã 00 là chưa rõ tỉnh; số ca được giữ nhưng không tính cho khu vực nào.",
            "00 means province unknown; the count is kept and added to no area.",
        )
    return None


def parts_add_up(record: object, values: Values, reading: Reading) -> Fault | None:
    """The places where cases were found make up the day's cases."""
    names = [name for name in values if name.startswith("confirmed_")]
    told = [values[name] for name in names if values[name] is not None]
    if isinstance(record, CaseCount) and told and len(told) == len(names) and sum(told) != record.new_cases:
        return _fault(
            "confirmed",
            "parts_differ",
            "không bằng tổng theo nơi phát hiện; hãy đối chiếu.",
            "is not the sum over the places found; compare them.",
        )
    return None


def contact_parts_fit(record: object, values: Values, reading: Reading) -> Fault | None:
    """Traced, quarantined and waiting are parts of the total."""
    if not isinstance(record, ContactReport):
        return None
    for field in ("traced", "in_quarantine", "awaiting_result"):
        if (getattr(record, field) or 0) > record.total:
            return _fault(
                field, "above_total", "lớn hơn tổng số; hãy đối chiếu.", "is above the total; compare them."
            )
    return None


def visits_lie_in_lookback(record: object, values: Values, reading: Reading) -> Fault | None:
    """The form asks for the 14 days before the declaration."""
    if not isinstance(record, Declaration):
        return None
    last = record.declared_at.date()
    if all(last - LOOKBACK <= d <= last for v in record.visits for d in (v.arrived, v.left) if d):
        return None
    return _fault(
        "places_14d",
        "outside_14_days",
        "có ngày ngoài 14 ngày trước khi khai; hãy hỏi lại.",
        "a day lies outside the 14 days before the declaration; ask again.",
    )


def visits_leave_no_gap(record: object, values: Values, reading: Reading) -> Fault | None:
    """More than a day between leaving one place and arriving at the next is untold."""
    if not isinstance(record, Declaration):
        return None
    spans = sorted((v.arrived, v.left or v.arrived) for v in record.visits if v.arrived)
    reached = spans[0][1] if spans else None
    for arrived, left in spans:
        if reached is not None and arrived - reached > timedelta(days=1):
            return _fault(
                "places_14d",
                "gap",
                "có khoảng trống hơn 1 ngày giữa các nơi; hãy hỏi lại.",
                "leaves more than one day untold; ask again.",
            )
        reached = max(reached or left, left)
    return None


def worker_arrives_soon(record: object, values: Values, reading: Reading) -> Fault | None:
    """An arrival months away is a slip, or a list sent too early to act on."""
    if isinstance(record, WorkerReturn) and record.arrives_on > reading.today + FAR_AHEAD:
        return _fault(
            "arrives_on",
            "far_ahead",
            "còn xa hơn 60 ngày; hãy kiểm tra lại.",
            "is over 60 days away; check it.",
        )
    return None


def origin_is_known(record: object, values: Values, reading: Reading) -> Fault | None:
    """Where a person comes from decides what is asked of them."""
    if isinstance(record, Declaration | WorkerReturn) and record.origin is None:
        field = "from_area" if isinstance(record, Declaration) else "origin"
        return _fault(
            field,
            "unknown_origin",
            "không xác định được khu vực trong danh mục; hãy ghi mã hoặc tên đầy đủ.",
            "is no area of the register for sure; give its code or full name.",
        )
    return None


def text_is_no_formula(record: object, values: Values, reading: Reading) -> Fault | None:
    """A cell that begins with `=` is kept as text; nothing here ever computes it."""
    for name, value in values.items():
        if isinstance(value, str) and value.startswith("="):
            return _fault(
                name,
                "formula",
                "là công thức, được giữ như văn bản; hãy dán giá trị.",
                "is a formula, kept as text; paste the value.",
            )
    return None


REFUSE: tuple[Check, ...] = (
    counted_day_is_past,
    sample_was_taken,
    told_moment_is_past,
    order_ends_after_it_starts,
    visits_end_after_they_start,
)
FLAG: tuple[Check, ...] = (
    province_is_known,
    parts_add_up,
    contact_parts_fit,
    visits_lie_in_lookback,
    visits_leave_no_gap,
    worker_arrives_soon,
    origin_is_known,
    text_is_no_formula,
    *IDENTITY_FLAGS,
)

_MOMENTS: dict[type, str] = {
    CaseReport: "confirmed_at",
    ContactReport: "reported_at",
    Declaration: "declared_at",
    BorderIncident: "happened_at",
}


def _future(field: str) -> Fault:
    return _fault(
        field, "future", "ở tương lai so với lúc nhận; hãy sửa ngày.", "lies in the future; correct the date."
    )


def _fault(field: str, code: str, vi: str, en: str) -> Fault:
    return Fault(field, code, Sentence(vi=f"Cột '{field}': {vi}", en=f"Column '{field}': {en}"))
