"""What counts of work and tourism in an area must satisfy."""

from services.domain.records import AreaActivity
from services.ingest.columns import Reading, Values
from services.ingest.faults import Fault, fault_in


def counts_something(record: AreaActivity, values: Values, reading: Reading) -> Fault | None:
    """A row without any number tells nothing."""
    if not record.told:
        return fault_in(
            "workers_back", "nothing_told", "dòng này chưa có số liệu nào; hãy điền ít nhất một cột.",
            "this row tells no number; fill in at least one column.",
        )  # fmt: skip
    return None


def counts_are_of_a_past_day(record: AreaActivity, values: Values, reading: Reading) -> Fault | None:
    """Nobody can count a day to come."""
    if record.day > reading.today:
        return fault_in(
            "day", "in_the_future", "nằm ở tương lai; hãy sửa lại ngày.", "lies in the future; correct it."
        )
    return None


def visitors_go_somewhere(record: AreaActivity, values: Values, reading: Reading) -> Fault | None:
    """Visitors where every tourist place is closed: one of the two is wrong, or a place opened unseen."""
    if record.visitors and record.tourism_open == 0:
        return fault_in(
            "visitors", "visitors_to_closed_places",
            "có khách trong khi không điểm nào mở cửa; số liệu được giữ, hãy kiểm tra lại.",
            "are told while no place is open; it is kept, check it.",
        )  # fmt: skip
    return None
