"""One new exposure site against a million stored visits, in the running service: event, list, commit."""

import gc
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import numpy as np

from services.app.workers import collect_seldom
from services.domain.events import ExposureSiteReported
from services.domain.records import AdviceClass
from services.plumbing.bus import Delivered
from services.plumbing.clock import SetClock
from services.plumbing.cloudevents import as_message
from services.plumbing.consuming import deliver
from services.plumbing.database import Database
from services.tracing.tables_visits import VisitRow
from tests.benchmarks.measuring import Result, bench_house

VISITS, PEOPLE, DAYS, SITES = 1_000_000, 300_000, 30, 201
PLACES = 20_000
"""Of a province; the most visited one has a seventh of the visits, and cases go where people go."""
SEED = 20210208
FIRST = datetime.fromisoformat("2021-01-01T00:00:00+07:00")
NOW = FIRST + timedelta(days=DAYS + 1)
KILOBYTE, MEGABYTE = 1_000, 1_000_000
_NAMES = ("record", "person", "kind", "place", "area", "since", "until", "learned_at", "gone_at")
_ROWS_ALONE = "select person from tracing_visit where place = ? and since < ? and since > ? and until > ?"

Numbers = Sequence[float]


def run(folder: Path) -> list[Result]:
    """The targets of the issue: 99 of 100 within 50 ms, and a million visits in 300 MB."""
    clock = SetClock(NOW)
    house = bench_house(folder, clock)
    chance = np.random.default_rng(SEED)
    longest = _fill(house.database, chance)
    sites, worker, offset = list(_sites(chance)), house.consumers["tracing"], count()

    def hear(site: ExposureSiteReported) -> None:
        clock.move_to(clock() + timedelta(seconds=1))
        deliver(house.database, worker, [Delivered(0, next(offset), as_message(site))])

    gc.collect()
    collect_seldom()  # as every worker does
    before = _memory()
    begun, _ = _took(lambda: hear(sites[0]))
    grown = (_memory() - before) / MEGABYTE
    ours = [_took(lambda one=site: hear(one)) for site in sites[1:]]
    file = house.settings.home / "house.db"
    house.close()
    theirs = _rows_alone(file, sites[1:], longest)
    return [*_times(ours, theirs), *_costs(begun, grown, file)]


def _times(ours: Sequence[tuple[float, float]], theirs: Numbers) -> Iterator[Result]:
    what, other = f"a new site against {VISITS:,} stored visits", "SQLite, index (place, since), rows alone"
    for column, name, unit in ((0, "processor", "CPU ms"), (1, "with the commit", "ms")):
        took = [one[column] for one in ours]
        for share, said in ((0.5, "median"), (0.99, "99 of 100")):
            number, their = _at(took, share), _at(theirs, share)
            yield Result(f"{what}: {name}, {said}", unit, number * 1e3, other, their * 1e3, limit=50)


def _costs(begun: float, grown: float, file: Path) -> Iterator[Result]:
    size = file.stat().st_size / MEGABYTE
    yield Result("… memory that it adds to a worker", "MB", grown, "the file", size, limit=300)
    yield Result("… reading all visits when it starts", "CPU s", begun, "µs a visit", begun / VISITS * 1e6)


def _fill(database: Database, chance: np.random.Generator) -> float:
    """A million visits of 70 minutes on average; the longest, in seconds."""
    places, since = _places(chance, VISITS), chance.random(VISITS) * DAYS * 86_400
    long = chance.exponential(70 * 60, VISITS) + 60
    people = chance.integers(0, PEOPLE, VISITS)
    drawn = zip(people.tolist(), places.tolist(), since.tolist(), long.tolist(), strict=True)
    rows = (
        (
            f"r{number}",
            f"p{person:024x}",
            "told",
            f"Nơi mẫu {place}",
            "205",
            begin,
            begin + lasting,
            NOW,
            None,
        )
        for number, (person, place, begin, lasting) in enumerate(
            (who, where, FIRST + timedelta(seconds=at), timedelta(seconds=span))
            for who, where, at, span in drawn
        )
    )
    with database.transaction() as tx:
        tx.pour(VisitRow, _NAMES, rows)
    return float(long.max())


def _sites(chance: np.random.Generator) -> Iterator[ExposureSiteReported]:
    begins = chance.random(SITES) * (DAYS - 1) * 86_400
    lasting = np.maximum(chance.exponential(90 * 60, SITES), 600)
    drawn = zip(_places(chance, SITES).tolist(), begins.tolist(), lasting.tolist(), strict=True)
    for number, (place, begin, span) in enumerate(drawn):
        since = FIRST + timedelta(seconds=begin)
        yield ExposureSiteReported(
            learned_at=NOW,
            ref=f"exposure-sites:local:{number}",
            site="local",
            area="205",
            place=f"NƠI MẪU {place}",
            since=since,
            until=since + timedelta(seconds=span),
            latitude=None,
            longitude=None,
            advice_class=AdviceClass.OTHER,
            withdrawn=False,
        )


def _places(chance: np.random.Generator, many: int) -> np.ndarray:
    weights = np.arange(1, PLACES + 1) ** -1.1
    return chance.choice(PLACES, many, p=weights / weights.sum())


def _rows_alone(file: Path, sites: Sequence[ExposureSiteReported], longest: float) -> list[float]:
    """Who was there, asked of the database: no other spelling, no coordinates, no score, no list."""
    with sqlite3.connect(file) as connection:
        connection.execute("create index bench_place on tracing_visit (place, since)")
        connection.execute("analyze")
        return [_took(lambda one=site: _ask(connection, one, longest))[0] for site in sites]


def _ask(connection: sqlite3.Connection, site: ExposureSiteReported, longest: float) -> None:
    assert site.place and site.since and site.until
    until, earliest = site.until, site.since - timedelta(seconds=longest)
    moments = (_utc(until), _utc(earliest), _utc(site.since))
    found = connection.execute(_ROWS_ALONE, (site.place.capitalize(), *moments)).fetchall()
    set(found)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _at(took: Numbers, share: float) -> float:
    return sorted(took)[min(int(len(took) * share), len(took) - 1)]


def _took(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the processor, and of the wall."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.process_time() - processor, time.perf_counter() - wall


def _memory() -> float:
    """Bytes this process holds."""
    held = next(line for line in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in line)
    return int(held.split()[1]) * KILOBYTE
