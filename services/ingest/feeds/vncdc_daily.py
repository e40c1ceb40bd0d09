"""New cases by province and day, as the General Department of Preventive Medicine publishes them."""

from services.domain.base import Sentence
from services.domain.records import CaseCount
from services.ingest.cells import whole_number
from services.ingest.checks import counted_day_is_past, parts_add_up, province_is_known
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed, column
from services.ingest.feeds.official_counts import DAY_AREA_COUNT, REPUBLISHED, SENDERS, about, events, key

SITE = "vncdc"
FOUND = ("confirmed_blockade", "confirmed_quarantined", "confirmed_unquarantined", "confirmed_screening")


def build(values: Values, reading: Reading) -> CaseCount:
    """Where cases were found is told from mid-2021 on; before, all of them stand under 'unknown'."""
    locked, quarantined, free, screened = (values[name] for name in FOUND)
    told = any((locked, quarantined, free, screened)) or (
        values["confirmed_unknown"] == 0 and values["confirmed"] == 0
    )
    return CaseCount(
        site=SITE,
        area=values["gso_code"],
        day=values["date"],
        new_cases=values["confirmed"],
        # A case found inside a locked area was already cut off from the community.
        found_in_quarantine=(locked or 0) + (quarantined or 0) if told else None,
        found_in_community=(free or 0) + (screened or 0) if told else None,
    )


FEED = Feed(
    name="vncdc-daily",
    title=Sentence(vi="Ca mắc mới theo tỉnh, Cục Y tế dự phòng", en="New cases by province, VNCDC"),
    columns=(
        *DAY_AREA_COUNT,
        column("deaths", "Số ca tử vong", "Deaths", whole_number, "tử vong", beside=True),
        column(FOUND[0], "Trong khu phong tỏa", "Found in a locked area", whole_number, beside=True),
        column(FOUND[1], "Trong khu cách ly", "Found in quarantine", whole_number, beside=True),
        column(FOUND[2], "Ngoài khu cách ly", "Found outside quarantine", whole_number, beside=True),
        column(FOUND[3], "Qua sàng lọc", "Found by screening", whole_number, beside=True),
        column(
            "confirmed_unknown", "Chưa rõ nơi phát hiện", "Where found unknown", whole_number, beside=True
        ),
    ),
    record=CaseCount,
    build=build,
    key=key,
    events=events,
    day=about,
    senders=SENDERS,
    refuse=(counted_day_is_past,),
    flag=(province_is_known, parts_add_up),
    published=REPUBLISHED,
)
