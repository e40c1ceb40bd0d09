"""Checks of a milestone: a place at a time, short enough to say who else was there (rule book 2.3)."""

import re
from datetime import timedelta

from services.domain.records import Milestone, Setting
from services.domain.text import folded
from services.ingest.columns import Reading, Values
from services.ingest.faults import Fault, fault_in

LONGEST_HOURS = 48
"""Who was at one place for longer passed nearly all of it elsewhere, or at home (design)."""
_JUST_HOME = frozenset(("nha", "nha rieng", "home", "o nha", "tai nha"))
_SOMEBODYS = re.compile(r"nha (rieng|minh|toi|o|ong|ba|anh|chi|em|co|chu|bac|cau|di|thim|mo|ban|nguoi)\b")


def sounds_like_a_home(place: str) -> bool:
    """Do people call somebody's home so?"""
    return bool(_SOMEBODYS.match(folded(place)))


def is_short_enough_to_match(record: Milestone, values: Values, reading: Reading) -> Fault | None:
    """Everybody who came to a market within a fortnight is nobody's contact; a home may be long."""
    home = record.setting is Setting.HOME
    limit = reading.limits.lookback_days * 24 if home else LONGEST_HOURS
    if _hours(record.until - record.since) <= limit:
        return None
    return fault_in(
        "to",
        "too_long",
        f"kéo dài quá {limit:.0f} giờ; hãy tách thành từng lần đến, từng ngày.",
        f"lasts more than {limit:.0f} hours; split it by visits and days.",
    )


def home_is_told_apart(record: Milestone, values: Values, reading: Reading) -> Fault | None:
    """Whose home it is, and where, is personal: it goes where it is sealed."""
    if record.setting is not Setting.HOME:
        return None
    open_words = folded(values["place"]) not in _JUST_HOME
    if not open_words and values["address"] is None:
        return None
    return fault_in(
        "place" if open_words else "address",
        "home_in_the_open",
        "là nhà riêng: ghi 'Nhà riêng', còn tên chủ nhà và địa chỉ ghi ở cột 'home_address'.",
        "is a home: write 'Nhà riêng' here, and whose it is and where in 'home_address'.",
    )


def lies_in_lookback(record: Milestone, values: Values, reading: Reading) -> Fault | None:
    """What is older than the days asked for is kept, and rarely says anything of an infection now."""
    days = reading.limits.lookback_days
    if _hours(record.told_at - record.until) <= days * 24:
        return None
    return fault_in(
        "to",
        "outside_lookback",
        f"đã quá {days:.0f} ngày trước lúc khai; hãy kiểm tra ngày.",
        f"is over {days:.0f} days before it was told; check the day.",
    )


def has_an_area(record: Milestone, values: Values, reading: Reading) -> Fault | None:
    """Without an area the place is found by name or coordinates alone."""
    if record.area is not None:
        return None
    return fault_in(
        "area",
        "no_area",
        "chưa ghi khu vực; chỉ đối chiếu được theo tên, địa chỉ.",
        "is empty; it can be compared by name and address alone.",
    )


def _hours(span: timedelta) -> float:
    return span / timedelta(hours=1)
