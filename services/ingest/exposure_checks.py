"""What an officer should look at in a list of exposure sites; nothing here refuses a site."""

from services.domain.days import whole_day
from services.domain.records import ExposureSite
from services.ingest.columns import Reading, Values
from services.ingest.faults import Fault, fault_in


def time_is_told(record: ExposureSite, values: Values, reading: Reading) -> Fault | None:
    """A site without a time can match nobody."""
    if record.starts is None or record.ends is None:
        field = "start" if record.starts is None else "end"
        return fault_in(
            field,
            "no_time",
            "chưa có thời gian; điểm được giữ nhưng chưa thể so với ai.",
            "no time is told; the site is kept, and matches nobody yet.",
        )
    return None


def ends_after_it_starts(record: ExposureSite, values: Values, reading: Reading) -> Fault | None:
    """A stay over midnight under one date is the usual slip; midnight itself means the end of the day."""
    if not record.starts or not record.ends:
        return None
    if whole_day(record.starts, record.ends) != record.ends:
        return fault_in(
            "end",
            "midnight",
            "kết thúc lúc 0 giờ của chính ngày bắt đầu; được đọc là hết ngày đó, hãy kiểm tra.",
            "ends at midnight of the day on which it starts; read as the end of that day, check it.",
        )
    if record.ends < record.starts:
        return fault_in(
            "end",
            "ends_before_start",
            "kết thúc trước khi bắt đầu; hãy kiểm tra ngày.",
            "ends before it starts; check the date.",
        )
    return None


def has_both_coordinates(record: ExposureSite, values: Values, reading: Reading) -> Fault | None:
    """Half of the coordinates is nowhere: the site is then found by its name and address alone."""
    if (record.latitude is None) == (record.longitude is None):
        return None
    return fault_in(
        "lng" if record.longitude is None else "lat",
        "half_coordinates",
        "chỉ có một nửa tọa độ nên không dùng; hãy điền cả vĩ độ và kinh độ.",
        "only half of the coordinates is told, so they are not used; fill in latitude and longitude.",
    )
