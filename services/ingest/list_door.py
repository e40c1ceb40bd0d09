"""Looking a published list through before anything of it is taken in: is it whole, or is it broken?"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from services.domain.errors import BadFile
from services.ingest.columns import Reading
from services.ingest.feed import Feed
from services.ingest.formats import Copy, batches, ends_with_a_line, is_text_table, rows_of
from services.ingest.list_checks import (
    cut_short,
    demand_rows,
    keeps_its_rows,
    refuse_heading,
    too_many_unreadable,
)
from services.ingest.publications import (
    Publication,
    PublicationState,
    begin,
    forget_members,
    note_members,
    note_scopes,
    set_state,
)
from services.ingest.reading import Read, Row, read_rows
from services.ingest.standing_rows import keep_unread
from services.plumbing.database import Database

BATCH = 2_000

ReadingOf = Callable[[datetime], Reading]
"""From the moment of learning to everything reading needs."""


@dataclass
class _Seen:
    """What is gathered while a list is looked through."""

    rows: int = 0
    unreadable: int = 0
    days: dict[str, list[date]] = field(default_factory=lambda: defaultdict(list))

    def add(self, feed: Feed, read: list[Read]) -> None:
        """One batch more."""
        assert feed.published is not None
        self.rows += len(read)
        for one in read:
            if one.record is None:
                self.unreadable += 1
                continue
            span = self.days[feed.published.scope(one.record)]
            if (day := feed.published.day(one.record)) is not None:
                span[:] = [min([day, *span]), max([day, *span])]


def look_through(
    database: Database,
    feed: Feed,
    copy: Copy,
    reading_of: ReadingOf,
    moment: datetime,
    *,
    dated: bool,
) -> Publication:
    """The publication this file is; raises BadFile when it cannot be the whole list.

    A feed that publishes no lists: what the file is, as it is.
    """
    if feed.published is None:
        return Publication(copy.sha256, moment)
    with database.transaction() as tx:
        publication = begin(tx, feed, copy.sha256, moment, dated=dated)
    if publication.state is PublicationState.READ:
        reading = reading_of(publication.published_at)
        try:
            _read(database, feed, publication, copy, reading)
        except BadFile:
            with database.transaction() as tx:
                forget_members(tx, publication)
            raise
    return publication


def _read(database: Database, feed: Feed, publication: Publication, copy: Copy, reading: Reading) -> None:
    seen = _Seen()
    rows = _unbroken(rows_of(copy.path, feed), _may_break_off(copy.path))
    for batch in batches(rows, BATCH):
        read = read_rows(feed, batch, reading)
        seen.add(feed, read)
        with database.transaction() as tx:
            note_members(tx, feed, publication, read, reading)
    demand_rows(seen.rows)
    too_many_unreadable(seen.rows, seen.unreadable, reading)
    with database.transaction() as tx:
        keep_unread(tx, feed, publication)
        note_scopes(tx, feed, publication, seen.days)
        keeps_its_rows(tx, feed, publication, reading)
        set_state(tx, publication, PublicationState.WHOLE, rows=seen.rows)


def _may_break_off(path: Path) -> bool:
    return is_text_table(path) and not ends_with_a_line(path)


def _unbroken(rows: Iterator[Row], may_break_off: bool) -> Iterator[Row]:
    """The rows; raises BadFile at a heading among them, and at a last row that breaks off."""
    widest, row = 0, None
    for row in rows:
        refuse_heading(row)
        widest = max(widest, len(row.cells))
        yield row
    if row is not None and may_break_off and len(row.cells) < widest:
        raise cut_short(row.number)
