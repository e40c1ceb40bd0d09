"""Linkage of the made-up stream beside Splink and simple rules; one newcomer against a million people."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from services.domain.papers import phone_number
from services.linkage.faces import note_faces
from services.linkage.hearing import meet
from services.linkage.kinds import Band
from services.linkage.mapping import read_map
from services.linkage.names import words_in
from services.linkage.tables_linked import Decision, link_tables
from services.plumbing.clock import SetClock
from services.plumbing.database import Base, Database
from tests.benchmarks.measuring import Result
from tests.benchmarks.waves import BUSIEST
from tests.linkage.meeting import LIMITS, PRIVACY, crowd
from tests.linkage.stream import MAP, Stream, rates_found, stream

SEEDS = (101, 102)  # used in no other place
SMALL, LARGE = 50_000, 500_000
PEOPLE = 1_000_000
NEWCOMERS = 200
BATCH = 2_000

Answer = TypeVar("Answer")


def run(folder: Path) -> list[Result]:
    """The targets of the issue; the large ones take some ten minutes."""
    return [*_quality(), *_size(), *_newcomers(folder)]


def _quality() -> list[Result]:
    tables = stream(SMALL, SEEDS[0])
    seconds, decisions = _timed(lambda: _linked(tables))
    precision, _, f1 = rates_found(_pairs(decisions, Band.MERGE, Band.REVIEW), tables.pairs)
    joined, _, joined_f1 = rates_found(_pairs(decisions, Band.MERGE), tables.pairs)
    ruled = rates_found(_any_rule(tables), tables.pairs)
    splink_seconds, splinked = _timed(lambda: _splinked(tables))
    other = rates_found(splinked, tables.pairs)
    size = f"{SMALL // 1000}k × {SMALL // 1000}k"
    return [
        Result(f"linkage {size}: F1", "", f1, "Splink 4, one to one", other[2], least=0.955),
        Result(f"linkage {size}: precision", "", precision, "Splink 4, one to one", other[0], least=0.985),
        Result(f"linkage {size}: F1", "", f1, "same paper, telephone or name and birthday", ruled[2]),
        Result(
            f"linkage {size}: joined by itself, precision", "", joined, "the rules", ruled[0], least=0.995
        ),
        Result(f"linkage {size}: joined by itself, F1", "", joined_f1, "Splink 4, one to one", other[2]),
        Result(f"linkage {size}: time", "CPU s", seconds, "Splink 4", splink_seconds),
    ]


def _size() -> list[Result]:
    tables = stream(LARGE, SEEDS[1])
    seconds, decisions = _timed(lambda: _linked(tables))
    _, _, f1 = rates_found(_pairs(decisions, Band.MERGE, Band.REVIEW), tables.pairs)
    joined, _, _ = rates_found(_pairs(decisions, Band.MERGE), tables.pairs)
    ruled_seconds, ruled = _timed(lambda: _any_rule(tables))
    rules, simple = "the rules", rates_found(ruled, tables.pairs)
    size = f"{LARGE // 1000}k + {LARGE // 1000}k"
    return [
        Result(f"linkage {size}: F1", "", f1, rules, simple[2], least=0.93),
        Result(f"linkage {size}: joined by itself, precision", "", joined, rules, simple[0], least=0.995),
        Result(f"linkage {size}: time", "CPU s", seconds, rules, ruled_seconds, limit=150),
    ]


def _newcomers(folder: Path, people: int = PEOPLE) -> list[Result]:
    """Each newcomer in a transaction of its own: note, find, compare, decide, commit to the disk."""
    database = Database(f"sqlite:///{folder / 'people.db'}", SetClock(BUSIEST))
    Base.metadata.create_all(database.engine)
    tables = stream(people // 2, SEEDS[0])
    for rows in (tables.a, tables.b[NEWCOMERS:]):
        for start in range(0, len(rows), BATCH):
            with database.transaction() as tx:
                note_faces(tx, PRIVACY, crowd(rows[start : start + BATCH]))
        sys.stderr.write(f"  {len(rows):,} people noted\n")
    cpu = sorted(_timed(lambda row=row: _come(database, row))[0] * 1000 for row in tables.b[: NEWCOMERS // 2])
    wall = sorted(
        _waited(lambda row=row: _come(database, row)) for row in tables.b[NEWCOMERS // 2 : NEWCOMERS]
    )
    bare = sorted(_waited(lambda: _nothing(database)) for _ in range(NEWCOMERS // 2))
    database.close()
    half, most = len(wall) // 2, len(wall) * 99 // 100
    what, other = f"a newcomer against {people:,} people", "nobody new: an empty commit"
    return [
        Result(f"{what}: processor, median", "ms", cpu[half], other, bare[half], limit=20),
        Result(f"{what}: with the commit, median", "ms", wall[half], other, bare[half], limit=20),
        Result(f"{what}: with the commit, 99 of 100", "ms", wall[most], other, bare[most]),
    ]


def _come(database: Database, row: dict[str, str]) -> None:
    with database.transaction() as tx:
        meet(tx, PRIVACY, note_faces(tx, PRIVACY, crowd([row])), LIMITS)


def _nothing(database: Database) -> None:
    with database.transaction() as tx:
        note_faces(tx, PRIVACY, [])


def _linked(tables: Stream) -> list[Decision]:
    return link_tables(read_map(MAP), tables.a, tables.b)


def _pairs(decisions: list[Decision], *bands: Band) -> set[tuple[str, str]]:
    return {(one.a, one.b) for one in decisions if one.band in bands and one.a and one.b}


def _any_rule(tables: Stream) -> set[tuple[str, str]]:
    """What a spreadsheet can do: the same paper, the same telephone, or the same folded name and birthday."""
    keys: tuple[Callable[[dict[str, str]], str], ...] = (
        lambda row: row["so_giay_to"],
        lambda row: phone_number(row["dien_thoai"]),
        lambda row: " ".join(sorted(words_in(row["ho_ten"]))) + row["ngay_sinh"],
    )
    return set().union(*(_equal(tables, key) for key in keys))


def _equal(tables: Stream, key: Callable[[dict[str, str]], str]) -> set[tuple[str, str]]:
    under: dict[str, list[str]] = {}
    for row in tables.a:
        under.setdefault(key(row), []).append(row["rec"])
    under.pop("", None)
    return {(a, row["rec"]) for row in tables.b for a in under.get(key(row), ())}


def _splinked(tables: Stream) -> set[tuple[str, str]]:
    # Here: only who measures needs Splink (`uv sync --group bench`).
    from tests.benchmarks.splinked import one_to_one, splink_pairs

    return one_to_one(splink_pairs(tables))


def _timed(work: Callable[[], Answer]) -> tuple[float, Answer]:
    """Seconds of processor time, of all threads: what else the machine does hardly shows in it."""
    started = time.process_time()
    answer = work()
    return time.process_time() - started, answer


def _waited(work: Callable[[], object]) -> float:
    """Milliseconds on the wall, the disk included."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000
