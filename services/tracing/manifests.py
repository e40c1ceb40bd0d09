"""Who sat near a case: the seats of one journey of one vehicle, held against the seats of its cases. Pure.

Decision 3468/QĐ-BYT of 7 August 2020 as rule book 2.2 recalls it: on a vehicle the same row and two rows
before and behind are close contacts, in a small car everyone is. All numbers are parameters of the law.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import product
from typing import NamedTuple

from services.domain.records import Seat, VehicleKind


class Nearness(StrEnum):
    """How near somebody sat to a case."""

    CLOSE = "close"
    SAME_VEHICLE = "same_vehicle"
    UNKNOWN_SEAT = "unknown_seat"
    """The seat is not known, or that of no case is."""


@dataclass(frozen=True)
class NearRules:
    """What counts as near: the law's parameters, or what an analyst asks for instead."""

    rows_apart: int = 2
    """Rows before and behind a case that are close (`vehicle_rows`)."""
    seats_per_row: int = 4
    """Makes rows of seats that have numbers alone (`seats_per_row`)."""
    small_vehicle_seats: int = 9
    """With the driver's; in a vehicle of no more everyone is close (`small_vehicle_seats`)."""


@dataclass(frozen=True)
class Sitting:
    """The seats of one line of a manifest: none when unknown, several when a family shares the line."""

    seats: tuple[Seat, ...] = ()
    by_row: bool = False
    """Told as rows (`Row 12`): its number is never a seat's."""


@dataclass(frozen=True)
class Ride:
    """One vehicle on one day: its cases and its passengers."""

    cases: Sequence[Sitting]
    passengers: Sequence[Sitting]
    kind: VehicleKind = VehicleKind.OTHER
    size: int | None = None
    """Seats of the vehicle with the driver's; None: not told."""


@dataclass(frozen=True)
class SeatContact:
    """What one passenger is to the nearest case."""

    rows_apart: int | None
    """Rows to the nearest case in the same coach; None: unknown, or no case in that coach."""
    nearness: Nearness


class _Spot(NamedTuple):
    row: int
    coach: str | None
    cabin: str | None


def contacts(ride: Ride, rules: NearRules) -> list[SeatContact]:
    """One answer a passenger, in their order.

    With no case at all nobody is near one, and nobody far from one: the answer is `unknown_seat`.
    """
    per_row = rules.seats_per_row if _numbers_are_seats(ride) else 1
    cases = {spot for sitting in ride.cases for spot in _spots(sitting, per_row)}
    small = bool(ride.cases) and is_small(ride, rules)

    @cache
    def answer(spots: frozenset[_Spot]) -> SeatContact:
        found = _nearest(spots, cases, rules.rows_apart)
        return SeatContact(found.rows_apart, Nearness.CLOSE) if small else found

    return [answer(frozenset(_spots(sitting, per_row))) for sitting in ride.passengers]


def is_small(ride: Ride, rules: NearRules) -> bool:
    """Is everyone near everyone, seats or not? A taxi is small unless its size is told."""
    if ride.size is None:
        return ride.kind is VehicleKind.TAXI
    return ride.size <= rules.small_vehicle_seats


def _nearest(spots: Iterable[_Spot], cases: Iterable[_Spot], reach: int) -> SeatContact:
    # A coach told on one side only may be the same or another: nothing follows from such a pair.
    pairs = [pair for pair in product(spots, cases) if (pair[0].coach is None) == (pair[1].coach is None)]
    if not pairs:
        return SeatContact(None, Nearness.UNKNOWN_SEAT)
    same = [(spot, case) for spot, case in pairs if spot.coach == case.coach]
    apart = [abs(spot.row - case.row) for spot, case in same]
    close = any(rows <= reach and _cabins_agree(*pair) for rows, pair in zip(apart, same, strict=True))
    return SeatContact(min(apart, default=None), Nearness.CLOSE if close else Nearness.SAME_VEHICLE)


def _cabins_agree(one: _Spot, other: _Spot) -> bool:
    return None in (one.cabin, other.cabin) or one.cabin == other.cabin


def _spots(sitting: Sitting, per_row: int) -> Iterable[_Spot]:
    for seat in sitting.seats:
        if seat.row is not None:
            yield _Spot(-(-seat.row // per_row), seat.coach, seat.cabin)


def _numbers_are_seats(ride: Ride) -> bool:
    """Seats of coaches and trains are numbered through; a number alone is a row where letters are in use."""
    told = [one for one in (*ride.cases, *ride.passengers) if one.seats]
    seats = [seat for one in told for seat in one.seats]
    if any(seat.letter for seat in seats) or any(one.by_row for one in told):
        return False
    # `SE1` without its word looks like a flight's number, but no aeroplane has coaches.
    return ride.kind is not VehicleKind.FLIGHT or any(seat.coach for seat in seats)
