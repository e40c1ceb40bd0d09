"""Whose receipts a reader may see on the data page."""

from services.domain.viewers import Viewer
from services.ingest.feeds import FEEDS
from services.policy.sight import Sight, Subject, may_see


def feeds_seen_by(viewer: Viewer) -> list[str]:
    """Feeds whose receipts this reader may see: those its agency may send."""
    return [name for name in FEEDS if sees_receipts_of(viewer, name)]


def sees_receipts_of(viewer: Viewer, feed: str) -> bool:
    """May this reader see what became of the rows of this feed?"""
    senders = FEEDS[feed].senders if feed in FEEDS else frozenset()
    subjects = [Subject(kind=Sight.RECEIPT, agency=agency) for agency in (*senders, None)]
    return any(may_see(viewer, subject) for subject in subjects)
