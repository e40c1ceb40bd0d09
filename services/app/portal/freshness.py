"""How old our knowledge is, by kind of record, against how often it should come."""

import re
from dataclasses import dataclass
from datetime import datetime

from services.app.angles import Angle
from services.domain.base import Sentence
from services.ingest.feeds import Feeds
from services.ingest.listing import newest_by_feed
from services.plumbing.database import Transaction

SECONDS_PER_HOUR = 3600.0

HEARD_AS = {
    "case_report": "cases",
    "contact_report": "contacts",
    "case_count": "case_counts",
    "order": "orders",
    "border_incident": "border_incidents",
}
"""Kinds of record that risk keeps under a name of its own."""


@dataclass(frozen=True)
class FeedAge:
    """One kind of record: when it was last learned, and whether that is too long ago."""

    kind: str
    title: Sentence
    expected_hours: float
    learned_at: datetime | None
    hours: float | None

    @property
    def stale(self) -> bool:
        """Silent for longer than is usual, or never heard at all."""
        return self.hours is None or self.hours > self.expected_hours


def feed_ages(tx: Transaction, feeds: Feeds, angle: Angle) -> list[FeedAge]:
    """Every kind this jurisdiction expects, as known at the moment of the angle."""
    as_of = angle.survey.as_of
    newest = newest_by_kind(tx, feeds, as_of)
    for kind, name in HEARD_AS.items():
        # What came by another door than ours (an event of another house) is heard by risk only.
        told = angle.survey.heard.last_learned.get(name)
        if told is not None:
            newest[kind] = max(told, newest.get(kind, told))
    return [
        FeedAge(
            kind=feed.kind,
            title=feed.title,
            expected_hours=feed.expected_every_hours,
            learned_at=newest.get(feed.kind),
            hours=_hours(newest.get(feed.kind), as_of),
        )
        for feed in angle.jurisdiction.feeds
    ]


def newest_by_kind(tx: Transaction, feeds: Feeds, as_of: datetime) -> dict[str, datetime]:
    """The same by kind of record: several feeds may tell one kind."""
    found: dict[str, datetime] = {}
    for feed, moment in newest_by_feed(tx, as_of).items():
        if feed in feeds:
            kind = kind_of(feeds[feed].record)
            found[kind] = max(moment, found.get(kind, moment))
    return found


def kind_of(record: type) -> str:
    """`case_report` for CaseReport: the name jurisdiction.yaml uses."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", record.__name__).lower()


def _hours(moment: datetime | None, now: datetime) -> float | None:
    return None if moment is None else max((now - moment).total_seconds(), 0.0) / SECONDS_PER_HOUR
