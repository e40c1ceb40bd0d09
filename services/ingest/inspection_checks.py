"""What cannot be true of an inspection, and what an officer should look at."""

from services.domain.records import PlaceInspection
from services.ingest.columns import Check, Reading, Values
from services.ingest.faults import Fault, fault_in

FULL_SCORE = 100


def score_is_of_100(record: PlaceInspection, values: Values, reading: Reading) -> Fault | None:
    """A score is 0 to 100."""
    if record.score is not None and record.score > FULL_SCORE:
        return fault_in(
            "score", "above_100", "lớn hơn 100; điểm từ 0 đến 100.", "is above 100; a score is 0 to 100."
        )
    return None


def reinspection_comes_later(record: PlaceInspection, values: Values, reading: Reading) -> Fault | None:
    """A second visit follows the first."""
    if record.reinspect_on is not None and record.reinspect_on < record.inspected_at.date():
        return fault_in(
            "reinspect_on",
            "reinspection_before",
            "trước ngày kiểm tra; hãy kiểm tra lại.",
            "lies before the inspection; check it.",
        )
    return None


def breach_has_its_measure(record: PlaceInspection, values: Values, reading: Reading) -> Fault | None:
    """Every breach is dealt with (directive, S-20)."""
    if (record.breaches or record.failed) and not record.measures:
        return fault_in(
            "measures",
            "no_measure",
            "có mục không đạt hoặc vi phạm nhưng chưa ghi biện pháp xử lý.",
            "something failed or was a breach, and no measure is told.",
        )
    return None


INSPECTION_FLAGS: tuple[Check, ...] = (reinspection_comes_later, breach_has_its_measure)
