"""Every source we read: the list. A new feed is a module, a sample and a line here."""

from services.domain.errors import NotFound
from services.ingest.feed import Feed
from services.ingest.feeds import (
    bed_checks,
    border_incidents,
    cases,
    checkpoint_scans,
    contacts,
    declarations,
    entry_declarations,
    exposure_sites,
    legal_entries,
    ncsc_daily,
    orders,
    quarantine_checkins,
    resident_declarations,
    vncdc_daily,
    worker_returns,
)

FEEDS: dict[str, Feed] = {
    module.FEED.name: module.FEED
    for module in (
        vncdc_daily,
        ncsc_daily,
        orders,
        cases,
        contacts,
        declarations,
        worker_returns,
        border_incidents,
        checkpoint_scans,
        entry_declarations,
        resident_declarations,
        legal_entries,
        quarantine_checkins,
        bed_checks,
        exposure_sites,
    )
}


def feed_named(name: str) -> Feed:
    """The feed; raises NotFound with the names there are."""
    feed = FEEDS.get(name)
    if feed is None:
        raise NotFound(
            vi=f"Không có nguồn dữ liệu này; các nguồn: {', '.join(FEEDS)}.",
            en=f"There is no such feed; the feeds are: {', '.join(FEEDS)}.",
            field="feed",
            code="unknown_feed",
        )
    return feed
