"""Time lines of F0 and contacts, place by place, as tracing teams take them down (5053; rule book 2.3)."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.days import whole_day
from services.domain.events import Event, ExposureSiteReported
from services.domain.records import AdviceClass, Milestone, Setting
from services.domain.text import folded
from services.ingest import people
from services.ingest.cells import Unreadable, code, one_of, text, yes_or_no
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed, Kept, column, newest_per_key, refused
from services.ingest.list_times import known_degrees
from services.ingest.milestone_checks import (
    has_an_area,
    home_is_told_apart,
    is_short_enough_to_match,
    lies_in_lookback,
    sounds_like_a_home,
)
from services.ingest.places import area
from services.ingest.span_checks import lasts_some_time, lies_in_the_past, midnight_is_the_end_of_the_day
from services.ingest.times import moment

NAME = "milestones"
HOME = "Nhà riêng"
SETTINGS = {
    Setting.HOME: ("nhà riêng", "nhà", "nơi ở"),
    Setting.WORK: ("nơi làm việc", "công ty", "nhà máy", "công trường", "cơ quan"),
    Setting.SCHOOL: ("trường học", "trường", "lớp học"),
    Setting.SHOP: ("mua sắm", "chợ", "siêu thị", "cửa hàng"),
    Setting.EATING: ("ăn uống", "quán ăn", "nhà hàng", "quán"),
    Setting.TRANSPORT: ("phương tiện", "xe khách", "tàu xe", "xe"),
    Setting.HEALTH: ("cơ sở y tế", "bệnh viện", "phòng khám"),
    Setting.WORSHIP: ("nơi thờ tự", "chùa", "nhà thờ", "đền"),
    Setting.GATHERING: ("tụ họp", "đám cưới", "đám tang", "liên hoan", "họp"),
    Setting.OTHER: ("khác",),
}
_OURS = re.compile(r"p[0-9a-f]{24}")


def known_person(cell: str, _reading: object) -> str:
    """A pseudonym of this house. Raises Unreadable."""
    if not _OURS.fullmatch(cell):
        raise Unreadable(
            "no_pseudonym",
            "không phải mã người do hệ thống cấp; hãy điền họ tên, giấy tờ thay cho mã.",
            "is no pseudonym of this house; give name and papers instead.",
        )
    return cell


def level_of(cell: str, _reading: object) -> int:
    """F0 to F5. Raises Unreadable."""
    found = re.fullmatch(r"f?\s*([0-5])", folded(cell))
    if found is None:
        raise Unreadable("not_in_list", "phải là F0 đến F5.", "must be F0 to F5.")
    return int(found.group(1))


def build(values: Values, reading: Reading) -> Milestone:
    """A home keeps no words of its own: what tells where it is stays under seal."""
    person = values["person"] or people.pseudonym(values, reading)
    if person is None:
        raise refused(
            "full_name",
            "missing",
            "Cột 'full_name' (Họ tên): chưa nói là ai; hãy điền họ tên, hoặc mã người ở cột 'person'.",
            "Column 'full_name' (Full name): it does not say who; give a name, or a pseudonym in 'person'.",
        )
    home = is_home(values)
    case = values["case_code"]
    return Milestone(
        person=person,
        told_at=values["told_at"],
        level=values["level"],
        case=people.opaque(case, values, reading) if case else None,
        setting=Setting.HOME if home else values["setting"] or Setting.OTHER,
        place=HOME if home else values["place"],
        address=None if home else values["address"],
        area=values["area"],
        since=values["from"],
        until=whole_day(values["from"], values["to"]),
        latitude=None if home else values["lat"],
        longitude=None if home else values["lng"],
        masked=values["mask"],
        mistaken=values["mistaken"] or False,
    )


def is_home(values: Values) -> bool:
    """Somebody's home: by the kind of place, or by its name where no kind is told."""
    return values["setting"] is Setting.HOME or (
        values["setting"] is None and sounds_like_a_home(values["place"])
    )


def key(record: Milestone) -> str:
    """A person, a place and when they came: another end, or a kind of place, corrects it."""
    return f"{record.person}|{record.since.isoformat()}|{folded(record.place)[:120]}"


def about(record: Milestone) -> date:
    """The day it began."""
    return record.since.date()


def events(kept: Sequence[Kept], learned_at: datetime) -> list[Event]:
    """Where an F0 was among others is an exposure site, never a person and never a home."""
    return [
        _event(one, learned_at)
        for one in newest_per_key(kept)
        if one.until is None and (_told(one.record) or _told(one.replaced))
    ]


def _told(record: Any) -> bool:
    here: Milestone | None = record
    public = here is not None and here.level == 0 and here.setting is not Setting.HOME
    return public and here is not None and not here.mistaken


def _event(one: Kept, learned_at: datetime) -> ExposureSiteReported:
    here: Milestone = one.record
    return ExposureSiteReported(
        learned_at=learned_at,
        ref=f"{NAME}:{blake2b(one.key.encode(), digest_size=12).hexdigest()}",
        site=NAME,
        area=here.area,
        place=here.place,
        since=here.since,
        until=here.until,
        latitude=here.latitude,
        longitude=here.longitude,
        advice_class=AdviceClass.ISOLATE_AND_TEST,
        withdrawn=not _told(here),
        address=here.address,
    )


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Mốc dịch tễ của người được truy vết", en="Milestones of people who are traced"),
    columns=(
        column("person", "Mã người", "Person", known_person, "mã người do hệ thống cấp"),
        people.FULL_NAME,
        people.ID_NUMBER,
        people.BIRTH_YEAR,
        people.PHONE,
        column("told_at", "Thời điểm khai", "Told at", moment, "ngày phỏng vấn", "ngày lập", required=True),
        column("level", "Mức F", "Level", level_of, "diện", "f", required=True),
        column("case_code", "Mã ca bệnh", "Case code", code, "bệnh nhân", longest=80),
        column("setting", "Loại địa điểm", "Kind of place", one_of(SETTINGS), "loại nơi"),
        column("place", "Địa điểm", "Place", text, "tên địa điểm", "nơi đến", required=True, longest=200),
        column("address", "Địa chỉ nơi công cộng", "Address of a public place", text, "địa chỉ", longest=200),
        column(
            "home_address", "Địa chỉ nhà", "Address of a home", text, "địa chỉ nhà riêng", personal=True,
            longest=300,
        ),
        column("area", "Khu vực", "Area", area, "mã khu vực", "địa bàn", "xã phường"),
        column("from", "Từ", "From", moment, "từ lúc", "bắt đầu", "đến lúc", required=True),
        column("to", "Đến", "To", moment, "rời lúc", "kết thúc", required=True),
        column(
            "with_whom", "Đi cùng, gặp ai", "With whom", text, "cùng ai", "tiếp xúc với ai", personal=True,
            longest=1000,
        ),
        column("mask", "Đeo khẩu trang", "Mask worn", yes_or_no, "khẩu trang"),
        column("lat", "Vĩ độ", "Latitude", known_degrees),
        column("lng", "Kinh độ", "Longitude", known_degrees, "lon"),
        column("mistaken", "Khai nhầm, bỏ mốc này", "Told in error", yes_or_no, "khai nhầm"),
    ),
    record=Milestone,
    build=build,
    key=key,
    events=events,
    day=about,
    senders=frozenset((Agency.HEALTH, Agency.POLICE)),
    told_at="told_at",
    refuse=(
        lasts_some_time("to"), lies_in_the_past("from", "to"), is_short_enough_to_match, home_is_told_apart,
    ),
    flag=(midnight_is_the_end_of_the_day("to"), lies_in_lookback, has_an_area),
    forgotten_as="contact",
)  # fmt: skip
