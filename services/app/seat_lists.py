"""Lists of seats that analysts hand over: rows to rides, and a sentence for whatever is unsure in a row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from services.app.seat_problems import problem
from services.app.tables_in import Row, named_columns, read_numbered, refuse_lacking
from services.domain.row_notes import RowNote
from services.domain.seats import Seats, seat_text, seats_in
from services.domain.text import bare, folded
from services.ingest.cells import Unreadable
from services.ingest.columns import Reading
from services.ingest.day_spans import Span, day_span
from services.ingest.vehicle_numbers import vehicle_of
from services.tracing.manifests import NearRules, Ride, SeatContact, Sitting, contacts, is_small
from services.tracing.vehicle_sizes import seats_told

_HEADINGS = {
    "vehicle": ("vehicle", "phương tiện", "số hiệu"),
    "date": ("date", "ngày", "ngày đi"),
    "seat": ("seat", "ghế", "số ghế"),
    "role": ("role", "vai trò"),
}
_INDEX = frozenset(("index", "case", "f0", "ca benh", "ca chi diem"))
_PASSENGER = frozenset(("passenger", "hanh khach", "khach"))
_AT_ONCE = 10_000  # the same few cells come again and again: read each once
_seats_of = lru_cache(maxsize=_AT_ONCE)(seats_in)
_vehicle_of = lru_cache(maxsize=_AT_ONCE)(vehicle_of)
_plain = lru_cache(maxsize=_AT_ONCE)(bare)


def is_index(role: str) -> bool:
    """Does the cell of a role say that somebody is a case?"""
    return _plain(role) in _INDEX


@dataclass(frozen=True)
class SeatLine:
    """One row of the list, read."""

    number: int
    cells: Row
    """As written, by our names of the columns."""
    is_case: bool
    seats: Seats
    span: Span | None

    @property
    def ride(self) -> tuple[str, ...]:
        """What rows of one ride have in common; a row without a vehicle rides alone."""
        if not self.cells["vehicle"]:
            return ("", str(self.number))
        day = self.span[0].isoformat() if self.span else _plain(self.cells["date"])
        return folded(_vehicle_of(self.cells["vehicle"])[0]), day

    @property
    def sitting(self) -> Sitting:
        """Its seats for the tracing room."""
        return Sitting(tuple(self.seats.seats), self.seats.by_row)


def seat_contacts(
    path: Path, reading: Reading, rules: NearRules
) -> tuple[list[dict[str, Any]], list[RowNote]]:
    """One row a passenger in the order of the file, and the problems by row; raises BadFile."""
    problems: list[RowNote] = []
    lines = list(_lines(path, reading, problems))
    rides: dict[tuple[str, ...], list[SeatLine]] = defaultdict(list)
    for line in lines:
        rides[line.ride].append(line)
    found: dict[int, SeatContact] = {}
    for ride in rides.values():
        passengers = [line for line in ride if not line.is_case]
        told = _ride(ride)
        answers = contacts(told, rules)
        problems += _ride_problems(ride, small=is_small(told, rules))
        found |= {line.number: one for line, one in zip(passengers, answers, strict=True)}
    rows = [_answer(line, found[line.number]) for line in lines if line.number in found]
    return rows, problems


def _ride(lines: Sequence[SeatLine]) -> Ride:
    vehicle = lines[0].cells["vehicle"]
    return Ride(
        cases=[line.sitting for line in lines if line.is_case],
        passengers=[line.sitting for line in lines if not line.is_case],
        kind=_vehicle_of(vehicle)[1],
        size=seats_told(vehicle),
    )


def _answer(line: SeatLine, contact: SeatContact) -> dict[str, Any]:
    written = {name: line.cells[name] for name in ("vehicle", "date", "seat")}
    return written | {"rows_apart": contact.rows_apart, "class": contact.nearness.value}


def _lines(path: Path, reading: Reading, problems: list[RowNote]) -> Iterator[SeatLine]:
    columns, rows = read_numbered(path, "S")
    names = _named(columns)
    days = cache(partial(_day, reading))
    for number, row in rows:
        cells = {name: row[heading] for name, heading in names.items()}
        span, wrong = days(cells["date"])
        problems += [*_row_problems(number, cells), *([problem(number, wrong)] if wrong else [])]
        yield SeatLine(
            number=number,
            cells=cells,
            is_case=is_index(cells["role"]),
            seats=_seats_of(cells["seat"]),
            span=span,
        )


def _day(reading: Reading, cell: str) -> tuple[Span | None, str | None]:
    """The day of a cell, or the code of what is wrong with it."""
    try:
        span = day_span(cell, reading)
    except Unreadable:
        return None, "bad_day"
    return span, None if span else "no_day"


def _row_problems(number: int, cells: Row) -> Iterator[RowNote]:
    if not cells["vehicle"]:
        yield problem(number, "no_vehicle")
    if not is_index(cells["role"]) and _plain(cells["role"]) not in _PASSENGER:
        yield problem(number, "role_unknown")
    if "seat_unreadable" in _seats_of(cells["seat"]).doubts:
        yield problem(number, "seat_unreadable")


def _ride_problems(ride: Sequence[SeatLine], *, small: bool) -> Iterator[RowNote]:
    cases = [line for line in ride if line.is_case]
    if not cases and ride[0].cells["vehicle"]:
        yield problem(ride[0].number, "no_index")
    unseated = [] if small else [line for line in cases if not line.seats.seats]
    yield from (problem(line.number, "index_seat_unknown") for line in unseated)
    yield from (problem(number, "seat_twice") for number in _told_twice(ride))


def _told_twice(ride: Iterable[SeatLine]) -> Iterator[int]:
    seen: set[str] = set()
    for line in ride:
        exact = {seat_text(one) for one in line.seats.seats if one.letter or one.coach}
        if seen & exact:
            yield line.number
        seen |= exact


def _named(columns: Sequence[str]) -> dict[str, str]:
    """Our name of each column to the heading it stands under."""
    found = named_columns(columns, _HEADINGS)
    refuse_lacking(list(found), tuple(_HEADINGS), "S")
    return found
