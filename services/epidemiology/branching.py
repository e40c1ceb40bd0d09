"""Does an introduction start an outbreak? Branching with negative binomial numbers of secondary cases.

Source: Lloyd-Smith, Schreiber, Kopp and Getz, *Superspreading and the effect of individual variation on
disease emergence*, Nature 438 (2005). `r` is the mean number of secondary cases of a case, `k` their
dispersion: the smaller, the more of them come from few cases. Individual control stops that share of cases
from infecting anybody; population control takes that share of every case's contacts.
All functions work element by element.
"""

import math
from dataclasses import dataclass

import numpy as np

from services.epidemiology.quantities import (
    Given,
    Numbers,
    amount,
    positive_or_infinite,
    refused,
    share,
)

ROUNDS = 200
_NEAR_ONE = 1.0 - 2.0**-53


@dataclass(frozen=True)
class Spread:
    """How a disease spreads from one case to the next. Raises BadRecord for what cannot be."""

    r: Given
    k: Given
    """Infinite where every case infects alike (Poisson)."""
    control: Given = 0.0
    """Share of cases that infect nobody."""
    population_control: Given = 0.0
    """Share of all contacts that does not take place."""

    def __post_init__(self) -> None:
        amount(self.r, "R")
        positive_or_infinite(self.k, "k")
        share(self.control, "control")
        share(self.population_control, "population_control")


def outbreak_of_one(spread: Spread) -> Numbers:
    """The chance that one introduction starts an outbreak: the chain of its cases never ends.

    With s the chance that the chain ends, s is the smallest root of
    s = c + (1 − c) (1 + (1 − p) R (1 − s) / k)^(−k); the answer is 1 − s, and 0 where (1 − c) (1 − p) R ≤ 1.
    """
    free = 1.0 - np.asarray(spread.control, dtype=np.float64)
    mean = (1.0 - np.asarray(spread.population_control)) * np.asarray(spread.r, dtype=np.float64)
    k = np.asarray(spread.k, dtype=np.float64)
    free, mean, k = np.broadcast_arrays(free, mean, k)
    found = _largest_root(free, mean, k)
    return np.where(free * mean > 1.0, found, 0.0)


def outbreak(introductions: Given, spread: Spread) -> Numbers:
    """The chance of an outbreak after so many introductions, each by itself: 1 − s^n."""
    one = np.minimum(outbreak_of_one(spread), _NEAR_ONE)
    return -np.expm1(amount(introductions, "introductions") * np.log1p(-one))


def outbreak_of_mean(mean: Given, spread: Spread) -> Numbers:
    """The same when the number of introductions is Poisson with this mean: 1 − exp(−Λ (1 − s))."""
    return -np.expm1(-amount(mean, "introductions") * outbreak_of_one(spread))


def introductions_for(chance: float, spread: Spread) -> int | None:
    """How many introductions make an outbreak at least so likely; None when no number does."""
    if not 0.0 < chance < 1.0:
        raise refused("chance", "lớn hơn 0 và nhỏ hơn 1", "above 0 and below 1")
    one = float(outbreak_of_one(spread))
    if one == 0.0:
        return None
    return max(1, math.ceil(math.log1p(-chance) / math.log1p(-min(one, _NEAR_ONE))))


def _largest_root(free: Numbers, mean: Numbers, k: Numbers) -> Numbers:
    """Of x = (1 − c) (1 − g(x)), x being 1 − s, by Newton's method from above.

    The difference of both sides is convex and rises where we start, so steps only go down and never pass
    the root; working with x keeps digits where an outbreak is very unlikely.
    """
    x = np.array(free, dtype=np.float64)
    for _ in range(ROUNDS):
        log_none, slope = _nobody_infected(x, mean, k)
        rise = 1.0 - free * slope
        step = np.where(rise > 0, (x + free * np.expm1(log_none)) / np.where(rise > 0, rise, 1.0), 0.0)
        step = np.clip(step, 0.0, x)
        x = x - step
        if np.all(step <= 1e-16 * x):
            break
    return x


def log_nobody(mean: Numbers, k: Numbers) -> Numbers:
    """ln of the chance that a case infects nobody: (1 + mean / k)^(−k), or exp(−mean) for an infinite k."""
    alike = np.isinf(k)
    finite = np.where(alike, 1.0, k)
    return np.where(alike, -mean, -finite * np.log1p(mean / finite))


def _nobody_infected(x: Numbers, mean: Numbers, k: Numbers) -> tuple[Numbers, Numbers]:
    """ln g and −g′ for g(x) = (1 + mean x / k)^(−k)."""
    log_none = log_nobody(mean * x, k)
    slope = mean * np.exp(log_none - np.where(np.isinf(k), 0.0, np.log1p(mean * x / k)))
    return log_none, slope
