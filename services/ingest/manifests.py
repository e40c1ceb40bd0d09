"""How each row of a list of vehicles was read: for people who check a reading, row by row. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from services.domain.records import VehicleExposure
from services.domain.seats import seat_text
from services.ingest.reading import Read


def parsed(read: Iterable[Read]) -> list[dict[str, Any]]:
    """One line a source row, none left out; what is unsure is among its doubts."""
    rows = list(read)
    twice = _seats_told_twice(rows)
    return [_line(one, twice) for one in rows]


def _line(one: Read, twice: set[tuple[Any, ...]]) -> dict[str, Any]:
    journey: VehicleExposure | None = one.record
    line: dict[str, Any] = {"row": one.row.number, "outcome": one.outcome.value}
    if journey is None:
        line["doubts"] = " ".join(fault.code for fault in one.faults)
        return line | {"as_written": " | ".join(str(cell) for cell in one.row.cells.values())}
    doubts = {*journey.doubts, *(["seat_told_twice"] if twice.intersection(_places(journey)) else [])}
    return line | {
        "vehicle": journey.vehicle,
        "kind": journey.kind.value,
        "from": journey.stops[0] if journey.stops else None,
        "to": journey.stops[-1] if len(journey.stops) > 1 else None,
        "day": journey.first_day,
        "last_day": journey.last_day,
        "cases": " ".join(map(str, journey.cases)),
        "cases_elsewhere": journey.cases_elsewhere,
        "seats": " ".join(map(seat_text, journey.seats)),
        "cabin": " ".join(sorted({seat.cabin for seat in journey.seats if seat.cabin})),
        "crew": journey.crew,
        "doubts": " ".join(sorted(doubts)),
        "as_written": " | ".join(journey.as_written),
    }


def _places(journey: VehicleExposure) -> Iterator[tuple[Any, ...]]:
    for seat in journey.seats:
        if seat.letter:
            yield journey.vehicle, journey.first_day, seat.coach, seat.row, seat.letter


def _seats_told_twice(rows: Iterable[Read]) -> set[tuple[Any, ...]]:
    """Seats of one journey under which rows name different cases: one of them sat elsewhere."""
    told: dict[tuple[Any, ...], set[tuple[int, ...]]] = defaultdict(set)
    for one in rows:
        if one.record is not None:
            for place in _places(one.record):
                told[place].add(one.record.cases)
    return {place for place, cases in told.items() if len(cases) > 1}
