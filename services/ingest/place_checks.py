"""Is it known where something lies? What lies nowhere counts for no area."""

from typing import Protocol

from services.domain.areas import AreaCode
from services.ingest.columns import Check, Reading, Values
from services.ingest.faults import Fault, fault_in


class Somewhere(Protocol):
    """A record with an area that may be unknown."""

    @property
    def area(self) -> AreaCode | None:
        """Where; None: nobody says."""
        ...


def lies_in_an_area(field: str) -> Check:
    """`field`: the column that should have said where."""

    def check(record: Somewhere, values: Values, reading: Reading) -> Fault | None:
        if record.area is not None:
            return None
        return fault_in(
            field,
            "unknown_place",
            "không xác định được khu vực nên không tính cho nơi nào; hãy ghi mã hoặc tên đầy đủ.",
            "lies in no area we know and counts for none; give its code or full name.",
        )

    return check
