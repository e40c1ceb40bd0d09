"""Receipts: stored with the rows they count, readable by their id; and what the house has heard so far."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from services.domain.errors import NotFound
from services.domain.receipts import Outcome, Problem, Receipt
from services.ingest.columns import Reading
from services.ingest.feed import Feed
from services.ingest.intake import Noted, Taken, take_in
from services.ingest.problems_known import known_problems
from services.ingest.reading import Row
from services.ingest.tables import FeedRow, ProblemRow, ReceiptRow, RecordRow
from services.plumbing.database import Transaction
from services.plumbing.many import among, listed

PROBLEMS_SHOWN = 1_000
"""How many a receipt lists: the file of a million rows may have a million."""

_OUTCOMES = tuple(outcome.value for outcome in Outcome)


@dataclass(frozen=True)
class Heard:
    """How new our knowledge of one feed is."""

    feed: str
    learned_at: datetime
    day: date


def receive_records(
    tx: Transaction,
    feed: Feed,
    rows: Sequence[Mapping[str, object] | Row],
    reading: Reading,
    *,
    door: str = "http",
    file: str | None = None,
    receipt: str | None = None,
) -> Receipt:
    """Take in one batch and store its receipt, in the caller's transaction."""
    taken = take_in(tx, feed, rows, reading, receipt=receipt)
    open_receipt(tx, taken.receipt, feed.name, door, reading.learned_at, file, enterprise=reading.enterprise)
    count(tx, taken)
    return as_receipt(tx, taken.receipt)


def open_receipt(
    tx: Transaction,
    receipt: str,
    feed: str,
    door: str,
    learned_at: datetime,
    file: str | None = None,
    *,
    enterprise: str | None = None,
    repeats: str | None = None,
) -> None:
    """An empty receipt; batches are counted into it."""
    zeros = dict.fromkeys(("rows", *_OUTCOMES), 0)
    row = {
        "id": receipt,
        "feed": feed,
        "door": door,
        "file": file,
        "learned_at": learned_at,
        "received_at": tx.now,
        "enterprise": enterprise,
        "repeats": repeats,
    }
    tx.add_new(ReceiptRow, [row | zeros])


def known_receipts(tx: Transaction, receipts: Collection[str]) -> set[str]:
    """Which of these are there."""
    return set(tx.execute(_KNOWN, {"receipts": listed(receipts)}).scalars())


_KNOWN = select(ReceiptRow.id).where(among(ReceiptRow.id, "receipts"))


def count(tx: Transaction, taken: Taken) -> None:
    """Count a batch into its receipt, and keep its problems."""
    add_counts(tx, taken.receipt, taken.counts)
    note(tx, taken.receipt, taken.noted)


def add_counts(tx: Transaction, receipt: str, counts: Mapping[Outcome, int]) -> None:
    """Add to a receipt's counts; a negative number takes rows back to count them elsewhere."""
    more = {f"more_{outcome.value}": counts.get(outcome, 0) for outcome in Outcome}
    tx.execute(_ADD, {"of": receipt, "more_rows": sum(counts.values())} | more)


_RECEIPT = ReceiptRow.id == bindparam("of")
_ADD = (
    update(ReceiptRow)
    .where(_RECEIPT)
    .values({name: getattr(ReceiptRow, name) + bindparam(f"more_{name}") for name in ("rows", *_OUTCOMES)})
)


def note(tx: Transaction, receipt: str, noted: Sequence[Noted]) -> None:
    """Keep problems of a receipt."""
    note_all(tx, ((receipt, one) for one in noted))


def note_all(tx: Transaction, told: Iterable[tuple[str, Noted]]) -> None:
    """Keep problems, each with its receipt."""
    names = ("row", "field", "code", "message_vi", "message_en")
    values = attrgetter(*names)
    rows = ((receipt, noted.outcome.value, *values(noted.problem)) for receipt, noted in told)
    tx.pour(ProblemRow, ("receipt", "outcome", *names), rows)


def forget_problems(tx: Transaction, receipt: str, row: int | None, outcome: Outcome) -> None:
    """Drop what was noted of one row: it has another outcome now."""
    here = (ProblemRow.receipt == receipt) & (ProblemRow.outcome == outcome.value)
    same_row = ProblemRow.row.is_(None) if row is None else ProblemRow.row == row
    tx.execute(delete(ProblemRow).where(here, same_row))


def as_receipt(tx: Transaction, receipt: str) -> Receipt:
    """The receipt with its first problems, in the order of the rows; raises NotFound."""
    row = receipt_row(tx, receipt)
    known, asked = known_problems(row)
    shown = tx.execute(known.limit(PROBLEMS_SHOWN), asked).mappings().all()
    more = 0
    if len(shown) == PROBLEMS_SHOWN:
        more = tx.execute(select(func.count()).select_from(known.subquery()), asked).scalar_one() - len(shown)
    counts = {name: row[name] for name in ("rows", *_OUTCOMES)}
    problems = tuple(Problem(**one) for one in shown)
    return Receipt(
        id=row["id"], feed=row["feed"], file=row["file"], problems=problems, more_problems=more, **counts
    )


def receipt_row(tx: Transaction, receipt: str) -> Mapping[str, Any]:
    """What is kept of a receipt; raises NotFound."""
    row = tx.execute(_WHOLE, [{"of": receipt}]).mappings().one_or_none()
    if row is None:
        raise NotFound(
            vi="Không có biên nhận mang mã này; hãy kiểm tra lại mã.",
            en="There is no receipt with this id; check the id.",
            field="id",
            code="unknown_receipt",
        )
    return dict(row)


def records_under_receipt(tx: Transaction, receipt: str, feed: str, door: str) -> list[str]:
    """The records of one feed, as JSON, that came in by this door under a receipt; none if there is none."""
    wanted = select(RecordRow.body).join(ReceiptRow, ReceiptRow.id == RecordRow.receipt)
    here = wanted.where(ReceiptRow.id == receipt, ReceiptRow.door == door, RecordRow.feed == feed)
    return list(tx.execute(here).scalars())


def records_learned(tx: Transaction, feed: str, *, since: datetime) -> list[str]:
    """The records of one feed, as JSON, that were learned at `since` or later."""
    wanted = select(RecordRow.body).where(RecordRow.feed == feed, RecordRow.learned_at >= since)
    return list(tx.execute(wanted).scalars())


def problems_of(tx: Transaction, receipt: str) -> Iterator[Problem]:
    """Every problem of a receipt, in the order of the rows, a few at a time; raises NotFound."""
    known, asked = known_problems(receipt_row(tx, receipt))
    for one in tx.execute(known.execution_options(yield_per=PROBLEMS_SHOWN), asked).mappings():
        yield Problem(**one)


_WHOLE = select(*ReceiptRow.__table__.columns).where(_RECEIPT)


def totals(tx: Transaction) -> dict[Outcome, int]:
    """All rows ever sent, by what became of them."""
    sums = select(*(func.coalesce(func.sum(getattr(ReceiptRow, outcome.value)), 0) for outcome in Outcome))
    return {outcome: int(n) for outcome, n in zip(Outcome, tx.execute(sums).one(), strict=True)}


def last_heard(tx: Transaction) -> list[Heard]:
    """For each feed that ever told something: when we last learned, and the newest day it told of."""
    heard = FeedRow.newest_learned_at.is_not(None)
    known = (
        select(FeedRow.name, FeedRow.newest_learned_at, FeedRow.newest_day)
        .where(heard)
        .order_by(FeedRow.name)
    )
    return [Heard(row.name, row.newest_learned_at, row.newest_day) for row in tx.execute(known)]
