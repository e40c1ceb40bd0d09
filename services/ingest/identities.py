"""Who records are about, for the room that works out which are one person. Reads only."""

import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import select

from services.ingest.tables import IdentityRow, RecordRow
from services.plumbing.database import Transaction
from services.plumbing.privacy import Privacy


class Identity(NamedTuple):
    """A record, its feed, the pseudonym of its person, and the personal cells as they were sent."""

    record: str
    feed: str
    person: str
    cells: Mapping[str, object]


def cards_of(tx: Transaction, privacy: Privacy, records: Collection[str]) -> list[Identity]:
    """The identities of some records, in the order of their ids; those that were forgotten are left out."""
    wanted = (
        select(RecordRow.id, RecordRow.feed, RecordRow.person, IdentityRow.sealed)
        .join(IdentityRow, IdentityRow.record == RecordRow.id)
        .where(tx.among(RecordRow.id, records), RecordRow.person.is_not(None))
        .order_by(RecordRow.id)
    )
    rows = tx.execute(wanted).all()
    return [Identity(row.id, row.feed, row.person, json.loads(privacy.open(row.sealed))) for row in rows]


def identities_of(tx: Transaction, privacy: Privacy, people: Collection[str]) -> list[Identity]:
    """What all records say of who these people are, the newest last; what was forgotten is left out."""
    wanted = (
        select(RecordRow.id, RecordRow.feed, RecordRow.person, IdentityRow.sealed)
        .join(IdentityRow, IdentityRow.record == RecordRow.id)
        .where(tx.among(RecordRow.person, people))
        .order_by(RecordRow.learned_at, RecordRow.id)
    )
    rows = tx.execute(wanted).all()
    return [Identity(row.id, row.feed, row.person, json.loads(privacy.open(row.sealed))) for row in rows]


def still_known(tx: Transaction, records: Collection[str]) -> set[str]:
    """Which of these records still name somebody; the others were forgotten."""
    return set(tx.execute(select(IdentityRow.record).where(tx.among(IdentityRow.record, records))).scalars())
