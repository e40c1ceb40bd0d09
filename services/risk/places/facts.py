"""Places as inspections tell of them, and the workers an enterprise expects, as known then."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from hashlib import blake2b
from typing import Any

from sqlalchemy import func, select

from services.domain.areas import AreaCode
from services.domain.records import InspectedPlaceType
from services.domain.text import folded
from services.plumbing.database import Transaction
from services.risk.newest import SINCE, THEN, TODAY
from services.risk.tables import ArrivalRow
from services.risk.tables_counted import InspectionRow

YEAR = timedelta(days=365)
"""A place nobody visited for longer is no longer listed."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of a team."""

    day: date
    checklist: str
    """The 5K in their order, a letter each: `y`, `n`, `-` (nobody looked)."""
    breaches: int
    score: float | None
    """Points of 100 that the team gave: the more the better. None: not given."""
    reinspect_on: date | None
    """The day the team named."""


@dataclass(frozen=True, slots=True)
class SeenPlace:
    """A place and its visits, the newest first."""

    id: str
    name: str
    kind: InspectedPlaceType
    area: AreaCode
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Workers:
    """Workers of two weeks whom one enterprise expects from one origin."""

    enterprise: str
    origin: AreaCode | None
    people: int
    untested: int


@dataclass(frozen=True)
class PlacesHeard:
    """All of them, as known at one moment."""

    as_of: datetime
    today: date
    places: Sequence[SeenPlace] = ()
    workers: Sequence[Workers] = ()


def recall_places(tx: Transaction, as_of: datetime, zone: tzinfo, workers_days: int) -> PlacesHeard:
    """Places visited within a year, and workers of the window, by what had been learned by `as_of`."""
    today = as_of.astimezone(zone).date()
    then = {"then": as_of, "today": today}
    visits = tx.execute(_VISITS, [then | {"since": today - YEAR}]).all()
    workers = tx.execute(_WORKERS, [then | {"since": today - timedelta(days=workers_days - 1)}]).all()
    return PlacesHeard(
        as_of=as_of,
        today=today,
        places=_places(visits),
        workers=[one for row in workers if (one := _expected(row)).people > 0],
    )


def place_id(area: AreaCode, kind: str, name: str) -> str:
    """One place is one name in one area: capitals, diacritics and spaces do not make another."""
    told = "|".join((area, kind, folded(name)))
    return blake2b(told.encode(), digest_size=8).hexdigest()


_ONE_VISIT = (
    *(InspectionRow.area, InspectionRow.place_type, InspectionRow.place, InspectionRow.day),
    *(InspectionRow.checklist, InspectionRow.reinspect_on),
)
_AMOUNTS = tuple(
    func.sum(amount)
    for amount in (
        InspectionRow.inspections,
        InspectionRow.breaches,
        InspectionRow.score,
        InspectionRow.scored,
    )
)
# What a correction took back adds up to no visit.
_VISITS = (
    select(*_ONE_VISIT, *_AMOUNTS)
    .where(
        InspectionRow.learned_at <= THEN,
        InspectionRow.place.is_not(None),
        InspectionRow.day.between(SINCE, TODAY),
    )
    .group_by(*_ONE_VISIT)
    .having(func.sum(InspectionRow.inspections) > 0)
    .order_by(InspectionRow.day.desc(), func.max(InspectionRow.id).desc())
)
_WORKERS = (
    select(
        ArrivalRow.enterprise,
        ArrivalRow.origin,
        func.sum(ArrivalRow.people),
        func.sum(ArrivalRow.untested),
    )
    .where(
        ArrivalRow.learned_at <= THEN,
        ArrivalRow.enterprise.is_not(None),
        ArrivalRow.day.between(SINCE, TODAY),
    )
    .group_by(ArrivalRow.enterprise, ArrivalRow.origin)
)


def _expected(row: Any) -> Workers:
    enterprise, origin, people, untested = row
    return Workers(enterprise, origin, people, untested)


def _places(rows: Iterable[Any]) -> list[SeenPlace]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[place_id(row[0], row[1], row[2])].append(row)
    return [_place(code, told) for code, told in found.items()]


def _place(code: str, rows: Sequence[Any]) -> SeenPlace:
    area, kind, name = rows[0][:3]
    return SeenPlace(code, name, InspectedPlaceType(kind), area, tuple(_visit(row) for row in rows))


def _visit(row: Any) -> Visit:
    day, checklist, again, visits, breaches, score, scored = row[3:]
    given = score / scored if scored > 0 else None
    return Visit(day, checklist or "-----", max(breaches, 0) if visits else 0, given, again)
