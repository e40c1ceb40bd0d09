"""Clean days when cases are missed: how often is another one reported all the same?

Outbreaks are played out from one case that was reported: secondary cases negative binomial, infections a
Weibull generation time apart, each case reported with the same chance, after a gamma delay. Of the outbreaks
in which so many days went by without a report, we count those that report again. An outbreak that grew beyond
`LARGE` without such a pause never had its clean days, and is not among them.

The generation time is that of Ferretti, Wymant and others, *Quantifying SARS-CoV-2 transmission suggests
epidemic control with digital contact tracing*, Science 368 (2020).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.epidemiology.branching import Spread
from services.epidemiology.quantities import Numbers, amount, positive, share

Whole = NDArray[np.int64]
LARGE = 200
"""Cases; an outbreak that has more will not pause by itself."""


@dataclass(frozen=True)
class Reporting:
    """How cases come to be known. Raises BadRecord."""

    detection: float
    """Share of cases that are ever reported."""
    delay_mean: float = 4.0
    """Days from infection to the report."""
    delay_sd: float = 2.0
    generation_shape: float = 3.277
    generation_scale: float = 6.127
    """Weibull, in days."""

    def __post_init__(self) -> None:
        share(self.detection, "detection")
        for name in ("delay_mean", "delay_sd", "generation_shape", "generation_scale"):
            positive(getattr(self, name), name)

    def delays(self, number: int, chance: np.random.Generator) -> Numbers:
        """Days from infection to report of so many cases."""
        shape, scale = (self.delay_mean / self.delay_sd) ** 2, self.delay_sd**2 / self.delay_mean
        return chance.gamma(shape, scale, number)


@dataclass(frozen=True)
class Played:
    """Outbreaks played out: every report with the number of its outbreak, in order; and which grew large."""

    run: Whole
    at: Numbers
    large: NDArray[np.bool_]

    def another_report(self, clean_days: Sequence[float]) -> list[float | None]:
        """For each number of days: of those that were clean so long, the share that reported again.

        None where no outbreak was clean so long.
        """
        again = [self._paused(float(amount(days, "clean_days"))) for days in clean_days]
        reached = [int(np.sum(one | ~self.large)) for one in again]
        return [int(one.sum()) / of if of else None for one, of in zip(again, reached, strict=True)]

    def _paused(self, days: float) -> NDArray[np.bool_]:
        """Which outbreaks reported again after a pause longer than this."""
        pause = (np.diff(self.run) == 0) & (np.diff(self.at) > days)
        found = np.zeros(len(self.large), dtype=np.bool_)
        found[self.run[1:][pause]] = True
        return found


def play(spread: Spread, reporting: Reporting, chance: np.random.Generator, runs: int = 6_000) -> Played:
    """So many outbreaks, each from one case that was reported; `chance` decides, so a seed repeats them."""
    run, at = np.arange(runs), np.zeros(runs)
    reports = [(run, reporting.delays(runs, chance))]
    cases, large = np.ones(runs, dtype=np.int64), np.zeros(runs, dtype=np.bool_)
    while len(run):
        run, at = _next_generation(run, at, spread, reporting, chance)
        seen = chance.random(len(run)) < reporting.detection
        reports.append((run[seen], at[seen] + reporting.delays(int(seen.sum()), chance)))
        cases += np.bincount(run, minlength=runs)
        large |= cases > LARGE
        still = ~large[run]
        run, at = run[still], at[still]
    return _in_order(reports, large)


def _next_generation(
    run: Whole, at: Numbers, spread: Spread, reporting: Reporting, chance: np.random.Generator
) -> tuple[Whole, Numbers]:
    mean = (1.0 - float(spread.population_control)) * float(spread.r)
    k = float(spread.k)
    expected = np.full(len(run), mean) if np.isinf(k) else chance.gamma(k, mean / k, len(run))
    secondary = chance.poisson(expected) * (chance.random(len(run)) >= float(spread.control))
    whose = np.repeat(run, secondary)
    between = reporting.generation_scale * chance.weibull(reporting.generation_shape, len(whose))
    return whose, np.repeat(at, secondary) + between


def _in_order(reports: Sequence[tuple[Whole, Numbers]], large: NDArray[np.bool_]) -> Played:
    run, at = (np.concatenate(parts) for parts in zip(*reports, strict=True))
    order = np.lexsort((at, run))
    return Played(run[order], at[order], large)
