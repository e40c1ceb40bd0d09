"""In which vehicles a record says somebody rode; only one with a number is told from others. Pure."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import singledispatch
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from services.domain.records import Declaration, EntryDeclaration, LegalEntry, Noted, Record, VehicleKind
from services.tracing.vehicle_sizes import CAR_SEATS

VehicleOf = Callable[[str], tuple[str, VehicleKind]]
"""A number of a vehicle in one spelling, and its kind; the intake's reading, handed in by the app."""

_KINDS = {
    "plane": VehicleKind.FLIGHT,
    "train": VehicleKind.TRAIN,
    "coach": VehicleKind.COACH,
    "boat": VehicleKind.SHIP,
}
_OWN = "own"
"""The form's word for one's own car or motorcycle."""
_WORDS = frozenset((*_KINDS, _OWN, "car", "other"))
"""What the forms offer; `car` is anything on wheels at a border, a coach as well."""
_LONG = re.compile(r"\d{6}")  # a telephone or a paper in the wrong field: no timetable has such a number
_PLATE = "plate-"


class RideFact(NamedTuple):
    """A record says that somebody rode in this vehicle."""

    ref: str
    day: date
    kind: str
    size: int | None
    seat: str


class Terms(NamedTuple):
    """How records of rides are read."""

    zone: ZoneInfo
    vehicle_of: VehicleOf


class _Told(NamedTuple):
    means: str
    number: str
    plate: str | None
    seat: str


def rides_in(noted: Noted, terms: Terms) -> Iterator[RideFact]:
    """The rides a record tells of: by the number of the journey, and by the mark of a plate."""
    day = _day(noted.body, noted, terms.zone)
    if day is None:
        return
    told = _told(noted.body, noted)
    written, found = terms.vehicle_of(told.number)
    kind = _KINDS.get(told.means, found if told.number else VehicleKind.OTHER)
    if _is_number(written, found):
        yield RideFact(f"{written}/{day}", day, kind.value, None, told.seat)
    if told.plate:
        # Whoever flew tells the seat of the aeroplane; the plate is that of a car to or from it.
        by_road = VehicleKind.OTHER if kind is VehicleKind.FLIGHT else kind
        seat = told.seat if by_road is kind else ""
        size = CAR_SEATS if told.means == _OWN else None
        yield RideFact(f"{_PLATE}{told.plate}/{day}", day, by_road.value, size, seat)


def number_of(ref: str) -> str | None:
    """The number as people know it; None: it is known by a mark of its plate."""
    return None if ref.startswith(_PLATE) else ref.rpartition("/")[0]


def _is_number(written: str, kind: VehicleKind) -> bool:
    """Of another form it may be a plate, and whose: it is not shown and not used."""
    return kind is not VehicleKind.OTHER and bool(re.search(r"\d", written)) and not _LONG.search(written)


@singledispatch
def _day(body: Record, noted: Noted, zone: ZoneInfo) -> date | None:
    return None


@_day.register(Declaration)
@_day.register(EntryDeclaration)
def _(body: Any, noted: Noted, zone: ZoneInfo) -> date | None:
    """The day of departure; untold, that of entry, or on which they declared."""
    if left := noted.beside.get("depart_date"):
        return date.fromisoformat(left)
    entered: date | None = getattr(body, "entered_on", None)
    declared: date = body.declared_at.astimezone(zone).date()
    return entered or declared


@_day.register
def _(body: LegalEntry, noted: Noted, zone: ZoneInfo) -> date | None:
    return body.entered_at.astimezone(zone).date()


def _told(body: Any, noted: Noted) -> _Told:
    said = body.flight if isinstance(body, LegalEntry) else body.vehicle
    means, _, number = (said or "").partition(" ")
    if means not in _WORDS:
        means, number = "", said or ""
    return _Told(means, number, body.plate, noted.beside.get("seat") or "")
