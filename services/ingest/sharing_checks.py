"""Checks of a shared stay: a public place, short enough that sharing it says something (rule book 2.2)."""

from datetime import timedelta

from services.domain.records import SharedKind, SharedStay
from services.domain.text import folded
from services.ingest.columns import Reading, Values
from services.ingest.faults import Fault, fault_in
from services.ingest.milestone_checks import LONGEST_HOURS, sounds_like_a_home

_FOR_WORKERS = ("nha o cong nhan", "nha o tap the", "nha o xa hoi", "nha o sinh vien")


def is_no_home(record: SharedStay, values: Values, reading: Reading) -> Fault | None:
    """Whose home it is would stand in the open, and who lives there is named as a contact."""
    if not sounds_like_a_home(record.place) or folded(record.place).startswith(_FOR_WORKERS):
        return None
    return fault_in(
        "place",
        "home_in_the_open",
        "là nhà riêng; người ở cùng nhà hãy khai ở nguồn 'contact-persons'.",
        "is somebody's home; tell those who live there in the feed 'contact-persons'.",
    )


def is_short_enough_to_share(record: SharedStay, values: Values, reading: Reading) -> Fault | None:
    """Nobody sits at a table for three days: the times of many meals stand in one row."""
    if record.kind is SharedKind.ROOM or record.until - record.since <= timedelta(hours=LONGEST_HOURS):
        return None
    return fault_in(
        "ends_at",
        "too_long",
        f"kéo dài quá {LONGEST_HOURS} giờ; hãy tách thành từng ca, từng bữa, mỗi lần một dòng.",
        f"lasts more than {LONGEST_HOURS} hours; split it by shifts and meals, a row each.",
    )


def room_is_left_now_and_then(record: SharedStay, values: Values, reading: Reading) -> Fault | None:
    """A dormitory's list has whole months; only the days around a case count."""
    days = reading.limits.lookback_days
    if record.kind is not SharedKind.ROOM or record.until - record.since <= timedelta(hours=24) * days:
        return None
    return fault_in(
        "ends_at",
        "long_stay",
        f"ở liền hơn {days:.0f} ngày; vẫn tính, nếu có lúc vắng thì hãy tách dòng.",
        f"is over {days:.0f} days after the start; it counts, but split it where the person was away.",
    )


def says_where(record: SharedStay, values: Values, reading: Reading) -> Fault | None:
    """Without an area the people on the list go to the team of the whole territory."""
    if record.area is not None:
        return None
    return fault_in(
        "area",
        "no_area",
        "chưa ghi xã phường; người cần tìm sẽ giao cho đội cấp tỉnh.",
        "is empty; people to find go to the team of the whole territory.",
    )
