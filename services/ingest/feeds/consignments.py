"""Goods by lot, as gates and checkpoints tell of them: the fourth source of infection (directive, S-06)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import ConsignmentCount, ConsignmentsCounted
from services.domain.records import Consignment, SampleResult
from services.ingest import people
from services.ingest.cells import code, one_of, text, whole_number, yes_or_no
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed, column
from services.ingest.feeds.counting import in_counts
from services.ingest.goods_checks import GOODS_FLAGS
from services.ingest.measures import celsius
from services.ingest.origins import origin_of, route_of
from services.ingest.places import area, place_named
from services.ingest.results import RESULTS
from services.ingest.times import moment

NAME = "consignments"
AMOUNTS = (
    *("lots", "cold", "not_disinfected", "not_sampled", "untold", "crew_undeclared", "positive"),
    *("crew", "crew_told"),
)


def build(values: Values, reading: Reading) -> Consignment:
    """What nobody told stays untold; a result says that a sample was taken."""
    result: SampleResult | None = values["surface_result"]
    return Consignment(
        lot=values["lot"],
        arrived_at=values["arrived_at"],
        gate=values["gate"],
        area=values["area"],
        goods=values["goods"],
        producer=values["producer"],
        origin=origin_of(values["origin"], reading),
        origin_text=values["origin"],
        through=route_of(values["route"], reading),
        route_text=values["route"],
        cold_chain=values["cold_chain"],
        celsius=values["temperature"],
        plate=people.plate_mark(values, reading),
        crew=values["crew"],
        crew_declared=values["crew_declared"],
        disinfected=values["disinfected"],
        sampled=True if result is not None else values["sampled"],
        surface_result=result,
    )


def key(record: Consignment) -> str:
    """A lot may come through several gates in several loads."""
    return f"{record.lot}|{record.gate}|{record.arrived_at.isoformat()}"


def about(record: Consignment) -> date:
    """The day it arrived."""
    return record.arrived_at.date()


def _parts(record: Consignment) -> Iterator[tuple[tuple[Any, ...], tuple[int, ...]]]:
    """Lots by gate, area, origin, route and day."""
    yield (
        (record.gate, record.area, record.origin, record.through, about(record)),
        (
            1,
            int(record.is_cold),
            int(record.disinfected is False),
            int(record.sampled is False),
            int(record.disinfected is None or record.sampled is None),
            int(record.crew_declared is False),
            int(record.surface_result is SampleResult.POSITIVE),
            record.crew or 0,
            int(record.crew is not None),
        ),
    )


def _count(place: tuple[Any, ...], amounts: tuple[int, ...]) -> ConsignmentCount:
    gate, where, origin, through, day = place
    numbers = dict(zip(AMOUNTS, amounts, strict=True))
    return ConsignmentCount(gate=gate, area=where, origin=origin, through=through, day=day, **numbers)


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Lô hàng qua cửa khẩu, chốt", en="Consignments of goods"),
    columns=(
        column("lot", "Số lô hàng", "Lot", code, "mã lô", "số tờ khai hải quan", required=True, longest=60),
        column("arrived_at", "Đến lúc", "Arrived at", moment, "thời gian đến", "ngày đến", required=True),
        column("gate", "Cửa khẩu, chốt", "Gate", place_named, "cửa khẩu", "chốt", required=True, longest=100),
        column("area", "Khu vực", "Area", area, "mã khu vực", "địa bàn", required=True),
        column("goods", "Loại hàng", "Goods", text, "tên hàng", "hàng hóa"),
        column("producer", "Nơi sản xuất", "Producer", text, "nhà sản xuất", "cơ sở sản xuất"),
        column("origin", "Xuất xứ", "Origin", text, "nước xuất xứ", "nơi đi", required=True),
        column("route", "Lộ trình", "Route", text, "hành trình", "đi qua", longest=500),
        column("cold_chain", "Hàng đông lạnh", "Cold chain", yes_or_no, "đông lạnh", "bảo quản lạnh"),
        column("temperature", "Nhiệt độ", "Temperature", celsius, "nhiệt độ bảo quản", longest=20),
        people.PLATE,
        column("crew", "Số người tổ lái", "Crew", whole_number, "số người trên xe", "tổ lái"),
        column("crew_declared", "Tổ lái đã khai báo", "Crew declared", yes_or_no, "đã khai báo y tế"),
        column("disinfected", "Đã khử khuẩn", "Disinfected", yes_or_no, "khử khuẩn", "phun khử khuẩn"),
        column("sampled", "Đã lấy mẫu bề mặt", "Surface sampled", yes_or_no, "lấy mẫu bề mặt"),
        column("surface_result", "Kết quả mẫu bề mặt", "Surface result", one_of(RESULTS), "kết quả mẫu"),
    ),
    record=Consignment,
    build=build,
    key=key,
    events=in_counts(NAME, ConsignmentsCounted, _parts, _count),
    day=about,
    senders=frozenset((Agency.BORDER, Agency.HEALTH, Agency.POLICE)),
    told_at="arrived_at",
    flag=GOODS_FLAGS,
    forgotten_as="consignment",
)
