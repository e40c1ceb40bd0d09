"""Records by their ids, for rooms that hear of them in an event. Reads only; never a personal cell."""

import json
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import JSON, Row, Select, bindparam, cast, select, type_coerce
from sqlalchemy.orm import aliased

from services.domain.areas import AreaCode
from services.domain.records import Noted
from services.ingest.feeds import Feeds
from services.ingest.revisions import History, Revision
from services.ingest.tables import RecordRow
from services.plumbing.database import Transaction
from services.plumbing.many import among, listed

_PORTION = 500  # few enough that no garbage is looked for meanwhile


def records_noted(tx: Transaction, feeds: Feeds, records: Collection[str]) -> list[Noted]:
    """These records as they came, in the order of their ids; those of feeds no longer known are left out.

    Each is told with what it replaced and when it was replaced, as far as that is known now: whoever is told
    of every record, in whatever order, ends with the same knowledge.
    """
    asked = {"records": listed(records)}
    histories = _histories(tx, asked)
    found = tx.execute(_RECORDS, asked)
    return [_noted(feeds, row, histories[row.feed, row.key]) for row in found if row.feed in feeds]


def records_under(tx: Transaction, feeds: Feeds, feed: str, keys: Collection[str]) -> list[Noted]:
    """All revisions of some things of a feed, as they came."""
    found = tx.execute(_OF_KEYS, {"feed": feed, "keys": listed(keys)})
    return records_noted(tx, feeds, list(found.scalars()))


# Made once: each takes longer to make than to run.
_ONE = aliased(RecordRow)
_RECORDS = (
    select(
        *(RecordRow.id, RecordRow.feed, RecordRow.key, RecordRow.revision, RecordRow.learned_at),
        *(RecordRow.person, RecordRow.body, RecordRow.beside),
    )
    .where(among(RecordRow.id, "records"))
    .order_by(RecordRow.id)
)
_OF_KEYS = select(RecordRow.id).where(RecordRow.feed == bindparam("feed"), among(RecordRow.key, "keys"))
_HISTORIES = (
    select(*(getattr(RecordRow, name) for name in ("feed", "key", "learned_at", "revision", "id")))
    .join(_ONE, (_ONE.feed == RecordRow.feed) & (_ONE.key == RecordRow.key))
    .where(_ONE.id.in_(select(RecordRow.id).where(among(RecordRow.id, "records"))))
    .distinct()
)


def _histories(tx: Transaction, asked: dict[str, str]) -> dict[tuple[str, str], History]:
    found: dict[tuple[str, str], History] = {}
    for row in tx.execute(_HISTORIES, asked):
        revision = Revision(row.learned_at, row.revision, row.id, "")
        found.setdefault((row.feed, row.key), History()).enter(revision)
    return found


def _noted(feeds: Feeds, row: Row[Any], history: History) -> Noted:
    place = [revision.id for revision in history].index(row.id)
    after = history[place + 1] if place + 1 < len(history) else None
    return Noted(
        id=row.id,
        feed=row.feed,
        key=row.key,
        revision=row.revision,
        learned_at=row.learned_at,
        person=row.person,
        body=feeds[row.feed].record.model_validate_json(row.body),
        beside=json.loads(row.beside or "{}"),
        until=after.learned_at if after else None,
        replaces=history[place - 1].id if place else None,
    )


def areas_of_people(tx: Transaction, people: Collection[str]) -> dict[str, AreaCode]:
    """Where each of some people goes or lives: the newest record with an area; who has none is left out."""
    found = tx.execute(_areas_of_people(tx.dialect), {"people": listed(people)})
    rows: Iterator[Any] = chain.from_iterable(found.partitions(_PORTION))
    return {person: area for person, area in rows if area}


@lru_cache(maxsize=2)
def _areas_of_people(dialect: str) -> Select[Any]:
    return (
        select(RecordRow.person, _AREA[dialect])
        .where(among(RecordRow.person, "people"))
        .order_by(RecordRow.learned_at, RecordRow.revision, RecordRow.id)
    )


_AREA = {
    "sqlite": type_coerce(RecordRow.body, JSON)["area"].as_string(),
    "postgresql": cast(RecordRow.body, JSON)["area"].as_string(),
}
"""Read by the database: whole bodies of people by the hundred thousand would cost a second."""
