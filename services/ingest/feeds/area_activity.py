"""How much of life goes on in areas: workers, enterprises, tourist places (directive S-00, S-32, S-36)."""

from services.domain.base import Sentence
from services.domain.events import AreaActivityReported
from services.domain.records import AreaActivity
from services.ingest.area_days import about, day_is_past, key, tells_something, visitors_go_somewhere
from services.ingest.cells import whole_number
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed, column, retold
from services.ingest.places import area
from services.ingest.times import day

NAME = "area-activity"


def build(values: Values, reading: Reading) -> AreaActivity:
    """Every column is a field."""
    return AreaActivity(**values)


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
    events=retold(NAME, AreaActivityReported),
    day=about,
    senders=frozenset(),
    refuse=(day_is_past, tells_something("workers_back")),
    flag=(visitors_go_somewhere,),
)  # fmt: skip
