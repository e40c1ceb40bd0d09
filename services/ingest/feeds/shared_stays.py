"""Who was in which room, shift or team, or at which table: lists of dormitories, factories, canteens."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.days import midnight, whole_day
from services.domain.events import Event
from services.domain.records import SharedKind, SharedStay
from services.domain.text import folded
from services.ingest import people
from services.ingest.cells import one_of, text, yes_or_no
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed, Kept, column, refused
from services.ingest.feeds.worker_returns import refuse_other_enterprise
from services.ingest.places import area, place_named
from services.ingest.shared_units import Unit, kind_told, narrowest_first, unit_in
from services.ingest.sharing_checks import (
    is_no_home,
    is_short_enough_to_share,
    room_is_left_now_and_then,
    says_where,
)
from services.ingest.span_checks import lasts_some_time, lies_in_the_past, midnight_is_the_end_of_the_day
from services.ingest.times import clock_or_moment, day

NAME = "shared-stays"
KINDS = {
    SharedKind.TABLE: ("bàn ăn", "bàn", "nhà ăn", "bếp ăn", "căng tin"),
    SharedKind.ROOM: ("phòng ở", "phòng", "phòng bệnh", "buồng bệnh", "ký túc xá", "phòng làm việc"),
    SharedKind.GROUP: ("tổ", "tổ sản xuất", "đội", "chuyền", "lớp", "nhóm"),
    SharedKind.SHIFT: ("ca", "ca làm việc", "ca kíp", "ca trực"),
}
_OWN: Mapping[str, SharedKind] = {str(kind): kind for kind in SharedKind}
"""Columns whose heading says what their cells are."""


def build(values: Values, reading: Reading) -> SharedStay:
    """All units that a row tells of are one thing to share: a table of a shift."""
    refuse_other_enterprise("place", "Nơi", "Place", values, reading)
    units = _units(values)
    since, until = _times(values, reading)
    named = [folded(place_named(values["place"], reading)), values["area"] or ""]
    return SharedStay(
        person=people.pseudonym(values, reading) or "",
        kind=units[0].kind,
        mark=reading.mark("shared", "\x1f".join([*named, *(one.compared for one in units)])),
        place=values["place"],
        unit=", ".join(one.words for one in units),
        area=values["area"],
        since=since,
        until=until,
        mistaken=values["mistaken"] or False,
    )


def key(record: SharedStay) -> str:
    """A person, what they share, and when they came: another end corrects it."""
    return f"{record.person}|{record.mark}|{record.since.isoformat()}"


def events(kept: Sequence[Kept], learned_at: datetime) -> list[Event]:
    """Nobody counts them; that they were heard of is told for all feeds of people alike."""
    return []


def about(record: SharedStay) -> date:
    """The day it began."""
    return record.since.date()


def _units(values: Values) -> list[Unit]:
    found = {kind: unit_in(kind, values[name]) for name, kind in _OWN.items() if values[name]}
    if values["unit"]:
        kind = values["kind"] or kind_told(values["unit"])
        if kind is None:
            raise refused(
                "kind",
                "missing",
                "Cột 'kind' (Loại): chưa rõ là phòng, ca, tổ hay bàn; hãy điền, hoặc ghi 'Phòng 12', 'Ca A'.",
                "Column 'kind' (Kind): room, shift, group or table? Fill it in, or write 'Phòng 12', 'Ca A'.",
            )
        found[kind] = unit_in(kind, values["unit"])
    if not found:
        raise refused(
            "unit",
            "missing",
            "Cột 'unit' (Phòng, ca, tổ, bàn): bỏ trống nên không biết ai ở cùng ai; hãy điền.",
            "Column 'unit' (Room, shift, group or table): empty, so nobody knows who met; fill it in.",
        )
    return narrowest_first(found.values())


def _times(values: Values, reading: Reading) -> tuple[datetime, datetime]:
    """An end without its day comes after the start: the night shift ends on the next morning."""
    since = _moment("starts_at", values["starts_at"], values["day"], reading)
    until = _moment("ends_at", values["ends_at"], since.date(), reading)
    if isinstance(values["ends_at"], timedelta):
        return since, until if until > since else until + timedelta(days=1)
    return since, whole_day(since, until)


def _moment(name: str, told: datetime | timedelta, on: date | None, reading: Reading) -> datetime:
    if isinstance(told, datetime):
        return told
    if on is None:
        raise refused(
            "day",
            "missing",
            f"Cột 'day' (Ngày): cột '{name}' chỉ có giờ; hãy điền ngày, hoặc ghi cả ngày giờ.",
            f"Column 'day' (Day): '{name}' has the hour alone; fill in the day, or write day and hour.",
        )
    return midnight(on, reading.zone) + told


FEED = Feed(
    name=NAME,
    title=Sentence(
        vi="Người ở cùng phòng, cùng ca, cùng tổ, cùng bàn ăn",
        en="Who shared a room, a shift, a team or a canteen table",
    ),
    columns=(
        people.FULL_NAME_REQUIRED,
        people.ID_NUMBER,
        people.BIRTH_YEAR,
        people.SEX,
        people.PHONE,
        column(
            "place", "Nơi", "Place", text, "doanh nghiệp", "tên doanh nghiệp", "công ty", "ký túc xá",
            "khu nhà ở", "cơ sở", "đơn vị", "trường", "bệnh viện", required=True,
        ),
        column("area", "Khu vực", "Area", area, "mã khu vực", "địa bàn", "xã phường", "xã", "phường"),
        column("unit", "Phòng, ca, tổ, bàn", "Room, shift, group or table", text, "chỗ", longest=40),
        column("kind", "Loại", "Kind", one_of(KINDS), "loại chỗ"),
        column("room", "Phòng", "Room", text, "số phòng", "phòng ở", "buồng", "phòng bệnh", longest=40),
        column("shift", "Ca", "Shift", text, "ca làm việc", "tên ca", "ca kíp", "ca trực", longest=40),
        column(
            "group", "Tổ", "Team or class", text, "tổ sản xuất", "đội", "chuyền", "lớp", "nhóm", longest=40
        ),
        column("table", "Bàn", "Canteen table", text, "bàn ăn", "số bàn", longest=40),
        column("day", "Ngày", "Day", day, "ngày làm việc", "ngày ăn"),
        column(
            "starts_at", "Từ", "From", clock_or_moment, "từ lúc", "từ giờ", "bắt đầu", "giờ vào", "vào ca",
            "ngày vào", required=True,
        ),
        # Without diacritics `Tổ` reads `to`, so the English word is no heading here.
        column(
            "ends_at", "Đến", "Until", clock_or_moment, "đến lúc", "đến giờ", "kết thúc", "giờ ra", "tan ca",
            "ngày ra", required=True,
        ),
        column("mistaken", "Khai nhầm, bỏ dòng này", "Told in error", yes_or_no, "khai nhầm"),
        column("note", "Ghi chú", "Note", text, personal=True, longest=1000),
    ),
    record=SharedStay,
    build=build,
    key=key,
    events=events,
    day=about,
    senders=frozenset((Agency.ENTERPRISE, Agency.HEALTH, Agency.POLICE, Agency.MILITARY)),
    refuse=(
        lasts_some_time("ends_at"), lies_in_the_past("starts_at", "ends_at"),
        is_short_enough_to_share, is_no_home,
    ),
    flag=(midnight_is_the_end_of_the_day("ends_at"), room_is_left_now_and_then, says_where),
    forgotten_as="contact",
)  # fmt: skip
