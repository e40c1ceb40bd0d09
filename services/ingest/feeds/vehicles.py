"""Flights, trains, ships and taxis with cases and seats: Hong Kong's list, and any list of that form."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import Event
from services.domain.records import VehicleExposure, VehicleKind
from services.domain.seats import Seats, seats_in
from services.domain.text import folded
from services.ingest.case_lists import CasesTold, cases_in
from services.ingest.cells import text
from services.ingest.columns import Reading, Values
from services.ingest.day_spans import NOT_TOLD, Span, days_told, span_inside
from services.ingest.feed import Feed, Kept, Published, column
from services.ingest.hong_kong import source_of, zone_by
from services.ingest.list_times import known_text
from services.ingest.vehicle_checks import VEHICLE_FLAGS
from services.ingest.vehicle_numbers import vehicle_of

NAME = "vehicles"
_STOPS = re.compile(r"\s*(?:→|->|–>|=>|➔|⟶)\s*|\s+(?:to|đến|–|-)\s+")
_CELLS = ("vehicle", "route", "date", "cases", "seats")


def build(values: Values, reading: Reading) -> VehicleExposure:
    """Every row is read as far as it goes; what is unsure is among its doubts."""
    vehicle, kind = vehicle_of(values["vehicle"])
    told = cases_in(values["cases"])
    span, seats = _days_and_seats(values, reading)
    first, last = span or (None, None)
    return VehicleExposure(
        source=source_of(values, reading),
        vehicle=vehicle,
        kind=kind,
        stops=tuple(stop for stop in _STOPS.split(values["route"] or "") if stop),
        first_day=first,
        last_day=last,
        cases=told.numbers,
        cases_elsewhere=told.elsewhere,
        seats=tuple(seats.seats),
        crew=seats.crew,
        doubts=tuple(sorted(_doubts(kind, span, told, seats))),
        as_written=tuple(_as_written(values)),
    )


def key(record: VehicleExposure) -> str:
    """The journey and its cases; of cases without numbers also the seat, for several share a flight."""
    who = ",".join(map(str, record.cases)) or f"?{record.as_written[4]}"
    if record.cases and record.cases_elsewhere:
        who += f"+{record.cases_elsewhere}"
    where = folded("".join(record.stops)) if record.kind is VehicleKind.TAXI else ""
    day = record.first_day.isoformat() if record.first_day else ""
    return f"{record.source}:{folded(record.vehicle)}|{day}|{who}|{where[:60]}"


def about(record: VehicleExposure) -> date:
    """The last day of the journey."""
    return last_day(record) or date.min


def last_day(record: VehicleExposure) -> date | None:
    """The last local day; None: not told."""
    return record.last_day or record.first_day


def events(kept: Sequence[Kept], learned_at: datetime) -> list[Event]:
    """Nothing by itself: the list as a whole says that it was revised."""
    return []


def _days_and_seats(values: Values, reading: Reading) -> tuple[Span | None, Seats]:
    """Days that stand in the column of seats (ships, taxis) are days."""
    said = values["seats"] or ""
    span = (values["date"] or NOT_TOLD).span
    moved = span_inside(said, reading) if span is None else None
    return span or moved, Seats(doubts={"days_among_seats"}) if moved else seats_in(said)


def _doubts(kind: VehicleKind, span: Span | None, told: CasesTold, seats: Seats) -> set[str]:
    found = set(told.doubts) | seats.doubts
    seated = kind in (VehicleKind.FLIGHT, VehicleKind.TRAIN, VehicleKind.COACH)
    if span is None:
        found.add("no_day")
    if seated and not seats.crew and (seats.unknown or not seats.seats):
        found.add("seat_unknown")
    elif seated and seats.seats and len(seats.seats) != len(told.numbers) + told.elsewhere:
        found.add("seats_and_cases_differ")
    return found | ({"kind_unknown"} if kind is VehicleKind.OTHER else set())


def _as_written(values: Values) -> list[str]:
    days: str = (values["date"] or NOT_TOLD).text
    return [days if name == "date" else values[name] or "" for name in _CELLS]


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Chuyến bay, tàu, xe có ca bệnh", en="Vehicles with cases"),
    columns=(
        column(
            "vehicle",
            "Phương tiện",
            "Vehicle",
            text,
            *("flight/train/ship number", "flight number", "flight", "số hiệu", "chuyến bay", "chuyến tàu"),
            *("biển số", "số phương tiện", "vehicle number"),
            required=True,
        ),
        column("route", "Hành trình", "Route", known_text, "departure & arrival", "departure and arrival"),
        column(
            "date",
            "Ngày đi",
            "Day",
            days_told,
            "date of travel",
            "travel date",
            "ngày",
            required=True,
            blank=True,
        ),
        column(
            "cases",
            "Ca bệnh",
            "Cases",
            text,
            *("related probable/confirmed cases", "related confirmed cases", "related cases", "mã ca bệnh"),
            required=True,
            longest=1000,
        ),
        column("seats", "Số ghế", "Seats", text, "seat number (if known)", "seat number", "seat", "ghế"),
        column("source", "Nguồn danh sách", "List of", known_text, "đơn vị công bố", longest=60),
    ),
    record=VehicleExposure,
    build=build,
    key=key,
    events=events,
    day=about,
    senders=frozenset((Agency.HEALTH, Agency.POLICE)),
    flag=VEHICLE_FLAGS,
    zone=zone_by("flighttrainshipnumber", "relatedprobableconfirmedcases"),
    published=Published(scope=lambda journey: str(journey.source), day=last_day),
)
