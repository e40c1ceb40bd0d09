"""Stored visits as matching needs them. A visit that was told before it began is a plan and is left out."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Select, cast, func, select

from services.plumbing.database import Transaction
from services.plumbing.many import these
from services.tracing.dated_rows import stood
from services.tracing.exposed_people import Stay
from services.tracing.exposures import Visit
from services.tracing.tables_visits import VisitRow
from services.tracing.visit_index import Stored
from services.tracing.windows import SaysArea, place_told

PORTION = 50_000
_ASKED = 1_000  # numbers in one statement
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
        return Stored(self.id, visit.place, visit.start, visit.end)


def visits_behind(tx: Transaction, number: int, says_area: SaysArea) -> list[Kept]:
    """The standing visits with higher numbers, a portion at most, in their order."""
    wanted = _standing().where(VisitRow.id > number).order_by(VisitRow.id).limit(PORTION)
    return list(_kept(tx, wanted, says_area))


def standing_visits(tx: Transaction) -> int:
    """How many stand: one look through the table, some 0.1 s for a million."""
    wanted = select(func.count()).select_from(VisitRow).where(stood(VisitRow), _HAPPENED)
    return int(tx.execute(wanted).scalar_one())


def still_standing(tx: Transaction, visits: Sequence[Stored]) -> Iterator[Stay]:
    """Those of some visits that still stand, and whose they are."""
    for start in range(0, len(visits), _ASKED):
        some = visits[start : start + _ASKED]
        # One parameter: a thousand of them take longer to bind than to look up.
        here = VisitRow.id.in_(select(cast(these([str(one.id) for one in some]), BigInteger)))
        wanted = select(VisitRow.id, VisitRow.person).where(stood(VisitRow), _HAPPENED, here)
        whose = {row.id: row.person for row in tx.execute(wanted).all()}
        for one in some:
            if one.id in whose:
                yield Stay(whose[one.id], Visit(str(one.id), one.place, one.since, one.until))


def visits_of(tx: Transaction, people: Collection[str], says_area: SaysArea) -> Iterator[Kept]:
    """All standing visits of some people."""
    return _kept(tx, _standing().where(tx.among(VisitRow.person, people)), says_area)


def visits_then(
    tx: Transaction, since: datetime, until: datetime, as_of: datetime, says_area: SaysArea
) -> Iterator[Kept]:
    """Visits that overlap a stretch of time, as they were known at a moment."""
    wanted = select(*_COLUMNS).where(
        _HAPPENED, stood(VisitRow, as_of), VisitRow.since < until, VisitRow.until > since
    )
    return _kept(tx, wanted, says_area)


def _standing() -> Select[Any]:
    return select(*_COLUMNS).where(stood(VisitRow), _HAPPENED)


def _kept(tx: Transaction, wanted: Select[Any], says_area: SaysArea) -> Iterator[Kept]:
    for row in tx.execute(wanted).all():  # at once: one by one costs three times as much
        there = place_told(row.place, row.address, row.latitude, row.longitude, says_area)
        yield Kept(row.id, Stay(row.person, Visit(str(row.id), there, row.since, row.until)))
