"""How much of life goes on in areas: workers, enterprises, tourist places (directive S-00, S-32, S-36)."""

from collections.abc import Sequence
from datetime import date, datetime

from services.domain.base import Sentence
from services.domain.events import AreaActivityReported, Event
from services.domain.records import AreaActivity
from services.ingest.activity_checks import counts_are_of_a_past_day, counts_something, visitors_go_somewhere
from services.ingest.cells import whole_number
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed, Kept, column, newest_per_key
from services.ingest.places import area
from services.ingest.times import day

NAME = "area-activity"


def build(values: Values, reading: Reading) -> AreaActivity:
    """Every column is a field."""
    return AreaActivity(**values)


def key(record: AreaActivity) -> str:
    """The area, the day, and which columns are filled in: labour and tourism are two offices."""
    return f"{record.area}|{record.day.isoformat()}|{' '.join(record.told)}"


def events(kept: Sequence[Kept], learned_at: datetime) -> list[Event]:
    """One event a row."""
    return [
        AreaActivityReported(learned_at=learned_at, ref=f"{NAME}:{one.key}", **dict(one.record))
        for one in newest_per_key(kept)
    ]


def about(record: AreaActivity) -> date:
    """The day counted."""
    return record.day


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Lao động, sản xuất, du lịch theo khu vực", en="Work and tourism by area"),
    columns=(
        column("area", "Khu vực", "Area", area, "mã khu vực", "địa bàn", required=True),
        column("day", "Ngày", "Day", day, "ngày báo cáo", required=True),
        column(
            "workers_back", "Lao động đã trở lại làm việc", "Workers back at work", whole_number,
            "lao động đi làm lại", "số lao động trở lại",
        ),
        column(
            "enterprises_open", "Doanh nghiệp đang hoạt động", "Enterprises open", whole_number,
            "số doanh nghiệp hoạt động",
        ),
        column(
            "tourism_open", "Điểm du lịch đang mở cửa", "Tourist places open", whole_number,
            "điểm du lịch mở cửa",
        ),
        column(
            "tourism_closed", "Điểm du lịch đang đóng cửa", "Tourist places closed", whole_number,
            "điểm du lịch đóng cửa",
        ),
        column("visitors", "Khách tham quan trong ngày", "Visitors on the day", whole_number, "số khách"),
    ),
    record=AreaActivity,
    build=build,
    key=key,
    events=events,
    day=about,
    senders=frozenset(),
    refuse=(counts_are_of_a_past_day, counts_something),
    flag=(visitors_go_somewhere,),
)  # fmt: skip
