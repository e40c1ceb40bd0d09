"""What is not known for sure, as draws: each quantity takes one value a draw, the same chance in every run.

Draws are quantiles of numbers spread evenly between 0 and 1 (Latin hypercube; McKay, Beckman and Conover,
Technometrics 21, 1979). The numbers belong to the name of the quantity, so that two runs that differ in one
input differ in nothing else, and a quantity that rises with its input rises in every draw. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from scipy.special import betaincinv, gammaincinv

from services.epidemiology.quantities import Given, Numbers, amount, positive, share, whole_number

DRAWS = 500
SEED = 2021


@dataclass(frozen=True)
class Chance:
    """Numbers between 0 and 1 for every quantity that is not known for sure."""

    draws: int = DRAWS
    seed: int = SEED

    def __post_init__(self) -> None:
        positive(whole_number(self.draws, "draws"), "draws")

    def of(self, kind: str, keys: Sequence[str]) -> Numbers:
        """A row a key, as (keys, draws); a key has the same row whoever stands beside it."""
        rows = [_spread_evenly(f"{kind}/{key}", self.draws, self.seed) for key in keys]
        return np.stack(rows) if rows else np.zeros((0, self.draws))


@dataclass(frozen=True)
class Share:
    """A share nobody knows for sure: a Beta with this mean, worth so many observations. Raises BadRecord."""

    usual: Given
    strength: Given

    def __post_init__(self) -> None:
        share(self.usual, "usual")
        positive(self.strength, "strength")

    def drawn(self, chance: Numbers, yes: Given = 0.0, no: Given = 0.0) -> Numbers:
        """One value a draw after so many observations for and against; rows stand in front."""
        usual, weight = _column(self.usual), _column(self.strength)
        more = weight * usual + _column(amount(yes, "yes"))
        less = weight * (1.0 - usual) + _column(amount(no, "no"))
        # Where all weight lies on one side there is nothing to draw.
        some = np.asarray((more > 0) & (less > 0))
        found = betaincinv(np.where(some, more, 1.0), np.where(some, less, 1.0), chance)
        return np.asarray(np.where(some, found, (more > 0) * 1.0))


def times(shape: Given, chance: Numbers) -> Numbers:
    """A factor around 1: a Gamma of mean 1; the larger the shape, the closer to 1. Raises BadRecord."""
    known = _column(positive(shape, "shape"))
    return np.asarray(gammaincinv(known, chance) / known)


def _column(value: Given) -> Numbers:
    """Rows in front of draws."""
    numbers = np.asarray(value, dtype=np.float64)
    return numbers[..., np.newaxis] if numbers.ndim else numbers


@lru_cache(maxsize=20_000)
def _spread_evenly(name: str, draws: int, seed: int) -> Numbers:
    order = np.random.default_rng((seed, crc32(name.encode()))).permutation(draws)
    found = (order + 0.5) / draws
    found.flags.writeable = False
    return found
