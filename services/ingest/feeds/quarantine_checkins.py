"""Who came into quarantine, in a place or at home, until when, and who left it how (S-04, S-12)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import QuarantineCounted, StayCount
from services.domain.records import QuarantineKind, QuarantineReason, QuarantineStay, StayEnd
from services.ingest import people
from services.ingest.cells import one_of, text
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed, column
from services.ingest.feeds.counting import in_counts
from services.ingest.place_checks import lies_in_an_area
from services.ingest.places import area, area_of, place_or_mark
from services.ingest.quarantine_checks import (
    plan_is_that_of_the_law,
    release_is_not_overdue,
    stay_ends_after_it_starts,
    stay_has_ended,
    stay_lasts_as_planned,
)
from services.ingest.times import day, moment

NAME = "quarantine-checkins"
KINDS = {
    QuarantineKind.CENTRAL: ("tập trung", "cách ly tập trung", "khu tập trung"),
    QuarantineKind.HOTEL: ("khách sạn", "tự trả phí", "cơ sở lưu trú"),
    QuarantineKind.ENTERPRISE: ("doanh nghiệp", "tại doanh nghiệp", "nhà máy"),
    QuarantineKind.HOSPITAL: ("bệnh viện", "cơ sở y tế"),
    QuarantineKind.HOME: ("tại nhà", "ở nhà", "nơi cư trú", "nhà riêng"),
}
REASONS = {
    QuarantineReason.ENTRANT: ("nhập cảnh", "người nhập cảnh", "nhập cảnh hợp pháp"),
    QuarantineReason.CONTACT: ("f1", "f2", "tiếp xúc", "tiếp xúc gần"),
    QuarantineReason.EPIDEMIC_AREA: ("về từ vùng dịch", "vùng dịch", "từ hải dương", "đi từ ổ dịch"),
    QuarantineReason.ILLEGAL_ENTRY: ("nhập cảnh trái phép", "trái phép"),
    QuarantineReason.OTHER: ("khác",),
}
ENDS = {
    StayEnd.COMPLETED: ("hoàn thành", "hết hạn", "đủ ngày", "hết cách ly"),
    StayEnd.MOVED: ("chuyển nơi khác", "chuyển cơ sở", "chuyển"),
    StayEnd.HOSPITAL: ("chuyển viện", "nhập viện", "đi bệnh viện"),
    StayEnd.ESCAPED: ("trốn", "bỏ trốn", "tự ý rời", "trốn cách ly"),
    StayEnd.OTHER: ("khác",),
}


def build(values: Values, reading: Reading) -> QuarantineStay:
    """Without a place it is home; without a kind, a place is a central one."""
    kind = values["kind"] or (QuarantineKind.CENTRAL if values["place"] else QuarantineKind.HOME)
    home = kind is QuarantineKind.HOME
    return QuarantineStay(
        person=people.pseudonym(values, reading) or "",
        place=None if home else place_or_mark(values["place"], reading),
        area=area_of(values["place"], values["area"], reading),
        kind=kind,
        why=values["why"] or QuarantineReason.OTHER,
        since=values["since"],
        planned_until=values["planned_until"],
        left_at=values["left_at"],
        ended=values["ended"],
    )


def key(record: QuarantineStay) -> str:
    """A person's stay that began at a moment: its end, or another room, corrects it."""
    return f"{record.person}|{record.since.isoformat()}"


def about(record: QuarantineStay) -> date:
    """The day it ended, else the day it began."""
    return (record.left_at or record.since).date()


def _parts(stay: QuarantineStay) -> Iterator[tuple[tuple[Any, ...], tuple[int, ...]]]:
    """People by place and days."""
    if stay.area is not None:  # of nowhere no area could hear; the row's warning says so
        left_on = stay.left_at.date() if stay.left_at else None
        days = (stay.since.date(), stay.planned_until, left_on)
        yield (stay.place, stay.area, stay.kind, stay.why, *days, stay.ended), (1,)


def _count(place: tuple[Any, ...], amounts: tuple[int, ...]) -> StayCount:
    names = ("place", "area", "kind", "why", "since", "planned_until", "left_on", "ended")
    return StayCount(**dict(zip(names, place, strict=True)), people=amounts[0])


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Tiếp nhận và kết thúc cách ly", en="Quarantine: coming in and leaving"),
    columns=(
        *people.WHO_REQUIRED,
        column(
            "place", "Nơi cách ly", "Quarantine place", text, "cơ sở cách ly", "khu cách ly", personal=True
        ),
        column("area", "Khu vực", "Area", area, "địa bàn", "xã phường"),
        column("kind", "Hình thức cách ly", "Kind of quarantine", one_of(KINDS), "hình thức", "loại cách ly"),
        column("why", "Diện cách ly", "Why", one_of(REASONS), "diện", "lý do cách ly", "đối tượng"),
        column("room", "Phòng", "Room", text, "số phòng", personal=True, longest=40),
        column("bed", "Giường", "Bed", text, "số giường", personal=True, longest=40),
        column(
            "since",
            "Vào cách ly",
            "Since",
            moment,
            "ngày vào",
            "ngày tiếp nhận",
            "bắt đầu cách ly",
            required=True,
        ),
        column(
            "planned_until",
            "Dự kiến đến",
            "Planned until",
            day,
            "ngày dự kiến ra",
            "ngày hết hạn",
            "đến ngày",
        ),
        column("left_at", "Rời cách ly", "Left at", moment, "ngày ra", "ngày kết thúc", "ngày rời"),
        column("ended", "Kết thúc vì", "How it ended", one_of(ENDS), "lý do ra", "lý do kết thúc"),
        column("note", "Ghi chú", "Note", text, personal=True, longest=1000),
    ),
    record=QuarantineStay,
    build=build,
    key=key,
    events=in_counts(NAME, QuarantineCounted, _parts, _count),
    day=about,
    senders=frozenset((Agency.MILITARY, Agency.HEALTH, Agency.POLICE)),
    told_at="since",
    refuse=(stay_ends_after_it_starts, stay_has_ended),
    flag=(
        lies_in_an_area("place"),
        stay_lasts_as_planned,
        release_is_not_overdue,
        plan_is_that_of_the_law,
    ),
    forgotten_as="quarantine",
)
