"""Rows that a fault of ours set aside: read again, once the fault is mended."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select

from services.domain.receipts import Outcome
from services.ingest.feeds import Feeds, feed_named
from services.ingest.files import ReadingOf
from services.ingest.intake import take_in
from services.ingest.reading import Row
from services.ingest.receipts import add_counts, forget_problems, note
from services.ingest.tables import RefusedRow
from services.plumbing.database import Database, Transaction


def parked_rows(tx: Transaction) -> list[Mapping[str, Any]]:
    """What waits: id, feed, receipt, row number and since when; never what the row holds."""
    columns = (RefusedRow.id, RefusedRow.feed, RefusedRow.receipt, RefusedRow.row, RefusedRow.learned_at)
    wanted = select(*columns).where(RefusedRow.outcome == Outcome.PARKED.value).order_by(RefusedRow.id)
    return [dict(row) for row in tx.execute(wanted).mappings()]


def retry_parked(database: Database, feeds: Feeds, reading_of: ReadingOf) -> Mapping[Outcome, int]:
    """Read every parked row again as of the moment it reached us; its receipt counts it anew."""
    with database.reading() as tx:
        waiting = parked_rows(tx)
    outcomes: Counter[Outcome] = Counter()
    for row in waiting:
        with database.transaction() as tx:
            outcomes.update(_retry(tx, feeds, row, reading_of))
    return outcomes


def _retry(
    tx: Transaction, feeds: Feeds, parked: Mapping[str, Any], reading_of: ReadingOf
) -> Mapping[Outcome, int]:
    reading = reading_of(parked["learned_at"])
    here = RefusedRow.id == parked["id"]
    sealed = tx.execute(select(RefusedRow.sealed).where(here).with_for_update()).scalar_one_or_none()
    if sealed is None:  # another process was faster
        return {}
    tx.execute(delete(RefusedRow).where(here))
    cells = json.loads(reading.privacy.open(sealed))
    taken = take_in(
        tx, feed_named(feeds, parked["feed"]), [Row(parked["row"], cells)], reading, receipt=parked["receipt"]
    )
    add_counts(tx, taken.receipt, {Outcome.PARKED: -1})
    add_counts(tx, taken.receipt, taken.counts)
    forget_problems(tx, taken.receipt, parked["row"], Outcome.PARKED)
    note(tx, taken.receipt, taken.noted)
    return taken.counts
