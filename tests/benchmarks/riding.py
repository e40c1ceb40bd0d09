"""A case is confirmed aboard a coach of 45 among 100,000 seats kept: from the record to lists and levels."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path

from services.app.wiring import House
from services.plumbing.clock import SetClock
from services.tracing.list_views import lists_of
from services.tracing.tables_rides import RideRow
from tests.benchmarks.doors import Doors, at, case, pseudonym
from tests.benchmarks.measuring import Result, bench_house, cpu_seconds

SEATS, ABOARD, CASES = 100_000, 45, 60
NOW = datetime.fromisoformat("2021-02-08T08:00:00+07:00")
FIRST = date(2021, 1, 25)
_RIDE = ("record", "person", "ref", "day", "kind", "size", "seat", "learned_at", "gone_at")
_ALONE = "select person, seat from tracing_ride where gone_at is null and ref in " \
    "(select ref from tracing_ride where person = ? and gone_at is null)"  # fmt: skip
_WRITE = "insert into bench_listed values (?, ?)"


def run(folder: Path) -> list[Result]:
    """Seconds of processor of the whole room; beside reading who rode along and writing them down."""
    house = bench_house(folder, SetClock(NOW))
    _fill(house)
    doors = Doors(house)
    people = range(0, CASES * ABOARD, ABOARD)  # one of each vehicle
    took = list(doors.took("cases", [case(number) for number in people]))[1:]  # the first reads what stands
    doors.close()
    with house.database.reading() as tx:
        assert sum(one.kind.value == "manifest" for one in lists_of(tx)) == CASES
    alone = _alone(house, [pseudonym(house, number) for number in people])
    house.close()
    what = f"a case among {SEATS:,} seats kept, {ABOARD} in its coach"
    other = "SQLite: the riders by index, as many rows written"
    return [
        Result(f"{what}: {said}", "CPU ms", at(took, share) * 1e3, other, at(alone, share) * 1e3)
        for share, said in ((0.5, "median"), (0.99, "99 of 100"))
    ]


def _fill(house: House) -> None:
    with house.database.transaction() as tx:
        tx.pour(RideRow, _RIDE, islice(_rides(house), SEATS))


def _rides(house: House) -> Iterator[tuple[object, ...]]:
    """Coaches of fourteen days; two seats in three are told."""
    for number in range(SEATS):
        vehicle, seat = divmod(number, ABOARD)
        day = FIRST + timedelta(days=vehicle % 14)
        told = str(seat + 1) if number % 3 else ""
        who = pseudonym(house, number)
        yield f"r{number}", who, f"XK{vehicle}/{day}", day, "coach", None, told, NOW - timedelta(days=1), None


def _alone(house: House, people: Sequence[str]) -> list[float]:
    with closing(sqlite3.connect(house.settings.home / "house.db")) as base:
        base.execute("create table bench_listed (person text, seat text)")
        base.execute("create index bench_listed_person on bench_listed (person)")

        def listed(person: str) -> None:
            base.executemany(_WRITE, base.execute(_ALONE, (person,)).fetchall())
            base.commit()

        return [cpu_seconds(lambda one=person: listed(one)) for person in people]
