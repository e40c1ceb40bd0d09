"""The serial interval: the days from the onset of a case to the onset of those it infected.

Gamma, as Nishiura and others take it. For counts by day it is made discrete as in Cori, Ferguson, Fraser and
Cauchemez, *A new framework and software to estimate time-varying reproduction numbers during epidemics*,
Am J Epidemiol 178 (2013), web appendix 11: shifted by a day, because nobody infects on the day of onset.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammainc, gammaincc

from services.epidemiology.quantities import Given, Numbers, amount, positive, refused

REST = 1e-6
"""What may be left over beyond the last day of a discrete interval."""
LONGEST = 400
"""No disease watched here takes longer than this number of days from case to case."""


@dataclass(frozen=True)
class Serial:
    """Gamma with this mean and standard deviation, in days. Raises BadRecord."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        positive(self.mean, "serial")
        positive(self.sd, "serial")

    def later_than(self, days: Given) -> Numbers:
        """The share of secondary cases whose onset is later than so many days after that of their source."""
        shape, scale = _shape_and_scale(self.mean, self.sd)
        return np.asarray(gammaincc(shape, amount(days, "days") / scale))

    def weights(self) -> Numbers:
        """The share of day 1, 2, 3 … after onset, up to the day beyond which less than `REST` is left.

        The mean must be above one day, as the interval is shifted by one, and the interval must end within
        `LONGEST` days. Raises BadRecord.
        """
        if not self.mean > 1.0:
            raise refused(
                "serial", "có trung bình lớn hơn 1 ngày", "given with a mean above 1 day to be told by day"
            )
        whole = _discrete(np.arange(1.0, LONGEST + 1), self.mean, self.sd)
        enough = int(np.searchsorted(np.cumsum(whole), 1.0 - REST)) + 1
        if enough > LONGEST:
            raise refused("serial", f"kết thúc trong {LONGEST} ngày", f"over within {LONGEST} days")
        return whole[:enough]


def _shape_and_scale(mean: float, sd: float) -> tuple[float, float]:
    return (mean / sd) ** 2, sd**2 / mean


def _discrete(k: Numbers, mean: float, sd: float) -> Numbers:
    """w_k of the shifted gamma: the triangle of one day on each side, integrated in closed form."""
    shape, scale = _shape_and_scale(mean - 1.0, sd)

    def below(days: Numbers, more: float = 0.0) -> Numbers:
        return np.asarray(gammainc(shape + more, np.maximum(days, 0.0) / scale))

    linear = k * below(k) + (k - 2) * below(k - 2) - 2 * (k - 1) * below(k - 1)
    curved = 2 * below(k - 1, 1.0) - below(k - 2, 1.0) - below(k, 1.0)
    return np.maximum(linear + shape * scale * curved, 0.0)
