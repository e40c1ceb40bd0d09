"""Records by their ids, for rooms that hear of them in an event. Reads only; never a personal cell."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, select

from services.domain.records import Noted
from services.ingest.feeds import Feeds
from services.ingest.tables import RecordRow
from services.plumbing.database import Transaction


def records_noted(tx: Transaction, feeds: Feeds, records: Collection[str]) -> list[Noted]:
    """These records as they came, in the order of their ids; those of feeds no longer known are left out."""
    wanted = (
        select(
            *(RecordRow.id, RecordRow.feed, RecordRow.key, RecordRow.revision, RecordRow.learned_at),
            *(RecordRow.person, RecordRow.body, RecordRow.beside),
        )
        .where(tx.among(RecordRow.id, records))
        .order_by(RecordRow.id)
    )
    return [_noted(feeds, row) for row in tx.execute(wanted) if row.feed in feeds]


def _noted(feeds: Feeds, row: Row[Any]) -> Noted:
    return Noted(
        id=row.id,
        feed=row.feed,
        key=row.key,
        revision=row.revision,
        learned_at=row.learned_at,
        person=row.person,
        body=feeds[row.feed].record.model_validate_json(row.body),
        beside=json.loads(row.beside or "{}"),
    )
