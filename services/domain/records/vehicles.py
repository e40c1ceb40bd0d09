"""Vehicles on which cases travelled, with their seats as the list tells them."""

from datetime import date
from enum import StrEnum

from services.domain.base import Word


class VehicleKind(StrEnum):
    """What kind of vehicle it was."""

    FLIGHT = "flight"
    TRAIN = "train"
    SHIP = "ship"
    COACH = "coach"
    TAXI = "taxi"
    OTHER = "other"


class Seat(Word):
    """One seat, or a row of which the seat is not told."""

    row: int | None = None
    letter: str | None = None
    coach: str | None = None
    """Of a train."""
    cabin: str | None = None
    """first, business, premium or economy, where the list says so."""


class VehicleExposure(Word):
    """Cases on one journey of one vehicle, as an authority publishes it."""

    source: str
    vehicle: str
    """Its number in one spelling (`EK0380` is `EK380`), or its name."""
    kind: VehicleKind
    stops: tuple[str, ...] = ()
    """Where it went, in order; one alone is where it came from."""
    first_day: date | None
    last_day: date | None
    cases: tuple[int, ...] = ()
    """The authority's own numbers of the cases."""
    cases_elsewhere: int = 0
    """Cases told by another authority, without a number here."""
    seats: tuple[Seat, ...] = ()
    crew: bool = False
    doubts: tuple[str, ...] = ()
    """What could not be read for sure, by code."""
    as_written: tuple[str, ...]
    """The cells as published: vehicle, journey, date, cases, seats."""
