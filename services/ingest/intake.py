"""take_in: read, check, keep, tell. The one path behind every door, a batch at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from services.domain.events import Event, PeopleNoted, new_id
from services.domain.events.people import MOST_RECORDS
from services.domain.receipts import Outcome, Problem
from services.ingest.columns import Reading
from services.ingest.cross_checks import cross_faults
from services.ingest.faults import Fault
from services.ingest.feed import Feed, Kept
from services.ingest.keeping import Arrived, Placed, Raced, keep, note_heard, place, set_aside, told
from services.ingest.reading import Read, Row, read_rows
from services.plumbing.database import Transaction

MOST_RACES = 5  # each lost race means that another worker got on: five in a row are no accident


@dataclass(frozen=True)
class Noted:
    """A problem, and what became of its row."""

    outcome: Outcome
    problem: Problem


@dataclass(frozen=True)
class Taken:
    """What became of a parcel: the counts add up to its rows."""

    receipt: str
    counts: Mapping[Outcome, int]
    noted: tuple[Noted, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, in the order of the rows."""
        return tuple(one.problem for one in self.noted)


class Parcel(NamedTuple):
    """Rows that share a receipt: one request, one message, one stretch of a file."""

    receipt: str
    read: Sequence[Read]
    enterprise: str | None = None
    """Who sent it, when an enterprise did."""


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
    return settle(tx, feed, read_rows(feed, _numbered(rows), reading), reading, receipt or new_id())


def settle(tx: Transaction, feed: Feed, read: Sequence[Read], reading: Reading, receipt: str) -> Taken:
    """The second half of `take_in`, for doors that read before they take the database's pen."""
    return settle_all(tx, feed, [Parcel(receipt, read)], reading)[0]


def settle_all(tx: Transaction, feed: Feed, parcels: Sequence[Parcel], reading: Reading) -> list[Taken]:
    """Many parcels of one feed and one moment as one batch; each is told what became of its own rows."""
    arrived = [Arrived(read, parcel.receipt) for parcel in parcels for read in parcel.read]
    placed = _keep_what_is_new(tx, feed, arrived, reading)
    kept = [one for one in placed if one is not None]
    set_aside(tx, feed, [one for one in arrived if one.read.record is None], reading)
    facts = told(tx, feed, kept)
    tx.emit(*feed.events(facts, reading.learned_at), *_people_noted(feed, facts, reading))
    note_heard(tx, feed, kept, reading.learned_at)
    settled = iter([_settled(one.read, at) for one, at in zip(arrived, placed, strict=True)])
    return [_taken(parcel.receipt, islice(settled, len(parcel.read))) for parcel in parcels]


def _people_noted(feed: Feed, kept: Sequence[Kept], reading: Reading) -> Iterator[Event]:
    """Which records are about somebody, or correct one that was: never who.

    Rooms that work on people hear of it behind the intake.
    """
    named = [one.id for one in kept if any(getattr(it, "person", None) for it in (one.record, one.replaced))]
    for start in range(0, len(named), MOST_RECORDS):
        records = tuple(named[start : start + MOST_RECORDS])
        yield PeopleNoted(
            learned_at=reading.learned_at,
            ref=f"{feed.name}:{records[0]}",
            feed=feed.name,
            records=records,
        )


def _keep_what_is_new(
    tx: Transaction, feed: Feed, arrived: Sequence[Arrived], reading: Reading
) -> list[Placed | None]:
    """No lock is held on a feed: workers meet only where they keep the same thing at the same time."""
    for _ in range(MOST_RACES):
        placed = _warned(tx, feed, place(tx, feed, arrived, reading), reading)
        try:
            keep(tx, feed, [one for one in placed if one is not None], reading)
        except Raced as error:
            raced = error
        else:
            return placed
    raise raced


def _numbered(rows: Sequence[Mapping[str, object] | Row]) -> list[Row]:
    return [row if isinstance(row, Row) else Row(n, row) for n, row in enumerate(rows, start=1)]


def _warned(
    tx: Transaction, feed: Feed, placed: Sequence[Placed | None], reading: Reading
) -> list[Placed | None]:
    """What other rows said of the same people, as warnings of these; asked before these are written."""
    faults = iter(_faults_of_each(tx, feed, [one for one in placed if one is not None], reading))
    return [one and _with(one, next(faults)) for one in placed]


def _faults_of_each(
    tx: Transaction, feed: Feed, kept: Sequence[Placed], reading: Reading
) -> Iterator[Sequence[Fault]]:
    found = cross_faults(tx, feed, kept, reading)
    return (found.get(n, ()) for n in range(len(kept)))


def _with(one: Placed, faults: Sequence[Fault]) -> Placed:
    if not faults:
        return one
    read = one.read
    return one._replace(read=read._replace(outcome=Outcome.WARNED, faults=(*read.faults, *faults)))


def _settled(read: Read, placed: Placed | None) -> tuple[Read, Outcome]:
    if placed is not None:
        return placed.read, placed.read.outcome
    return read, Outcome.DUPLICATE if read.record is not None else read.outcome


def _taken(receipt: str, settled: Iterable[tuple[Read, Outcome]]) -> Taken:
    counts: dict[Outcome, int] = {}
    noted: list[Noted] = []
    for read, outcome in settled:
        counts[outcome] = counts.get(outcome, 0) + 1
        # A repeat brings nothing new, so nobody is warned of it again.
        if read.faults and outcome is not Outcome.DUPLICATE:
            noted.extend(Noted(outcome, problem) for problem in read.problems())
    return Taken(receipt, counts, tuple(noted))
