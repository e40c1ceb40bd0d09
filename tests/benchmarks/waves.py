"""A house that has lived through part of the replay: what several benchmarks look at."""

from datetime import datetime
from pathlib import Path

from services.app.demo.facts import read_facts
from services.app.demo.script import deliveries
from services.app.replay import Pace, replay
from services.app.wiring import House
from services.plumbing.clock import SetClock
from tests.benchmarks.measuring import bench_house

START = datetime.fromisoformat("2021-01-20T00:00:00+07:00")
BUSIEST = datetime.fromisoformat("2021-02-08T20:00:00+07:00")
"""50 F0, two districts under Directive 16, more than 20 communes locked."""


def house_on_the_busiest_day(folder: Path, volume: float = 0.1) -> House:
    """The replay up to 8 February 2021, with a tenth of the travellers."""
    clock = SetClock(START)
    house = bench_house(folder, clock)
    facts = read_facts(house.jurisdiction.name, house.jurisdiction.zone)
    script = deliveries(START, BUSIEST, 2021, house.jurisdiction.areas, facts, volume)
    replay(house, clock, script, BUSIEST, Pace(0.0), lambda _: None)
    return house
