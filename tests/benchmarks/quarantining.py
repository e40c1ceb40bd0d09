"""What one quarantine leaves, with its band; and the ranking of all, beside one strategy after the other."""

from pathlib import Path

import numpy as np

from services.app.quarantine_answers import Asked, rank_rows
from services.epidemiology.residual import Belief, Plan, left, traveller
from services.epidemiology.strategies import Limits, strategies
from tests.benchmarks.measuring import Result, least_cpu


def run(_folder: Path) -> list[Result]:
    """Milliseconds of the processor for one answer and for up to 21 days with up to 3 tests."""
    infected, belief, plan = traveller(7), Belief(), Plan(0, 14, [1, 7, 14])
    drawn = belief.drawn(np.random.default_rng(1))

    def one() -> None:
        left(plan, infected, belief)
        np.quantile(left(plan, infected, drawn).residual(), (0.05, 0.95))

    point = least_cpu(lambda: left(plan, infected, belief), times=20)
    asked, limits = Asked("traveller", 7, 1.0, "kucirka", 10.0), Limits(21, 3)
    ranking = least_cpu(lambda: rank_rows(limits, asked, only_efficient=False, top=None), times=3)
    every = strategies(limits)
    some = range(0, len(every.days), 20)
    each = least_cpu(lambda: [left(every.plan(i), infected, belief) for i in some], times=1)
    return [
        Result(
            "residual of one quarantine, 500 draws",
            "CPU ms",
            least_cpu(one, times=20) * 1e3,
            "without a band",
            point * 1e3,
            limit=5,
        ),
        Result(
            f"ranking of {len(every.days)} strategies, 200 draws",
            "CPU ms",
            ranking * 1e3,
            "each by itself, no draws",
            each * 20e3,
            limit=1_000,
        ),
    ]
