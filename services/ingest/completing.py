"""A published list is in: what it added, changed and withdrew is told, in the commit that lets it stand."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from services.domain.events import ListRevised, new_id
from services.ingest.feed import Feed, Kept
from services.ingest.publications import Publication, PublicationState, set_state, stands
from services.ingest.standing_rows import Change, changes, records, standing_of
from services.ingest.tables import PublicationRow, RecordRow
from services.plumbing.database import Transaction


def complete(tx: Transaction, feed: Feed, publication: Publication, receipt: str) -> None:
    """The publication stands from its own moment on; also one that came late, between two that stand."""
    tx.lock(
        f"ingest.list.{feed.name}"
    )  # two publications that come to stand at once would each miss the other
    moment = publication.published_at
    found = list(changes(tx, feed, publication))
    _tell_withdrawn(tx, feed, [one for one in found if one.now is None], moment)
    _tell_again(tx, feed, [one for one in found if one.before is None], moment)
    revised = _counted(tx, feed, publication, found)
    counts = revised.model_dump(include={"added", "changed", "withdrawn"})
    set_state(tx, publication, PublicationState.STANDS, receipt=receipt, **counts)
    tx.emit(revised)
    _tell_next(tx, feed, publication, found, receipt)


def _counted(tx: Transaction, feed: Feed, publication: Publication, found: Sequence[Change]) -> ListRevised:
    rows = tx.execute(select(PublicationRow.rows).where(PublicationRow.id == publication.id)).scalar_one()
    added = sum(one.before is None for one in found)
    withdrawn = sum(one.now is None for one in found)
    return ListRevised(
        learned_at=publication.published_at,
        feed=feed.name,
        rows=rows,
        added=added,
        changed=len(found) - added - withdrawn,
        withdrawn=withdrawn,
    )


def _tell_withdrawn(tx: Transaction, feed: Feed, gone: Sequence[Change], moment: datetime) -> None:
    assert feed.published is not None
    wanted = [(one.key, one.before) for one in gone if one.before is not None]
    known = records(tx, feed, wanted, moment)
    if kept := [_kept(feed, row) for row in known.values()]:
        tx.emit(*feed.published.withdrawn(kept, moment))


def _tell_again(tx: Transaction, feed: Feed, added: Sequence[Change], moment: datetime) -> None:
    """Things back on the list with the content we last knew: no row is new, so nobody has told yet."""
    known = records(tx, feed, [(one.key, one.now) for one in added if one.now is not None], moment)
    back = [_kept(feed, row) for row in known.values() if row.learned_at < moment]
    if back:
        tx.emit(*feed.events(back, moment))


def _tell_next(
    tx: Transaction, feed: Feed, publication: Publication, found: Sequence[Change], receipt: str
) -> None:
    """A late publication came before another one: what that one restated without a row of its own is added.

    Else the older list's content would seem to hold on beyond the newer list that knew better.
    """
    after = _next_moment(tx, feed, publication)
    if after is None or not found:
        return
    then = {row.key: row.fingerprint for row in standing_of(tx, feed, after, [one.key for one in found])}
    differing = [one for one in found if then.get(one.key) != one.now]
    gone = [Change(one.key, one.now, None) for one in differing if one.now and one.key not in then]
    _tell_withdrawn(tx, feed, gone, after)
    restated = [(one.key, then[one.key]) for one in differing if one.key in then]
    rows = [row for row in records(tx, feed, restated, after).values() if row.learned_at < after]
    tx.add(RecordRow, _copies(tx, feed, rows, after, receipt))
    if rows:
        tx.emit(*feed.events([_kept(feed, row) for row in rows], after))


def _next_moment(tx: Transaction, feed: Feed, publication: Publication) -> datetime | None:
    later = PublicationRow.published_at > publication.published_at
    found: datetime | None = tx.execute(
        select(func.min(PublicationRow.published_at)).where(stands(feed.name), later)
    ).scalar_one()
    return found


def _copies(
    tx: Transaction, feed: Feed, rows: Sequence[Any], moment: datetime, receipt: str
) -> Iterator[dict[str, Any]]:
    newest = aliased(RecordRow)
    for row in rows:
        here = (newest.feed == feed.name) & (newest.key == row.key)
        last = tx.execute(select(func.max(newest.revision)).where(here)).scalar_one()
        fresh = {"id": new_id(), "revision": last + 1, "learned_at": moment, "receipt": receipt}
        yield dict(row._mapping) | fresh


def _kept(feed: Feed, row: Any) -> Kept:
    return Kept(id=row.id, key=row.key, record=feed.record.model_validate_json(row.body))
