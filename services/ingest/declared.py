"""Declarations as they are kept: one at a time for codes, those of a day for rehearsals."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from services.domain.errors import NotFound
from services.domain.records import (
    CaseReport,
    Declaration,
    EntryDeclaration,
    Pseudonym,
    ResidentDeclaration,
    WorkerReturn,
)
from services.ingest import people
from services.ingest.feeds import Feeds
from services.ingest.tables import IdentityRow, ReceiptRow, RecordRow
from services.plumbing.database import Transaction
from services.plumbing.privacy import Privacy

MOST_OF_A_RECEIPT = 1000
FORMS = (Declaration, EntryDeclaration, ResidentDeclaration)


@dataclass(frozen=True)
class Declared:
    """One revision of a declaration."""

    id: str
    record: Declaration | EntryDeclaration | ResidentDeclaration
    learned_at: datetime
    receipt: str


def declaration_named(tx: Transaction, feeds: Feeds, declaration_id: str, privacy: Privacy) -> Declared:
    """The newest revision of a declaration, by the code its sender gave it or by ours; raises NotFound."""
    found = _newest(tx, feeds, RecordRow.key.in_([declaration_id, people.hidden(declaration_id, privacy)]))
    if not found:
        raise NotFound(
            vi="Không có tờ khai mang mã này; kiểm tra lại mã, hoặc khai báo mới.",
            en="There is no declaration with this code; check the code, or declare anew.",
            field="declaration_id",
            code="unknown_declaration",
        )
    return found[0]


def declaration_kept(tx: Transaction, feeds: Feeds, record_id: str) -> Declared | None:
    """One revision by its record's id."""
    return next(iter(_newest(tx, feeds, RecordRow.id == record_id)), None)


def declarations_of(tx: Transaction, feeds: Feeds, receipt: str) -> list[Declared]:
    """What a receipt newly kept, at most a thousand; duplicates belong to an earlier receipt."""
    at = tx.execute(select(ReceiptRow.learned_at).where(ReceiptRow.id == receipt)).scalar_one_or_none()
    # By the moment as well: it has an index, the receipt has none.
    return _newest(tx, feeds, (RecordRow.learned_at == at) & (RecordRow.receipt == receipt)) if at else []


def declarations_told(tx: Transaction, feeds: Feeds, since: datetime, until: datetime) -> Iterator[Declared]:
    """The newest revision of each declaration learned in `[since, until]`, the earliest first."""
    columns = (RecordRow.id, RecordRow.feed, RecordRow.body, RecordRow.learned_at, RecordRow.receipt)
    later = aliased(RecordRow)
    told_again = exists().where(
        later.feed == RecordRow.feed,
        later.key == RecordRow.key,
        later.revision > RecordRow.revision,
        later.learned_at <= until,
    )
    wanted = select(*columns).where(
        RecordRow.feed.in_(_feeds_of(feeds, *FORMS)),
        RecordRow.learned_at >= since,
        RecordRow.learned_at <= until,
        ~told_again,
    )
    for row in tx.execute(wanted.order_by(RecordRow.learned_at, RecordRow.id)).yield_per(1000):
        yield _declared(feeds, row)


def returning_among(tx: Transaction, feeds: Feeds, persons: Collection[Pseudonym]) -> set[Pseudonym]:
    """Those of these people whom an enterprise expects back."""
    wanted = select(RecordRow.person).where(
        tx.among(RecordRow.person, persons), RecordRow.feed.in_(_feeds_of(feeds, WorkerReturn))
    )
    return {str(person) for person in tx.execute(wanted).scalars()}


def paper_number(tx: Transaction, privacy: Privacy, record_id: str) -> str | None:
    """The number of the paper, out of the sealed side; None: none was given, or it is forgotten."""
    sealed = tx.execute(
        select(IdentityRow.sealed).where(IdentityRow.record == record_id)
    ).scalar_one_or_none()
    number = json.loads(privacy.open(sealed)).get("id_number") if sealed else None
    return str(number) if number else None


def is_known_case(tx: Transaction, feeds: Feeds, person: Pseudonym) -> bool:
    """Does a line list name this person as F0?"""
    return _is_named(tx, feeds, person, CaseReport)


def is_returning_worker(tx: Transaction, feeds: Feeds, person: Pseudonym) -> bool:
    """Does an enterprise expect this person back?"""
    return _is_named(tx, feeds, person, WorkerReturn)


def _is_named(tx: Transaction, feeds: Feeds, person: Pseudonym, kind: type[Any]) -> bool:
    wanted = select(RecordRow.id).where(
        RecordRow.person == person, RecordRow.feed.in_(_feeds_of(feeds, kind))
    )
    return tx.execute(wanted.limit(1)).first() is not None


def _newest(tx: Transaction, feeds: Feeds, wanted: ColumnElement[bool]) -> list[Declared]:
    columns = (RecordRow.id, RecordRow.feed, RecordRow.body, RecordRow.learned_at, RecordRow.receipt)
    rows = tx.execute(
        select(*columns)
        .where(RecordRow.feed.in_(_feeds_of(feeds, *FORMS)), wanted)
        .order_by(RecordRow.learned_at.desc(), RecordRow.revision.desc())
        .limit(MOST_OF_A_RECEIPT)
    )
    return [_declared(feeds, row) for row in rows]


def _declared(feeds: Feeds, row: Any) -> Declared:  # a row of plain columns has no type of its own
    record = feeds[row.feed].record.model_validate_json(row.body)
    return Declared(row.id, record, row.learned_at, row.receipt)


def _feeds_of(feeds: Feeds, *records: type[Any]) -> Sequence[str]:
    return [feed.name for feed in feeds.values() if feed.record in records]
