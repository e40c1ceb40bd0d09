"""The file door: a whole file is looked through first, then taken in batch by batch, once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path, PurePath
from typing import BinaryIO

from services.domain.base import Sentence
from services.domain.errors import BadFile
from services.domain.events import new_id
from services.domain.receipts import Outcome, Problem, Receipt
from services.ingest import progress
from services.ingest.columns import Reading
from services.ingest.completing import complete
from services.ingest.feed import Feed
from services.ingest.formats import batches, private_copy, rows_of
from services.ingest.intake import Noted, settle
from services.ingest.list_door import ReadingOf as ReadingOf
from services.ingest.list_door import look_through
from services.ingest.progress import Sent, Started
from services.ingest.publications import Publication, refuse
from services.ingest.reading import Row, read_rows
from services.ingest.receipts import as_receipt, count, note
from services.plumbing.database import Database

BATCH = 2_000  # rows a transaction: a quarter of a second of SQLite's one pen
MAX_BYTES = 2 << 30  # a list of ten million people; the setting max_file_mb says otherwise


def receive_file(
    database: Database,
    feed: Feed,
    source: Path | BinaryIO,
    *,
    name: str,
    reading_of: ReadingOf,
    learned_at: datetime,
    door: str = "file",
    limit: int = MAX_BYTES,
    dated: bool = False,
) -> Receipt:
    """Take a file in and answer with its receipt.

    `dated`: `learned_at` is when the sender says it was published, not merely when it reached us.

    A file broken as a whole is refused whole: the receipt has no rows and one problem without a row. A
    file whose taking in was cut short goes on where it stopped, under the same receipt. The same bytes
    again change nothing.
    """
    sent = Sent(door, _clean(name), reading_of(learned_at).enterprise)
    try:
        with private_copy(source, limit) as copy:
            rows = rows_of(copy.path, feed)
            publication = look_through(database, feed, copy, reading_of, learned_at, dated=dated)
            with database.transaction() as tx:
                started = progress.start(tx, feed.name, publication.identity, sent, publication.published_at)
                if started.finished:
                    return progress.repeated(tx, started, sent)
            reading = replace(reading_of(started.learned_at), live=not dated and not feed.whole_list)
            return _take_in(database, feed, rows, started, publication, reading)
    except BadFile as error:
        return _refused_whole(database, feed, error, sent, learned_at)


def refused_whole(receipt: Receipt) -> bool:
    """Was the file refused as a whole, so that nothing of it was taken in?"""
    return receipt.rows == 0 and any(problem.row is None for problem in receipt.problems)


def _take_in(
    database: Database,
    feed: Feed,
    rows: Iterator[Row],
    started: Started,
    publication: Publication,
    reading: Reading,
) -> Receipt:
    with database.reading() as tx:
        done = progress.rows_done(tx, started, lock=False)
    for batch in batches(islice(rows, done, None), BATCH):
        done = _take_in_batch(database, feed, batch, done, started, reading)
    with database.transaction() as tx:
        if publication.waits:
            complete(tx, feed, publication, started.receipt)
        return progress.finish(tx, started)


def _take_in_batch(
    database: Database, feed: Feed, batch: list[Row], before: int, started: Started, reading: Reading
) -> int:
    """One transaction; rows that another process took in meanwhile are left out."""
    read = read_rows(feed, batch, reading)
    after = before + len(batch)
    with database.transaction() as tx:
        done = progress.rows_done(tx, started)
        if done < after:
            count(tx, settle(tx, feed, read[max(0, done - before) :], reading, started.receipt))
            progress.move(tx, started, after)
    return after


def _refused_whole(
    database: Database, feed: Feed, error: BadFile, sent: Sent, learned_at: datetime
) -> Receipt:
    receipt = new_id()
    sentence = Sentence(vi=error.sentence.vi, en=error.sentence.en)
    problem = Problem.of(sentence, row=None, field=error.field, code=error.code)
    with database.transaction() as tx:
        sent.open_receipt(tx, receipt, feed.name, learned_at)
        note(tx, receipt, [Noted(Outcome.REFUSED, problem)])
        if feed.whole_list:
            refuse(tx, feed, error, learned_at, receipt)
        return as_receipt(tx, receipt)


def _clean(name: str) -> str:
    """The file's own name: no folders of the sender's machine, nothing a database cannot store."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(c for c in last if c.isprintable())[:200]
