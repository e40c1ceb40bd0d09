"""Parcels of many senders kept as one batch, each with a receipt of its own."""

from collections.abc import Sequence

from services.domain.receipts import Outcome, Receipt
from services.ingest.columns import Reading
from services.ingest.feed import Feed
from services.ingest.intake import Parcel, Taken, settle_all
from services.ingest.receipts import PROBLEMS_SHOWN, note_all
from services.ingest.tables import ReceiptRow
from services.plumbing.database import Transaction

_EACH = tuple(Outcome)
_OUTCOMES = tuple(outcome.value for outcome in _EACH)
_RECEIPT = ("id", "feed", "door", "learned_at", "received_at", "enterprise", "rows", *_OUTCOMES)


def keep_parcels(
    tx: Transaction, feed: Feed, parcels: Sequence[Parcel], reading: Reading, door: str
) -> list[Taken]:
    """Keep what is new in parcels of one feed and one moment, and a receipt for each, in a few statements."""
    taken = settle_all(tx, feed, parcels, reading)
    receipts = (
        (one.receipt, feed.name, door, reading.learned_at, tx.now, parcel.enterprise, len(parcel.read))
        + tuple([one.counts.get(outcome, 0) for outcome in _EACH])
        for one, parcel in zip(taken, parcels, strict=True)
    )
    # Sorted: two workers that were sent the same messages cannot wait for each other in a ring.
    tx.pour(ReceiptRow, _RECEIPT, sorted(receipts))
    note_all(tx, ((one.receipt, noted) for one in taken for noted in one.noted))
    return taken


def receipt_of(feed: Feed, taken: Taken) -> Receipt:
    """The receipt that was just kept, for the sender who waits for it."""
    problems = taken.problems
    return Receipt(
        id=taken.receipt,
        feed=feed.name,
        file=None,
        rows=sum(taken.counts.values()),
        problems=problems[:PROBLEMS_SHOWN],
        more_problems=max(0, len(problems) - PROBLEMS_SHOWN),
        **{outcome.value: n for outcome, n in taken.counts.items()},
    )
