"""What areas tell of themselves besides disease: doses, beds, capacity, people (rule book 4.5)."""

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import AreaFactsReported
from services.domain.records import AreaFacts
from services.ingest.area_days import (
    about,
    beds_used_are_there,
    day_is_past,
    key,
    somebody_lives_there,
    tells_something,
)
from services.ingest.cells import whole_number, yes_or_no
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed, column, retold
from services.ingest.measures import share
from services.ingest.places import area
from services.ingest.times import day

NAME = "area-facts"


def build(values: Values, reading: Reading) -> AreaFacts:
    """Every column is a field."""
    return AreaFacts(**values)


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Số liệu chung của khu vực", en="Facts of areas"),
    columns=(
        column("area", "Khu vực", "Area", area, "mã khu vực", "địa bàn", required=True),
        column("day", "Ngày", "Day", day, "ngày báo cáo", required=True),
        column(
            "adults_one_dose_share",
            "Tỷ lệ người từ 18 tuổi đã tiêm ít nhất một mũi",
            "Adults with at least one dose",
            share,
            "tỷ lệ tiêm mũi 1",
        ),
        column(
            "treatment_capacity_met",
            "Bảo đảm thu dung, điều trị",
            "Treatment capacity met",
            yes_or_no,
            "khả năng thu dung điều trị",
        ),
        column("beds", "Số giường điều trị", "Treatment beds", whole_number, "tổng số giường"),
        column("beds_used", "Số giường đang dùng", "Beds in use", whole_number, "bệnh nhân đang điều trị"),
        column(
            "quarantine_capacity",
            "Sức chứa cách ly tập trung",
            "Quarantine capacity",
            whole_number,
            "sức chứa cách ly",
        ),
        column("population", "Dân số", "Population", whole_number, "số dân"),
    ),
    record=AreaFacts,
    build=build,
    key=key,
    events=retold(NAME, AreaFactsReported),
    day=about,
    senders=frozenset((Agency.HEALTH, Agency.MILITARY)),
    refuse=(day_is_past, tells_something("beds"), somebody_lives_there),
    flag=(beds_used_are_there,),
)
