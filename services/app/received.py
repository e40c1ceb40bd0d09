"""Whose receipts a reader may see on the data page."""

from services.domain.viewers import Viewer
from services.ingest.feed import Feed
from services.ingest.feeds import Feeds
from services.policy.sight import Sight, Subject, may_see


def feeds_seen_by(viewer: Viewer, feeds: Feeds) -> list[str]:
    """Feeds whose receipts this reader may see: those its agency may send."""
    return [name for name, feed in feeds.items() if sees_receipts_of(viewer, feed)]


def sees_receipts_of(viewer: Viewer, feed: Feed | None) -> bool:
    """May this reader see what became of the rows of this feed?"""
    senders = feed.senders if feed else frozenset()
    subjects = [Subject(kind=Sight.RECEIPT, agency=agency) for agency in (*senders, None)]
    return any(may_see(viewer, subject) for subject in subjects)
