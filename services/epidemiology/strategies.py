"""Every quarantine of so many days with so many tests, the one that leaves least first.

The sum is that of `residual`, for all of them at once. Wells and others, Nat Commun 12 (2021), ask the same
of tests at entry and exit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.epidemiology.quantities import Numbers, amount, positive, refused, whole_number
from services.epidemiology.residual import Belief, Left, Plan, shares_later

LONGEST = 90
MOST = 50_000
"""More days, or strategies, than that nobody orders or reads."""
ALIKE = 6
"""Decimals: what leaves as much to a millionth is told apart by days and tests alone."""

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Limits:
    """Quarantine begins on day `enter` and takes whole days; tests lie on its days. Raises BadRecord."""

    max_days: int = 21
    max_tests: int = 3
    enter: float = 0.0

    def __post_init__(self) -> None:
        days, tests = whole_number(self.max_days, "max_days"), whole_number(self.max_tests, "max_tests")
        amount(self.enter, "enter")
        if self.enter > LONGEST:
            raise refused("enter", f"không quá {LONGEST} ngày", f"at most {LONGEST} days")
        if days > LONGEST or _number(days, tests) > MOST:
            raise refused(
                "max_days",
                f"nhỏ hơn (hoặc max_tests nhỏ hơn): không quá {LONGEST} ngày và {MOST} phương án",
                f"smaller (or max_tests smaller): at most {LONGEST} days and {MOST} strategies",
            )


class Strategies(NamedTuple):
    """All within some limits, one value each: days, and which of the sets of test days."""

    enter: float
    days: Whole
    which: Whole
    sets: Sequence[tuple[int, ...]]
    """Days of tests since entry, fewer tests first."""

    def plan(self, one: int) -> Plan:
        """As `residual` takes it."""
        return Plan(self.enter, self.enter + float(self.days[one]), self.test_days(one))

    def test_days(self, one: int) -> list[float]:
        """As `Plan` counts them."""
        return [self.enter + day for day in self.sets[self.which[one]]]

    def tests(self) -> Whole:
        """How many of each."""
        return np.array([len(days) for days in self.sets])[self.which]

    def left(self, infected: Numbers, belief: Belief) -> Left:
        """What each prevents, and whom its tests never find, as (draws, strategies)."""
        since = np.arange(float(self.days.max()) + 1.0) + self.enter
        later = shares_later(infected, belief.generation)
        after = np.stack([later(day) for day in since], axis=1)
        held = np.mean(later(self.enter)[:, None] - after, axis=-1)
        kept = np.maximum(after - later(belief.isolation)[:, None], 0.0) / len(infected)
        missed = self._missed(since, infected, belief)
        draws = max(len(held), len(missed))
        parts = (np.broadcast_to(part, (draws, *part.shape[1:])) for part in (held, kept, missed))
        prevented = [
            (whole[:, None] + if_found @ (1.0 - miss))[self.days, self.which]
            for whole, if_found, miss in zip(*parts, strict=True)
        ]
        return Left(np.minimum(prevented, 1.0), np.mean(missed, axis=1)[:, self.which])

    def _missed(self, since: Numbers, infected: Numbers, belief: Belief) -> Numbers:
        """The chance that no test of a set finds somebody: (draws, infected, sets)."""
        found = belief.curve.found(since - infected[:, None], belief.shift)
        misses = np.concatenate([1.0 - found, np.ones((*found.shape[:2], 1))], axis=-1)
        most = max(len(days) for days in self.sets)
        padded = np.array([(*days, *[-1] * (most - len(days))) for days in self.sets], dtype=np.int64)
        missed = np.ones((*found.shape[:2], len(self.sets)))
        for column in padded.reshape(len(self.sets), most).T:
            missed *= misses[..., column]
        return missed


def strategies(limits: Limits) -> Strategies:
    """All of them, by days, then tests."""
    sets = [
        days
        for tests in range(limits.max_tests + 1)
        for days in combinations(range(limits.max_days + 1), tests)
    ]
    last = np.array([max(days, default=0) for days in sets])
    days, which = np.nonzero(last <= np.arange(limits.max_days + 1)[:, None])
    return Strategies(limits.enter, days, which, sets)


def affordable_tests(budget: float, people: float = 1) -> int:
    """How many tests there are for each of so many people, in whole tests. Raises BadRecord."""
    among = whole_number(people, "people")
    positive(people, "people")
    return int(amount(budget, "test_budget")) // among


def ranked(found: Strategies, residual: Numbers) -> Whole:
    """What leaves least first; what leaves as much, by fewer days, then fewer tests."""
    return np.lexsort((found.which, found.tests(), found.days, residual.round(ALIKE)))


def efficient(found: Strategies, order: Whole) -> NDArray[np.bool_]:
    """In the order of `ranked`: no other leaves as little with as few days and as few tests."""
    fewest = np.full(int(found.tests().max()) + 1, np.iinfo(np.int64).max)
    best = np.zeros(len(order), dtype=np.bool_)
    for place, (days, tests) in enumerate(zip(found.days[order], found.tests()[order], strict=True)):
        best[place] = days < fewest[tests]
        fewest[tests:] = np.minimum(fewest[tests:], days)
    return best


def _number(max_days: int, max_tests: int) -> int:
    most = min(max_tests, max_days + 1)
    return sum(comb(max_days + 2, tests + 1) for tests in range(most + 1)) - 1
