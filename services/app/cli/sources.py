"""FEED:FILE: the rows of a file as a feed reads them, without a house and without keeping anything."""

from collections.abc import Collection
from pathlib import Path

from services.app.own_feeds import feeds_of
from services.app.settings import read_settings
from services.domain.errors import BadFile, NotFound
from services.ingest.columns import Reading
from services.ingest.feeds import feed_named
from services.ingest.formats import rows_of
from services.ingest.limits import limits_at
from services.ingest.reading import Read, read_rows
from services.plumbing.clock import system_clock
from services.plumbing.privacy import Privacy
from services.policy.reader import Jurisdiction, load_jurisdiction

_NOT_KEPT = "nothing read here is kept, so this names nobody"


def rows_read(source: str, feeds: Collection[str], given: Reading | None = None) -> list[Read]:
    """Every row of FEED:FILE, read as of now; raises BadFile, NotFound for a feed of another kind.

    `given`: what reading needs, where several files are read one after the other.
    """
    name, _, file = source.partition(":")
    if name not in feeds:
        known = ", ".join(feeds)
        raise NotFound(
            vi=f"Viết FEED:FILE với FEED là một trong: {known}.",
            en=f"Write FEED:FILE, where FEED is one of: {known}.",
            field="source",
            code="unknown_feed",
        )
    path = Path(file)
    if not path.is_file():
        raise BadFile(
            vi="FILE: không có tệp này; kiểm tra đường dẫn.",
            en="FILE: there is no such file; check the path.",
            field="FILE",
            code="no_file",
        )
    feed = feed_named(feeds_of(read_settings()), name)
    return read_rows(feed, rows_of(path, feed), given or reading())


def reading() -> Reading:
    """What reading needs, of the jurisdiction that the settings name; nothing of a house."""
    return jurisdiction_and_reading()[1]


def jurisdiction_and_reading() -> tuple[Jurisdiction, Reading]:
    """The same together with the jurisdiction, for verbs that also ask its law."""
    jurisdiction, now = load_jurisdiction(read_settings().jurisdiction), system_clock()
    return jurisdiction, Reading(
        areas=jurisdiction.areas,
        zone=jurisdiction.zone,
        learned_at=now,
        privacy=Privacy(_NOT_KEPT),
        limits=limits_at(jurisdiction.law.parameters, now),
    )
