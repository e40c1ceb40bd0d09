"""The reproduction number R of each day: how many others those infected then went on to infect.

Source: Cori, Ferguson, Fraser and Cauchemez, *A new framework and software to estimate time-varying
reproduction numbers during epidemics*, Am J Epidemiol 178 (2013). Over a window R is taken to stand still;
cases of a day are Poisson around R × Λ, Λ being earlier cases weighed by the serial interval; R has a gamma
prior, so it is gamma given the cases. Imported cases infect others (they count in Λ) and were infected by
none of them.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincc, gammaincinv

from services.epidemiology.quantities import Given, Numbers, amount, positive, refused, share

SUM_MAY_MISS = 0.01
"""By how much the weights of a serial interval may miss 1, as those printed with three digits do."""


@dataclass(frozen=True)
class Prior:
    """Of R: gamma. Wide, and above one, so that nobody takes silence for the end. Raises BadRecord."""

    mean: float = 5.0
    sd: float = 5.0

    def __post_init__(self) -> None:
        positive(self.mean, "prior")
        positive(self.sd, "prior")


@dataclass(frozen=True)
class Reproduction:
    """R of each window; the last dimension runs over windows, by the day they end on."""

    first: int
    """The day, counted from 0, on which the first window ends; the next windows end a day later each."""
    shape: Numbers
    scale: Numbers
    """Of the gamma distribution of R."""
    cases: Numbers
    """Infected here, in the window."""
    pressure: Numbers
    """Sum of Λ over the window: how many cases there would have been with R = 1."""

    @property
    def mean(self) -> Numbers:
        """Of R."""
        return self.shape * self.scale

    @property
    def sd(self) -> Numbers:
        """Of R."""
        return np.sqrt(self.shape) * self.scale

    @property
    def above_one(self) -> Numbers:
        """The chance that R is above 1: that the outbreak grows."""
        return np.asarray(gammaincc(self.shape, 1.0 / self.scale))

    def quantile(self, chance: float) -> Numbers:
        """R is below it with this chance. Shapes are few, being numbers of cases: each is worked out once."""
        shapes, where = np.unique(self.shape, return_inverse=True)
        found = np.asarray(gammaincinv(shapes, share(chance, "chance")))
        return np.asarray(found[where].reshape(self.shape.shape) * self.scale)


def pressure(cases: Given, weights: Given) -> Numbers:
    """Λ of each day: cases of 1, 2 … days before, weighed; the last dimension runs over days."""
    known = amount(cases, "cases")
    found = np.zeros_like(known)
    for lag, weight in enumerate(interval(weights), start=1):
        if weight > 0.0 and lag < known.shape[-1]:
            found[..., lag:] += weight * known[..., :-lag]
    return found


def interval(weights: Given) -> Numbers:
    """Weights of 1, 2 … days after onset: shares that add up to 1. Raises BadRecord."""
    given = np.atleast_1d(share(weights, "weights"))
    if given.ndim != 1 or abs(float(given.sum()) - 1.0) > SUM_MAY_MISS:
        raise refused("weights", "có tổng bằng 1", "weights that add up to 1")
    return given


def reproduction(
    cases: Given, weights: Given, window: int = 7, imported: Given = 0.0, prior: Prior | None = None
) -> Reproduction:
    """R from cases by day, areas in front when there are several; `imported` of `cases` came from outside.

    The first window ends on the day after a whole one: of the first day nobody knows who infected its cases.
    Raises BadRecord, also when there are too few days.
    """
    known, outside = np.broadcast_arrays(amount(cases, "cases"), amount(imported, "imported"))
    if np.any(outside > known):
        raise refused("imported", "không nhiều hơn tổng số ca của ngày", "no more than all cases of the day")
    if window < 1 or known.ndim < 1 or known.shape[-1] <= window:
        raise refused(
            "window", "ngắn hơn số ngày có số liệu và từ 1", "1 or more, and fewer than the days told"
        )
    before = prior or Prior()
    here = _in_windows(known - outside, window)
    expected = _in_windows(pressure(known, weights), window)
    rate = before.mean / before.sd**2 + expected
    return Reproduction(window, (before.mean / before.sd) ** 2 + here, 1.0 / rate, here, expected)


def _in_windows(by_day: Numbers, window: int) -> Numbers:
    """Sums over each window that starts after the first day. By differences of sums, kept from below 0."""
    until = np.cumsum(by_day, axis=-1)
    return np.maximum(until[..., window:] - until[..., :-window], 0.0)
