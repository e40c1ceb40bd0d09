"""How far the taking in of a file has come: the same bytes are never taken in twice, nor half."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from services.domain.events import new_id
from services.domain.receipts import Outcome, Receipt
from services.ingest.receipts import add_counts, as_receipt, open_receipt
from services.ingest.tables import FileRow
from services.plumbing.database import Transaction


@dataclass(frozen=True)
class Sent:
    """How a file came: by which door, under which name, from which enterprise."""

    door: str
    file: str
    enterprise: str | None = None

    def open_receipt(
        self, tx: Transaction, receipt: str, feed: str, learned_at: datetime, repeats: str | None = None
    ) -> None:
        """An empty receipt for it."""
        open_receipt(
            tx, receipt, feed, self.door, learned_at, self.file, enterprise=self.enterprise, repeats=repeats
        )


@dataclass(frozen=True)
class Started:
    """A file being taken in: all its rows share one receipt and one moment of learning."""

    feed: str
    sha256: str
    receipt: str
    learned_at: datetime
    finished: bool


def start(tx: Transaction, feed: str, sha256: str, sent: Sent, learned_at: datetime) -> Started:
    """Begin a file, or find where it was begun before."""
    fresh = {
        "feed": feed,
        "sha256": sha256,
        "receipt": new_id(),
        "learned_at": learned_at,
        "rows_done": 0,
        "finished_at": None,
    }
    tx.add_new(FileRow, [fresh])
    row = tx.execute(
        select(FileRow.receipt, FileRow.learned_at, FileRow.finished_at).where(_is(feed, sha256))
    ).one()
    sent.open_receipt(tx, row.receipt, feed, row.learned_at)
    return Started(feed, sha256, row.receipt, row.learned_at, row.finished_at is not None)


def rows_done(tx: Transaction, started: Started, *, lock: bool = True) -> int:
    """How many rows are taken in; under the lock another process on the same file waits for us."""
    here = _is(started.feed, started.sha256)
    wanted = select(FileRow.rows_done).where(here)
    return int(tx.execute(wanted.with_for_update() if lock else wanted).scalar_one())


def move(tx: Transaction, started: Started, done: int) -> None:
    """Note how many rows are taken in, in the transaction that took them in."""
    tx.execute(update(FileRow).where(_is(started.feed, started.sha256)).values(rows_done=done))


def finish(tx: Transaction, started: Started) -> Receipt:
    """The whole file is in; its receipt."""
    tx.execute(update(FileRow).where(_is(started.feed, started.sha256)).values(finished_at=tx.now))
    return as_receipt(tx, started.receipt)


def repeated(tx: Transaction, started: Started, sent: Sent) -> Receipt:
    """The receipt of a file we have whole: its good rows are duplicates, its bad ones are told again."""
    before = as_receipt(tx, started.receipt)
    receipt = new_id()
    sent.open_receipt(tx, receipt, started.feed, started.learned_at, repeats=started.receipt)
    same = {
        Outcome.DUPLICATE: before.kept + before.warned + before.duplicate,
        Outcome.REFUSED: before.refused,
        Outcome.PARKED: before.parked,
    }
    add_counts(tx, receipt, same)
    return as_receipt(tx, receipt)


def _is(feed: str, sha256: str) -> ColumnElement[bool]:
    return (FileRow.feed == feed) & (FileRow.sha256 == sha256)
