"""Stored visits as matching needs them. A visit that was told before it began is a plan and is left out."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Result, bindparam, cast, func, select

from services.plumbing.database import Transaction
from services.plumbing.many import among, each, listed
from services.tracing.dated_rows import stood
from services.tracing.exposed_people import Stay, Stays
from services.tracing.exposures import Visit
from services.tracing.tables_visits import VisitRow
from services.tracing.visit_index import Found, Stored
from services.tracing.windows import SaysArea, place_told

PORTION = 50_000
_HAPPENED = (VisitRow.until > VisitRow.since) & (VisitRow.since <= VisitRow.learned_at)
_NAMES = ("id", "person", "place", "address", "latitude", "longitude", "since", "until")
_COLUMNS = [getattr(VisitRow, name) for name in _NAMES]


class Kept(NamedTuple):
    """A visit, its number, and whose it is."""

    id: int
    stay: Stay

    @property
    def stored(self) -> Stored:
        """As the index keeps it."""
        visit = self.stay.visit
        return Stored(self.id, self.stay.person, visit.place, visit.start, visit.end)


def visits_behind(tx: Transaction, number: int, says_area: SaysArea) -> list[Kept]:
    """The standing visits with higher numbers, a portion at most, in their order."""
    return list(_kept(tx.execute(_BEHIND, {"number": number}), says_area))


def standing_visits(tx: Transaction) -> int:
    """How many stand: one look through the table, some 0.1 s for a million."""
    return int(tx.execute(_HOW_MANY).scalar_one())


def still_standing(tx: Transaction, found: Found) -> Stays:
    """Those of some visits of the index that still stand.

    Asked is which are closed, for they are few; the others are known whole.
    """
    if not len(found.ids):
        return Stays([], found.visits)
    # One parameter: a thousand of them take longer to bind than to look up.
    gone = tx.execute(_CLOSED, {"numbers": listed(found.ids.tolist())}).scalars().all()
    left = found.without(gone)
    return Stays(left.people, left.visits)


def visits_of(tx: Transaction, people: Collection[str], says_area: SaysArea) -> Iterator[Kept]:
    """All standing visits of some people."""
    return _kept(tx.execute(_OF_PEOPLE, {"people": listed(people)}), says_area)


def visits_then(
    tx: Transaction, since: datetime, until: datetime, as_of: datetime, says_area: SaysArea
) -> Iterator[Kept]:
    """Visits that overlap a stretch of time, as they were known at a moment."""
    wanted = select(*_COLUMNS).where(
        _HAPPENED, stood(VisitRow, as_of), VisitRow.since < until, VisitRow.until > since
    )
    return _kept(tx.execute(wanted), says_area)


_STANDING = select(*_COLUMNS).where(stood(VisitRow), _HAPPENED)
_BEHIND = _STANDING.where(VisitRow.id > bindparam("number")).order_by(VisitRow.id).limit(PORTION)
_HOW_MANY = select(func.count()).select_from(VisitRow).where(stood(VisitRow), _HAPPENED)
_NUMBERED = VisitRow.id.in_(select(cast(each("numbers"), BigInteger)))
_CLOSED = select(VisitRow.id).where(VisitRow.gone_at.is_not(None), _NUMBERED)
_OF_PEOPLE = _STANDING.where(among(VisitRow.person, "people"))


def _kept(found: Result[Any], says_area: SaysArea) -> Iterator[Kept]:
    for row in found.all():  # at once: one by one costs three times as much
        there = place_told(row.place, row.address, row.latitude, row.longitude, says_area)
        yield Kept(row.id, Stay(row.person, Visit(str(row.id), there, row.since, row.until)))
