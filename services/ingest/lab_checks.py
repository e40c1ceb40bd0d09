"""What an officer should look at in laboratory results; a wrong tube is worse than a late one."""

from services.domain.records import LabResult, SampleResult
from services.ingest.columns import Check, Reading, Values
from services.ingest.faults import Fault, fault_in


def times_follow(record: LabResult, values: Values, reading: Reading) -> Fault | None:
    """A sample is taken, then received, then answered."""
    told = [("taken_at", record.taken_at), ("received_at", record.received_at)]
    told.append(("resulted_at", record.resulted_at))
    known = [(name, moment) for name, moment in told if moment is not None]
    for (_, before), (name, after) in zip(known, known[1:], strict=False):
        if after < before:
            return fault_in(
                name,
                "out_of_order",
                "sớm hơn bước trước; hãy kiểm tra thời điểm.",
                "lies before the step it follows; check the moments.",
            )
    return None


def answer_has_its_moment(record: LabResult, values: Values, reading: Reading) -> Fault | None:
    """An answer has a moment, and what has none is pending."""
    pending = record.result is SampleResult.PENDING
    if pending is (record.resulted_at is None):
        return None
    return fault_in(
        "resulted_at",
        "result_and_moment_differ",
        "có kết quả mà thiếu thời điểm, hoặc ngược lại; hãy bổ sung.",
        "an answer without its moment, or a moment without an answer; complete it.",
    )


def ct_fits_the_result(record: LabResult, values: Values, reading: Reading) -> Fault | None:
    """A gene that was found is no negative result."""
    if record.ct and record.result is SampleResult.NEGATIVE:
        return fault_in(
            "ct",
            "ct_of_a_negative",
            "có giá trị Ct nhưng kết quả âm tính; hãy đối chiếu với phòng xét nghiệm.",
            "a Ct value with a negative result; ask the laboratory.",
        )
    return None


def pool_fits_its_members(record: LabResult, values: Values, reading: Reading) -> Fault | None:
    """The number of people is that of the members listed, and no larger than a pool can be."""
    size, listed = record.pool_size, len(record.members)
    if listed and size is not None and size != listed:
        return fault_in(
            "pool_size",
            "pool_size_differs",
            "khác số mẫu được liệt kê; hãy đối chiếu.",
            "is not the number of members listed; compare them.",
        )
    if record.people > reading.limits.largest_pool:
        most = f"{reading.limits.largest_pool:g}"
        return fault_in(
            "pool_size",
            "pool_too_large",
            f"lớn hơn {most} người; hãy kiểm tra lại.",
            f"is above {most} people; check it.",
        )
    return None


LAB_FLAGS: tuple[Check, ...] = (
    times_follow,
    answer_has_its_moment,
    ct_fits_the_result,
    pool_fits_its_members,
)
