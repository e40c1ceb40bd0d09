"""Rows of lists: what stood, what a publication adds, changes and leaves out, and the records they mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, exists, select, update
from sqlalchemy.orm import aliased

from services.ingest.feed import Feed
from services.ingest.publications import NOT_READ, Publication
from services.ingest.standing import covered, standing
from services.ingest.tables import MemberRow, RecordRow
from services.plumbing.database import Transaction


@dataclass(frozen=True)
class Listed:
    """A row of a published list: the thing, and which content of it."""

    key: str
    fingerprint: str
    number: int
    day: date | None


@dataclass(frozen=True)
class Change:
    """A thing that a publication added, changed or left out; None: not on the list before, or now."""

    key: str
    before: str | None
    now: str | None


def listed(tx: Transaction, feed: Feed, as_of: datetime) -> list[Listed]:
    """The list as it stood at a moment, in the order of the sender's sheet."""
    found = tx.execute(standing(feed.name, as_of))
    rows = [Listed(row.key, row.fingerprint, row.number, row.day) for row in found]
    return sorted(rows, key=lambda one: (one.number, one.key))


def changes(tx: Transaction, feed: Feed, publication: Publication) -> Iterator[Change]:
    """What a publication changes of the list before it; asked before the publication itself stands."""
    assert publication.id is not None
    before = standing(feed.name, publication.published_at).subquery()
    now = aliased(MemberRow)
    same = (now.publication == publication.id) & (now.key == before.c.key)
    gone = select(before.c.key, before.c.fingerprint).where(
        covered(publication.id, before.c), ~exists().where(same)
    )
    for row in tx.execute(gone).all():
        yield Change(row.key, row.fingerprint, None)
    # A thing may stand in two parts of a list, when a correction moved it: its newest content counts.
    fresh = (
        select(now.key, before.c.fingerprint.label("old"), now.fingerprint)
        .outerjoin(before, before.c.key == now.key)
        .where(now.publication == publication.id)
        .where(before.c.fingerprint.is_(None) | (before.c.fingerprint != now.fingerprint))
    )
    for row in tx.execute(fresh).all():
        yield Change(row.key, row.old, row.fingerprint)


def keep_unread(tx: Transaction, feed: Feed, publication: Publication) -> None:
    """Rows that name their thing and cannot be read: what stood of it goes on standing; else nothing does."""
    here = (MemberRow.publication == publication.id) & (MemberRow.fingerprint == NOT_READ)
    wanted = tx.execute(select(MemberRow.key).where(here)).scalars().all()
    if not wanted:
        return
    for row in standing_of(tx, feed, publication.published_at, wanted):
        mine = (MemberRow.publication == publication.id) & (MemberRow.key == row.key)
        stood = {name: getattr(row, name) for name in ("scope", "fingerprint", "alike", "day")}
        tx.execute(update(MemberRow).where(mine).values(stood))
    tx.execute(delete(MemberRow).where(here))


def standing_of(tx: Transaction, feed: Feed, as_of: datetime, keys: Sequence[str]) -> Iterator[Any]:
    """The rows of some things in the list of a moment."""
    yield from tx.execute(standing(feed.name, as_of).where(tx.among(MemberRow.key, keys))).all()


def records(
    tx: Transaction, feed: Feed, wanted: Sequence[tuple[str, str]], until: datetime
) -> dict[tuple[str, str], Any]:
    """By key and fingerprint: the newest row with that content among all learned by a moment."""
    found: dict[tuple[str, str], Any] = {}
    keys = {key for key, _ in wanted}
    known: Select[Any] = (
        select(*RecordRow.__table__.columns)
        .where(RecordRow.feed == feed.name, tx.among(RecordRow.key, keys), RecordRow.learned_at <= until)
        .order_by(RecordRow.learned_at, RecordRow.revision)
    )
    for row in tx.execute(known):
        found[(row.key, row.fingerprint)] = row
    return {one: found[one] for one in wanted if one in found}
