"""What is unsure in a list of vehicles, said to the officer: the row is kept with its own words."""

from collections.abc import Mapping

from services.domain.records import VehicleExposure
from services.ingest.columns import Check, Reading, Values
from services.ingest.faults import Fault, fault_in

DOUBTS: Mapping[str, tuple[str, str, str]] = {
    "no_day": ("date", "chưa rõ ngày đi.", "the day of travel is not told."),
    "days_among_seats": (
        "seats",
        "ghi ngày giờ thay cho số ghế; được đọc là ngày đi.",
        "holds days instead of seats; read as the days of travel.",
    ),
    "seat_unknown": ("seats", "chưa rõ số ghế.", "the seat is not known."),
    "seat_unreadable": (
        "seats",
        "có phần không đọc được; giữ nguyên văn.",
        "a part of it cannot be read; its own words are kept.",
    ),
    "seat_turned": (
        "seats",
        "chữ đứng trước số; được đọc là số rồi chữ.",
        "a letter stands before its number; read the other way round.",
    ),
    "seat_range": ("seats", "là một dãy ghế; kể từng ghế.", "is a range of seats; each is listed."),
    "row_only": ("seats", "chỉ có số hàng, không có chữ ghế.", "names a row without a seat."),
    "seats_and_cases_differ": (
        "seats",
        "số ghế khác số ca; chưa rõ ai ngồi đâu.",
        "there are not as many seats as cases; who sat where is unsure.",
    ),
    "cases_uncounted": (
        "cases",
        "có ca không ghi số lượng.",
        "speaks of cases without saying how many.",
    ),
    "no_case_number": ("cases", "không có số ca bệnh.", "names no case."),
    "kind_unknown": ("vehicle", "chưa rõ loại phương tiện.", "the kind of vehicle is not clear."),
}
"""By code: the column, and the sentence in both languages."""


def _check_of(code: str) -> Check:
    field, vi, en = DOUBTS[code]

    def check(record: VehicleExposure, values: Values, reading: Reading) -> Fault | None:
        return fault_in(field, code, vi, en) if code in record.doubts else None

    return check


VEHICLE_FLAGS: tuple[Check, ...] = tuple(_check_of(code) for code in DOUBTS)
