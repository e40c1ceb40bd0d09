"""What a record must satisfy: one small check each, one rule, one sentence.

REFUSE: the row cannot be true or cannot be used. FLAG: the row is kept and an officer is told; a mismatch
in what a traveller says is a warning, never a rejection (rule book 3.2).
"""

from datetime import timedelta

from services.domain.records import (
    BorderIncident,
    CaseCount,
    CaseReport,
    ContactReport,
    Declaration,
    Order,
    WorkerReturn,
)
from services.ingest.columns import Check, Reading, Values
from services.ingest.faults import Fault, fault_in
from services.ingest.identity_checks import IDENTITY_FLAGS
from services.ingest.journey_checks import (
    origin_is_known,
    visits_end_after_they_start,
    visits_leave_no_gap,
    visits_lie_in_lookback,
    worker_arrives_soon,
)
from services.ingest.places import UNKNOWN_PROVINCE

CLOCK_SLACK = timedelta(minutes=15)  # telephones and posts do not keep time to the minute


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
        return fault_in(
            "until", "ends_before_start", "kết thúc không sau khi bắt đầu.", "ends before it starts."
        )
    return None


def province_is_known(record: object, values: Values, reading: Reading) -> Fault | None:
    """Cases filed under no province are kept, and reach no area."""
    if isinstance(record, CaseCount) and record.area == UNKNOWN_PROVINCE:
        return fault_in(
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
        return fault_in(
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
            return fault_in(
                field, "above_total", "lớn hơn tổng số; hãy đối chiếu.", "is above the total; compare them."
            )
    return None


def text_is_no_formula(record: object, values: Values, reading: Reading) -> Fault | None:
    """A cell that begins with `=` is kept as text; nothing here ever computes it."""
    for name, value in values.items():
        if type(value) is str and value[0] == "=":  # every cell of every row: no method calls
            return fault_in(
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
    return fault_in(
        field, "future", "ở tương lai so với lúc nhận; hãy sửa ngày.", "lies in the future; correct the date."
    )
