"""A case is confirmed among 100,000 seats, or stays, kept: from the record to lists and levels."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from services.app.wiring import House
from services.domain.events import ListKind
from services.plumbing.clock import SetClock
from services.tracing.list_views import lists_of
from services.tracing.tables_rides import RideRow
from services.tracing.tables_stays import SharedStayRow
from tests.benchmarks.doors import Doors, at, case, pseudonym
from tests.benchmarks.measuring import Result, bench_house, cpu_seconds

ROWS, TOGETHER, CASES, DAYS = 100_000, 45, 60, 14
NOW = datetime.fromisoformat("2021-02-08T08:00:00+07:00")
FIRST = date(2021, 1, 25)
_RIDE = ("record", "person", "ref", "day", "kind", "size", "seat", "learned_at", "gone_at")
_STAY = (
    "record", "person", "ref", "kind", "place", "unit", "area", "since", "until", "learned_at", "gone_at",
)  # fmt: skip
_ALONE = "select person, {0} from {1} where gone_at is null and ref in " \
    "(select ref from {1} where person = ? and gone_at is null)"  # fmt: skip
_WRITE = "insert into bench_listed values (?, ?)"


class _Sort(NamedTuple):
    """One sort of occasion, filled with rows."""

    said: str
    table: Any
    names: Sequence[str]
    rows: Callable[[House], Iterator[tuple[object, ...]]]
    kind: ListKind
    read: str


def run(folder: Path) -> list[Result]:
    """Seconds of processor of the whole room; beside reading who was there too and writing them down."""
    sorts = (
        _Sort("seats kept, 45 in its coach", RideRow, _RIDE, _rides, ListKind.MANIFEST, "seat"),
        _Sort("stays kept, 45 in its shift", SharedStayRow, _STAY, _stays, ListKind.SHARED_PLACE, "unit"),
    )
    return [one for sort in sorts for one in _run(folder / sort.kind.value, sort)]


def _run(folder: Path, sort: _Sort) -> list[Result]:
    folder.mkdir()
    house = bench_house(folder, SetClock(NOW))
    with house.database.transaction() as tx:
        tx.pour(sort.table, sort.names, islice(sort.rows(house), ROWS))
    doors = Doors(house)
    people = range(0, CASES * TOGETHER, TOGETHER)  # one of each
    took = list(doors.took("cases", [case(number) for number in people]))[1:]  # the first reads what stands
    doors.close()
    with house.database.reading() as tx:
        assert len(lists_of(tx, kind=sort.kind)) == CASES
    alone = _alone(house, sort, [pseudonym(house, number) for number in people])
    house.close()
    what = f"a case among {ROWS:,} {sort.said}"
    other = "SQLite: who was there by index, as many rows written"
    return [
        Result(f"{what}: {said}", "CPU ms", at(took, share) * 1e3, other, at(alone, share) * 1e3)
        for share, said in ((0.5, "median"), (0.99, "99 of 100"))
    ]


def _rides(house: House) -> Iterator[tuple[object, ...]]:
    """Coaches of fourteen days; two seats in three are told."""
    for number in range(ROWS):
        vehicle, seat = divmod(number, TOGETHER)
        day = FIRST + timedelta(days=vehicle % DAYS)
        told = str(seat + 1) if number % 3 else ""
        who = pseudonym(house, number)
        yield f"r{number}", who, f"XK{vehicle}/{day}", day, "coach", None, told, NOW - timedelta(days=1), None


def _stays(house: House) -> Iterator[tuple[object, ...]]:
    """Shifts that meet on each of fourteen days."""
    learned = NOW - timedelta(days=1)
    for number in range(ROWS):
        worker, day = divmod(number, DAYS)
        shift = worker // TOGETHER
        since = NOW - timedelta(days=DAYS - day)
        row = (f"m{shift}", "shift", "Công ty Mẫu", f"ca {shift}", "205", since, since + timedelta(hours=8))
        yield f"s{number}", pseudonym(house, worker), *row, learned, None


def _alone(house: House, sort: _Sort, people: Sequence[str]) -> list[float]:
    with closing(sqlite3.connect(house.settings.home / "house.db")) as base:
        base.execute("create table bench_listed (person text, seat text)")
        base.execute("create index bench_listed_person on bench_listed (person)")
        there = _ALONE.format(sort.read, sort.table.__tablename__)

        def listed(person: str) -> None:
            base.executemany(_WRITE, base.execute(there, (person,)).fetchall())
            base.commit()

        return [cpu_seconds(lambda one=person: listed(one)) for person in people]
