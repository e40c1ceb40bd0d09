"""Published lists as people ask for them: rows of a moment, publications, what was refused. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from services.ingest.feed import Feed
from services.ingest.publications import PublicationState
from services.ingest.standing_rows import listed, records
from services.ingest.tables import PublicationRow
from services.plumbing.database import Transaction

COLUMNS = ("feed", "published_at", "state", "rows", "added", "changed", "withdrawn", "code", "receipt")


@dataclass(frozen=True)
class PublicationSeen:
    """One publication of a list, and what it changed."""

    feed: str
    published_at: datetime
    state: str
    rows: int
    added: int
    changed: int
    withdrawn: int
    code: str | None
    """Why it was refused."""
    receipt: str | None


def list_rows(tx: Transaction, feed: Feed, as_of: datetime) -> list[dict[str, Any]]:
    """The list as it was published by a moment: one row a thing, in the publisher's order."""
    rows = listed(tx, feed, as_of)
    known = records(tx, feed, [(one.key, one.fingerprint) for one in rows], as_of)
    return [
        {"key": one.key}
        | feed.record.model_validate_json(known[one.key, one.fingerprint].body).model_dump(mode="json")
        for one in rows
        if (one.key, one.fingerprint) in known
    ]


def list_records(tx: Transaction, feed: Feed, as_of: datetime) -> list[Any]:
    """The records of the same list."""
    rows = listed(tx, feed, as_of)
    known = records(tx, feed, [(one.key, one.fingerprint) for one in rows], as_of)
    return [feed.record.model_validate_json(row.body) for row in known.values()]


def publications(tx: Transaction, as_of: datetime, feeds: Sequence[str]) -> list[PublicationSeen]:
    """Every publication of these feeds that stands or was refused, in the order of publication."""
    row = PublicationRow
    shown = row.state.in_((PublicationState.STANDS.value, PublicationState.REFUSED.value))
    wanted = (
        select(*(getattr(row, name) for name in COLUMNS))
        .where(shown, row.published_at <= as_of, row.feed.in_(feeds))
        .order_by(row.published_at, row.id)
    )
    return [PublicationSeen(*tuple(one)) for one in tx.execute(wanted)]


def newest_publications(tx: Transaction, as_of: datetime, feeds: Sequence[str]) -> list[PublicationSeen]:
    """For each feed the publication that stands, and behind it the refused one that came later, if any."""
    found: dict[tuple[str, str], PublicationSeen] = {}
    for one in publications(tx, as_of, feeds):
        if one.state == PublicationState.STANDS.value:
            found.pop((one.feed, PublicationState.REFUSED.value), None)
        found[one.feed, one.state] = one
    return [found[name] for name in sorted(found, key=lambda name: (name[0], name[1] != "stands"))]


def refused_since(tx: Transaction) -> list[str]:
    """Feeds whose last file was refused whole: what stands is older than what the source published."""
    row = PublicationRow
    last = select(func.max(row.id)).where(row.state != PublicationState.READ.value).group_by(row.feed)
    refused = select(row.feed).where(row.id.in_(last), row.state == PublicationState.REFUSED.value)
    return sorted(tx.execute(refused).scalars())
