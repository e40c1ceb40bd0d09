"""Publications of lists published whole, again and again: begun, looked through, refused (decision 0028).

Nothing of a publication is taken in before all of it was looked through. Its rows are then taken in by the
ordinary path; `completing` says in the last transaction what it changed.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, select, update

from services.domain.errors import BadFile
from services.domain.events import RevisionRefused
from services.ingest.columns import Reading
from services.ingest.feed import Feed
from services.ingest.reading import Read
from services.ingest.tables import KEY_LENGTH, MemberRow, PublicationRow, ScopeRow
from services.ingest.values import values_of
from services.plumbing.database import Transaction

ALWAYS = (date.min, date.max)
NOT_READ = ""


class PublicationState(StrEnum):
    """Where the taking in of a publication stands."""

    READ = "read"
    WHOLE = "whole"
    STANDS = "stands"
    REFUSED = "refused"


@dataclass(frozen=True)
class Publication:
    """One publication of a list being taken in, or a file of a feed without lists (`id` None)."""

    identity: str
    published_at: datetime
    id: int | None = None
    state: PublicationState = PublicationState.STANDS

    @property
    def waits(self) -> bool:
        """Has it still to be taken in as a list?"""
        return self.id is not None and self.state is not PublicationState.STANDS


def begin(tx: Transaction, feed: Feed, sha256: str, moment: datetime, *, dated: bool) -> Publication:
    """The publication that these bytes are: known, cut short, or new.

    `dated`: the sender said when it was published. Then the same bytes at another moment are the list of that
    moment (it went back, or was confirmed); without a date they are a file sent twice.
    """
    same = _same(tx, feed, sha256)
    for one in same:
        cut_short = one.state is not PublicationState.STANDS
        if cut_short or not dated or one.published_at == moment:
            return one
    identity = sha256 if not same else hashlib.sha256(f"{sha256}|{moment.timestamp()}".encode()).hexdigest()
    tx.add(PublicationRow, [_fresh(feed.name, sha256, identity, moment)])
    here = (PublicationRow.feed == feed.name) & (PublicationRow.identity == identity)
    found = tx.execute(select(PublicationRow.id).where(here).order_by(PublicationRow.id.desc()).limit(1))
    return Publication(identity, moment, found.scalar_one(), PublicationState.READ)


def note_members(
    tx: Transaction, feed: Feed, publication: Publication, read: Sequence[Read], reading: Reading
) -> None:
    """Keep which things a batch of the list tells of; of two rows about one thing the lower stands."""
    members = {str(row["key"]): row for one in read if (row := _member(feed, publication, one, reading))}
    if members:
        here = (MemberRow.publication == publication.id) & tx.among(MemberRow.key, members.keys())
        tx.execute(delete(MemberRow).where(here))
    tx.add(MemberRow, members.values())


def note_scopes(tx: Transaction, feed: Feed, publication: Publication, days: dict[str, list[date]]) -> None:
    """Keep what parts of the list, and which days, the publication speaks of."""
    assert feed.published is not None
    everywhere = [day for found in days.values() for day in found]
    first, last = (min(everywhere), max(everywhere)) if feed.published.by_days and everywhere else ALWAYS
    shared = {"publication": publication.id, "first_day": first, "last_day": last}
    tx.add_new(ScopeRow, [shared | {"scope": scope} for scope in sorted(days)])


def set_state(tx: Transaction, publication: Publication, state: PublicationState, **values: object) -> None:
    """Move a publication on."""
    here = PublicationRow.id == publication.id
    tx.execute(update(PublicationRow).where(here).values(state=state.value, **values))


def forget_members(tx: Transaction, publication: Publication) -> None:
    """A refused publication leaves no rows behind."""
    tx.execute(delete(MemberRow).where(MemberRow.publication == publication.id))
    tx.execute(delete(ScopeRow).where(ScopeRow.publication == publication.id))


def refuse(tx: Transaction, feed: Feed, error: BadFile, moment: datetime, receipt: str) -> None:
    """Note a publication that was refused whole, and tell the operators; the last good one stands."""
    reads = (PublicationRow.feed == feed.name) & (PublicationRow.state == PublicationState.READ.value)
    for row in tx.execute(select(PublicationRow.id).where(reads, PublicationRow.published_at == moment)):
        tx.execute(delete(PublicationRow).where(PublicationRow.id == row.id))
    fresh = _fresh(feed.name, "", "", moment)
    told = {"state": PublicationState.REFUSED.value, "receipt": receipt, "code": error.code}
    tx.add(PublicationRow, [fresh | told])
    stands = _newest(tx, feed, moment)
    since = select(PublicationRow.published_at).where(PublicationRow.id == stands)
    tx.emit(
        RevisionRefused(
            learned_at=tx.now,
            feed=feed.name,
            receipt=receipt,
            code=error.code,
            error=error.sentence,
            standing_since=tx.execute(since).scalar_one_or_none(),
        )
    )


def _same(tx: Transaction, feed: Feed, sha256: str) -> list[Publication]:
    """Publications of these bytes that were not refused, the newest arrival first."""
    row = PublicationRow
    wanted = (
        select(row.id, row.identity, row.published_at, row.state)
        .where(row.feed == feed.name, row.sha256 == sha256, row.state != PublicationState.REFUSED.value)
        .order_by(row.id.desc())
    )
    return [
        Publication(one.identity, one.published_at, one.id, PublicationState(one.state))
        for one in tx.execute(wanted)
    ]


def _newest(tx: Transaction, feed: Feed, moment: datetime) -> int | None:
    """The publication that stands at a moment."""
    row = PublicationRow
    newest = select(row.id).where(stands(feed.name), row.published_at <= moment)
    found: int | None = tx.execute(
        newest.order_by(row.published_at.desc(), row.id.desc()).limit(1)
    ).scalar_one_or_none()
    return found


def stands(feed: str) -> ColumnElement[bool]:
    """Publications of a feed that were taken in."""
    return (PublicationRow.feed == feed) & (PublicationRow.state == PublicationState.STANDS.value)


def _fresh(feed: str, sha256: str, identity: str, moment: datetime) -> dict[str, object]:
    return {
        "feed": feed,
        "sha256": sha256,
        "identity": identity,
        "published_at": moment,
        "state": PublicationState.READ.value,
        "receipt": None,
        "code": None,
        **dict.fromkeys(("rows", "added", "changed", "withdrawn"), 0),
    }


def _member(feed: Feed, publication: Publication, one: Read, reading: Reading) -> dict[str, object] | None:
    if one.record is None:
        return _unread(feed, publication, one, reading)
    published = feed.published
    assert published is not None
    return {
        "publication": publication.id,
        "key": one.key,
        "scope": published.scope(one.record),
        "fingerprint": one.fingerprint,
        "alike": published.alike(one.record)[:KEY_LENGTH] if published.alike else None,
        "day": published.day(one.record),
        "number": one.row.number or 0,
    }


def _unread(feed: Feed, publication: Publication, one: Read, reading: Reading) -> dict[str, object] | None:
    """A row that names its thing and cannot be read otherwise: the thing is still on the list."""
    assert feed.published is not None
    cells = feed.ours(one.row.cells)
    local = feed.local(cells, reading)
    values, _ = values_of(feed.columns, cells, local)
    key = feed.published.named(values, local)
    if key is None:
        return None
    return {
        "publication": publication.id,
        "key": key,
        "scope": NOT_READ,
        "fingerprint": NOT_READ,
        "alike": None,
        "day": None,
        "number": one.row.number or 0,
    }
