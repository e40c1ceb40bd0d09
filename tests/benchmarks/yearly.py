"""A year of records: rows a second beside the bare csv writer, memory, days of it through every consumer."""

import csv
import re
import subprocess
import sys
import time
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from services.app.demo.facts import read_facts
from services.app.replay import Pace, replay
from services.app.year.epidemic.parameters import read_parameters
from services.app.year.playing import played
from services.app.year.script import Year, rows_by_day, year_of
from services.app.year.seasons import DATA, read_seasons
from services.plumbing.clock import SetClock
from services.policy.reader import load_jurisdiction
from tests.benchmarks.measuring import Result, bench_house

DAYS = 3
FIRST, LAST = date(2021, 7, 17), date(2021, 7, 18)
"""Two days of summer in which a wave comes in."""
MADE = """
import sys
from pathlib import Path
from tests.benchmarks.yearly import scenario
from services.app.year.writing import write_year
write_year(scenario(float(sys.argv[2])), Path(sys.argv[1]))
print(Path('/proc/self/status').read_text())
"""


def scenario(volume: float) -> Year:
    """The year 2021 of seed 2021."""
    land = load_jurisdiction("quang-ninh")
    facts, parameters = read_facts(land.name, land.zone), read_parameters(DATA, land.name, 2021)
    return year_of(read_seasons(land.name, 2021), facts, land.areas, 2021, volume, parameters)


def run(folder: Path) -> list[Result]:
    """Rows a second of processor time; megabytes at two volumes; records a second with all consumers."""
    year = scenario(1.0)
    started = time.process_time()
    made = [by_feed for _, by_feed in islice(rows_by_day(year), DAYS)]
    seconds = time.process_time() - started
    rows = sum(len(rows) for by_feed in made for rows in by_feed.values())
    bare = _bare(folder, made)
    small, large = (_peak_mb(folder / f"year-{volume}", volume) for volume in (0.002, 0.02))
    played_rows, played_seconds = _played(folder, year)
    return [
        Result("a year at true volume: rows made", "rows/CPU s", rows / seconds,
               "csv.DictWriter, the same rows", rows / bare, least=10_000),
        Result("… memory of a year at a fiftieth", "MB", large, "at a five-hundredth", small, limit=300),
        Result("two days of it taken in, every consumer", "records/CPU s", played_rows / played_seconds,
               "making them", rows / seconds),
    ]  # fmt: skip


def _bare(folder: Path, made: list[dict[str, list[dict[str, str]]]]) -> float:
    started = time.process_time()
    for number, by_feed in enumerate(made):
        for feed, rows in by_feed.items():
            heads = list(dict.fromkeys(head for row in rows for head in row))
            with (folder / f"{number}-{feed}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, heads, restval="")
                writer.writeheader()
                writer.writerows(rows)
    return time.process_time() - started


def _peak_mb(folder: Path, volume: float) -> float:
    done = subprocess.run(
        [sys.executable, "-c", MADE, str(folder), str(volume)], capture_output=True, text=True, check=True
    )
    found = re.search(r"VmHWM:\s+(\d+) kB", done.stdout)
    assert found is not None
    return int(found.group(1)) / 1024


def _played(folder: Path, year: Year) -> tuple[int, float]:
    """Records, and seconds of the processor without those that making them took."""
    zone = year.stage.zone
    script = list(played(year, FIRST, LAST))
    clock = SetClock(datetime.combine(FIRST, datetime.min.time(), tzinfo=zone))
    house = bench_house(folder, clock)
    started = time.process_time()
    rows = replay(
        house,
        clock,
        script,
        datetime.combine(LAST, datetime.max.time(), tzinfo=zone),
        Pace(0.0),
        lambda _: None,
    )
    seconds = time.process_time() - started
    house.close()
    assert rows == sum(len(one.rows) for one in script)
    return rows, seconds
