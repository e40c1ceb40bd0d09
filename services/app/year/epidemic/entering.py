"""Who comes in unseen: a few all year through every source, and many in the days of a wave."""

from collections.abc import Iterator, Sequence

import numpy as np

from services.app.year.epidemic.infections import Infection
from services.app.year.epidemic.parameters import SOURCES, Parameters, Wave, moved
from services.app.year.epidemic.world import World
from services.domain.areas import AreaCode

ON_THE_WAY = 5
"""Days before onset in which an entrant was infected, elsewhere."""
ALL_YEAR = ""


def moved_waves(parameters: Parameters, chance: np.random.Generator) -> tuple[Wave, ...]:
    """The waves, each moved by the seed."""
    most = parameters.told["moved"]
    return tuple(moved(wave, int(chance.integers(-most, most + 1))) for wave in parameters.waves)


def expected(parameters: Parameters, waves: Sequence[Wave], source: str, day: int) -> float:
    """People expected to come in unseen on a day through a source."""
    due = sum(wave.people / wave.days for wave in waves if wave.source == source and holds(wave, day))
    return float(parameters.told["introductions"][source]) + due


def holds(wave: Wave, day: int, before: int = 0) -> bool:
    """Is it one of the wave's days, or of those before it?"""
    first = wave.since.timetuple().tm_yday - 1
    return first - before <= day < first + wave.days


def enter(world: World, waves: Sequence[Wave], day: int) -> Iterator[Infection]:
    """Infectious people who come in on a day."""
    for source in SOURCES:
        rate = float(world.parameters.told["introductions"][source])
        yield from _come(world, source, ALL_YEAR, rate, world.doorways[source], day)
    for wave in waves:
        if holds(wave, day):
            areas = wave.areas or world.doorways[wave.source]
            yield from _come(world, wave.source, wave.name, wave.people / wave.days, areas, day)


def _come(
    world: World, source: str, wave: str, mean: float, areas: Sequence[AreaCode], day: int
) -> Iterator[Infection]:
    for _ in range(int(world.chance.poisson(mean))):
        area = areas[int(world.chance.integers(len(areas)))]
        yield Infection(0, None, source, wave, area, day - ON_THE_WAY, day, 0.0)
