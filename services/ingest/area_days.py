"""What areas tell of one day: which rows are about the same thing, and what each must satisfy."""

from datetime import date
from typing import Protocol

from services.domain.areas import AreaCode
from services.domain.records import AreaActivity, AreaFacts
from services.ingest.columns import Check, Reading, Values
from services.ingest.faults import Fault, fault_in


class AreaDay(Protocol):
    """Numbers of one area on one day, some of them not told."""

    @property
    def area(self) -> AreaCode:
        """Whose numbers."""
        ...

    @property
    def day(self) -> date:
        """Of which day."""
        ...

    @property
    def told(self) -> tuple[str, ...]:
        """Which of them are told."""
        ...


def key(record: AreaDay) -> str:
    """The area, the day, and which columns are filled in: several offices tell of one area, each its own."""
    return f"{record.area}|{record.day.isoformat()}|{' '.join(record.told)}"


def about(record: AreaDay) -> date:
    """The day counted."""
    return record.day


def tells_something(first: str) -> Check:
    """A row without any number tells nothing. `first`: the column to begin with."""

    def check(record: AreaDay, values: Values, reading: Reading) -> Fault | None:
        if record.told:
            return None
        return fault_in(
            first, "nothing_told", "dòng này chưa có số liệu nào; hãy điền ít nhất một cột.",
            "this row tells no number; fill in at least one column.",
        )  # fmt: skip

    return check


def day_is_past(record: AreaDay, values: Values, reading: Reading) -> Fault | None:
    """Nobody can count a day to come."""
    if record.day > reading.today:
        return fault_in(
            "day", "future", "nằm ở tương lai; hãy sửa lại ngày.", "lies in the future; correct it."
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


def somebody_lives_there(record: AreaFacts, values: Values, reading: Reading) -> Fault | None:
    """No rate can be made of a population of zero."""
    if record.population == 0:
        return fault_in(
            "population", "no_people", "không thể bằng 0; hãy bỏ trống nếu chưa có số liệu.",
            "cannot be 0; leave it empty while it is not known.",
        )  # fmt: skip
    return None


def beds_used_are_there(record: AreaFacts, values: Values, reading: Reading) -> Fault | None:
    """More patients than beds happens; it is looked at."""
    if record.beds is not None and record.beds_used is not None and record.beds_used > record.beds:
        return fault_in(
            "beds_used", "more_than_beds", "nhiều hơn số giường; số liệu được giữ, hãy kiểm tra lại.",
            "is above the number of beds; it is kept, check it.",
        )  # fmt: skip
    return None
