"""R by day with intervals of many areas at once, beside one area after the other."""

from pathlib import Path

import numpy as np

from services.epidemiology.low_counts import Enough, estimable, tells_something
from services.epidemiology.renewal import reproduction
from services.epidemiology.serial import Serial
from tests.benchmarks.measuring import Result, least_cpu

AREAS, DAYS = 200, 365


def run(_folder: Path) -> list[Result]:
    """Milliseconds of the processor for 200 areas and 365 days: interval, chance of growth, what is shown."""
    weights = Serial(5.2, 2.8).weights()
    rng = np.random.default_rng(20210223)
    level = np.exp(np.cumsum(rng.normal(0.0, 0.15, (AREAS, DAYS)), axis=1))
    cases = rng.poisson(np.clip(level, 0.0, 1_000.0)).astype(np.float64)

    def whole(counts: np.ndarray) -> None:
        found = reproduction(counts, weights)
        found.quantile(0.025), found.quantile(0.975), found.above_one
        estimable(found, Enough()), tells_something(found)

    ours = least_cpu(lambda: whole(cases), times=5)
    each = least_cpu(lambda: [whole(one) for one in cases], times=2)
    what = f"R of {AREAS} areas × {DAYS} days, with intervals"
    return [Result(what, "CPU ms", ours * 1e3, "each area by itself", each * 1e3, limit=300)]
