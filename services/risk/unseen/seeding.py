"""From infectious people who enter to outbreaks: how many entries start one, and how likely one starts. Pure.

An entry starts an outbreak with the chance 1 − q (Lloyd-Smith 2005; epidemiology.branching), R being that of
the state an area is in; entries of all sources add up, and P(outbreak in h days) = 1 − exp(−h Σ S).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.epidemiology.branching import Spread, outbreak_of_one
from services.epidemiology.quantities import Given, Numbers, amount, positive
from services.risk.unseen.draws import Chance, times
from services.risk.unseen.lines import LINES, Line, added_up

HORIZON = 7.0


@dataclass(frozen=True)
class Ground:
    """How infection goes on in areas. Raises BadRecord."""

    r: Numbers
    """R in each state an area may be in."""
    state_of: NDArray[np.intp]
    """The state of each area."""
    r_shape: Given
    k: float
    k_shape: Given

    def __post_init__(self) -> None:
        amount(self.r, "R")
        positive(self.k, "k")

    @property
    def ends(self) -> NDArray[np.bool_]:
        """Areas where R is at most 1: chains of infection end by themselves."""
        return np.asarray(np.asarray(self.r)[self.state_of] <= 1.0)

    def takes(self, chance: Chance) -> Numbers:
        """The chance that one infectious person who enters an area starts an outbreak: (areas, draws)."""
        r = np.asarray(self.r)[:, np.newaxis] * times(self.r_shape, chance.of("R", ["*"]))
        k = self.k * times(self.k_shape, chance.of("k", ["*"]))
        return np.asarray(outbreak_of_one(Spread(r, k))[self.state_of])


@dataclass(frozen=True)
class Seeding:
    """By area and line, in people a day: (2, areas, lines, draws)."""

    entrants: Numbers
    """Infectious people who enter unseen."""
    seeds: Numbers
    """Those of them who start an outbreak."""

    def outbreak(self, days: float = HORIZON) -> Numbers:
        """The chance of an outbreak within so many days: (2, areas, draws)."""
        return np.asarray(-np.expm1(-amount(days, "days") * self.seeds.sum(axis=2)))


def seeding(lines: Sequence[Line], takes: Numbers, upwards: Numbers) -> Seeding:
    """All lines together. `upwards`, (shown, areas): which areas lie in each area that is shown."""
    by_name = {line.name: line.entrants() for line in lines}
    nobody = np.zeros((2, *takes.shape))
    entrants = np.stack([by_name.get(name, nobody) for name in LINES], axis=2)
    seeds = entrants * takes[:, np.newaxis, :]
    return Seeding(_up(upwards, entrants), _up(upwards, seeds))


def _up(upwards: Numbers, by_area: Numbers) -> Numbers:
    flat = [added_up(upwards, side.reshape(len(side), -1)) for side in by_area]
    return np.stack(flat).reshape(2, len(upwards), *by_area.shape[2:])
