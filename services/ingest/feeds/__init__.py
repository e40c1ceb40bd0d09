"""Every source we read: the list. A new feed is a module, a sample and a line here."""

from collections.abc import Mapping

from services.domain.errors import NotFound
from services.ingest.feed import Feed
from services.ingest.feeds import (
    area_activity,
    area_facts,
    bed_checks,
    border_incidents,
    case_buildings,
    cases,
    checkpoint_scans,
    consignments,
    contact_persons,
    contacts,
    declarations,
    entry_declarations,
    exposure_sites,
    judgements,
    lab_results,
    legal_entries,
    milestones,
    ncsc_daily,
    orders,
    place_inspections,
    quarantine_checkins,
    resident_declarations,
    shared_stays,
    vehicles,
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
        vehicles,
        case_buildings,
        lab_results,
        consignments,
        place_inspections,
        contact_persons,
        milestones,
        shared_stays,
        judgements,
        area_facts,
        area_activity,
    )
}


Feeds = Mapping[str, Feed]
"""The feeds of one house by name: these, and those of its own files."""


def feed_named(feeds: Feeds, name: str) -> Feed:
    """The feed; raises NotFound with the names there are."""
    feed = feeds.get(name)
    if feed is None:
        raise NotFound(
            vi=f"Không có nguồn dữ liệu này; các nguồn: {', '.join(feeds)}.",
            en=f"There is no such feed; the feeds are: {', '.join(feeds)}.",
            field="feed",
            code="unknown_feed",
        )
    return feed
