"""New cases by province and day, as the National Cyber Security Centre's site publishes them."""

from services.domain.base import Sentence
from services.domain.records import CaseCount
from services.ingest.checks import counted_day_is_past, province_is_known
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed
from services.ingest.feeds.official_counts import DAY_AREA_COUNT, REPUBLISHED, SENDERS, about, events, key

SITE = "ncsc"


def build(values: Values, reading: Reading) -> CaseCount:
    """The site tells counts only; it includes imported cases and often dates them a day later."""
    return CaseCount(site=SITE, area=values["gso_code"], day=values["date"], new_cases=values["confirmed"])


FEED = Feed(
    name="ncsc-daily",
    title=Sentence(vi="Ca mắc mới theo tỉnh, NCSC", en="New cases by province, NCSC"),
    columns=DAY_AREA_COUNT,
    record=CaseCount,
    build=build,
    key=key,
    events=events,
    day=about,
    senders=SENDERS,
    refuse=(counted_day_is_past,),
    flag=(province_is_known,),
    published=REPUBLISHED,
)
