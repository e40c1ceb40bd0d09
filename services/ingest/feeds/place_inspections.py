"""Inspections of places by the 5K: the seven types of the directive's S-20."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import InspectionCount, InspectionsCounted
from services.domain.records import InspectedPlaceType, PlaceInspection
from services.domain.text import folded
from services.ingest.cells import code, one_of, text, whole_number, yes_or_no
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed, column
from services.ingest.feeds.counting import in_counts
from services.ingest.inspection_checks import INSPECTION_FLAGS, score_is_of_100
from services.ingest.places import area
from services.ingest.times import day, moment

NAME = "place-inspections"
TYPES = {
    InspectedPlaceType.HEALTH: ("cơ sở y tế", "bệnh viện", "trạm y tế", "health facility"),
    InspectedPlaceType.SCHOOL: ("trường học", "trường", "school"),
    InspectedPlaceType.INDUSTRIAL_PARK: ("khu công nghiệp", "kcn", "industrial park"),
    InspectedPlaceType.FACTORY: ("nhà máy, xí nghiệp", "nhà máy", "xí nghiệp", "doanh nghiệp", "factory"),
    InspectedPlaceType.MARKET: ("chợ", "market"),
    InspectedPlaceType.SUPERMARKET: ("siêu thị", "trung tâm thương mại", "supermarket"),
    InspectedPlaceType.CROWD: ("nơi tập trung đông người", "nơi đông người", "crowded place"),
}
AMOUNTS = ("inspections", "failed_items", "breaches", "to_reinspect", "score", "scored")
ANSWERS = {True: "y", False: "n", None: "-"}


def build(values: Values, reading: Reading) -> PlaceInspection:
    """Without a number of its own a visit is known by place and moment."""
    fields = {name: value for name, value in values.items() if name != "inspection_id"}
    fields["breaches"] = fields["breaches"] or 0
    fallback = f"{folded(values['place'])[:120]}@{values['inspected_at'].isoformat()}"
    return PlaceInspection(inspection_id=values["inspection_id"] or fallback, **fields)


def key(record: PlaceInspection) -> str:
    """The visit."""
    return record.inspection_id


def about(record: PlaceInspection) -> date:
    """The day of the visit."""
    return record.inspected_at.date()


def _parts(record: PlaceInspection) -> Iterator[tuple[tuple[Any, ...], tuple[int, ...]]]:
    """Visits by place and day, with what they found."""
    answers = "".join(ANSWERS[item] for item in record.checklist)
    where = (record.area, record.place_type, about(record), record.place, answers, record.reinspect_on)
    again = int(record.reinspect_on is not None)
    yield where, (1, record.failed, record.breaches, again, record.score or 0, int(record.score is not None))


def _count(place: tuple[Any, ...], amounts: tuple[int, ...]) -> InspectionCount:
    where, kind, on, named, answers, again = place
    numbers = dict(zip(AMOUNTS, amounts, strict=True))
    return InspectionCount(
        area=where, place_type=kind, day=on, place=named, checklist=answers, reinspect_on=again, **numbers
    )


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Kiểm tra địa điểm theo 5K", en="Inspections of places"),
    columns=(
        column("inspection_id", "Số biên bản", "Inspection number", code, "mã kiểm tra", longest=60),
        column("place", "Địa điểm", "Place", text, "tên cơ sở", "cơ sở", required=True),
        column("place_type", "Loại địa điểm", "Place type", one_of(TYPES), "loại cơ sở", required=True),
        column("area", "Khu vực", "Area", area, "mã khu vực", "địa bàn", required=True),
        column("inspected_at", "Kiểm tra lúc", "Inspected at", moment, "ngày kiểm tra", required=True),
        column("team", "Đoàn kiểm tra", "Team", text, "đơn vị kiểm tra"),
        column("masks", "Khẩu trang", "Masks", yes_or_no, "k1 khẩu trang", "đeo khẩu trang"),
        column("disinfection", "Khử khuẩn", "Disinfection", yes_or_no, "k2 khử khuẩn"),
        column("distance", "Khoảng cách", "Distance", yes_or_no, "k3 khoảng cách"),
        column("no_gathering", "Không tụ tập", "No gathering", yes_or_no, "k4 không tụ tập"),
        column("declaration", "Khai báo y tế", "Declaration", yes_or_no, "k5 khai báo y tế"),
        column("score", "Điểm", "Score", whole_number, "điểm số", "điểm đánh giá"),
        column("findings", "Phát hiện", "Findings", text, "tồn tại", "nội dung", longest=2000),
        column("breaches", "Số vi phạm", "Breaches", whole_number, "vi phạm"),
        column("measures", "Biện pháp", "Measures", text, "xử lý", "yêu cầu khắc phục", longest=2000),
        column("reinspect_on", "Tái kiểm tra ngày", "Reinspect on", day, "ngày tái kiểm tra"),
    ),
    record=PlaceInspection,
    build=build,
    key=key,
    events=in_counts(NAME, InspectionsCounted, _parts, _count),
    day=about,
    senders=frozenset((Agency.HEALTH, Agency.POLICE)),
    told_at="inspected_at",
    refuse=(score_is_of_100,),
    flag=INSPECTION_FLAGS,
)
