"""take_in: read, check, keep, tell. The one path behind every door, a batch at a time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.domain.events import new_id
from services.domain.receipts import Outcome, Problem
from services.ingest.columns import Reading
from services.ingest.feed import Feed
from services.ingest.keeping import Placed, keep, note_heard, place, set_aside, told
from services.ingest.reading import Read, Row, read_row
from services.ingest.revisions import hold
from services.plumbing.database import Transaction


@dataclass(frozen=True)
class Noted:
    """A problem, and what became of its row."""

    outcome: Outcome
    problem: Problem


@dataclass(frozen=True)
class Taken:
    """What became of a batch: the counts add up to its rows."""

    receipt: str
    counts: Mapping[Outcome, int]
    noted: tuple[Noted, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, in the order of the rows."""
        return tuple(one.problem for one in self.noted)


def take_in(
    tx: Transaction,
    feed: Feed,
    rows: Sequence[Mapping[str, object] | Row],
    reading: Reading,
    *,
    receipt: str | None = None,
) -> Taken:
    """Take in one batch in the caller's transaction: read, check, drop repeats, keep, tell.

    Rows without a number of their own are numbered from 1. Nothing a row holds makes this raise; the
    database's own errors do. The door stores the receipt: `receipts.receive_records` does both.
    """
    read = [read_row(feed, row, reading) for row in _numbered(rows)]
    return settle(tx, feed, read, reading, receipt or new_id())


def settle(tx: Transaction, feed: Feed, read: Sequence[Read], reading: Reading, receipt: str) -> Taken:
    """The second half of `take_in`, for doors that read before they take the database's pen."""
    hold(tx, feed.name)
    settled = place(tx, feed, read, reading.learned_at)
    kept = [one for one in settled if isinstance(one, Placed)]
    keep(tx, feed, kept, reading, receipt)
    set_aside(tx, feed, [one for one in read if one.record is None], reading, receipt)
    tx.emit(*feed.events(told(tx, feed, kept), reading.learned_at))
    note_heard(tx, feed, kept, reading.learned_at)
    outcomes = [(one, _outcome(one, placed)) for one, placed in zip(read, settled, strict=True)]
    return Taken(receipt, Counter(outcome for _, outcome in outcomes), _noted(outcomes))


def _numbered(rows: Sequence[Mapping[str, object] | Row]) -> list[Row]:
    return [row if isinstance(row, Row) else Row(n, row) for n, row in enumerate(rows, start=1)]


def _outcome(read: Read, placed: Placed | None) -> Outcome:
    repeats = read.record is not None and placed is None
    return Outcome.DUPLICATE if repeats else read.outcome


def _noted(outcomes: Sequence[tuple[Read, Outcome]]) -> tuple[Noted, ...]:
    # A repeat brings nothing new, so nobody is warned of it again.
    return tuple(
        Noted(outcome, problem)
        for one, outcome in outcomes
        if outcome is not Outcome.DUPLICATE
        for problem in one.problems()
    )
