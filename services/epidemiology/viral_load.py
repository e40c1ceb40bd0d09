"""Viral load of one person by day, as Ct: the lower, the more virus.

Source: Quilty and others, *Quarantine and testing strategies in contact tracing for SARS-CoV-2*, Lancet
Public Health 6 (2021). From Ct 40 at infection to a peak at onset and back to 40 at the end, flat at each of
the three. Who never falls ill sheds for a shorter time; who sheds long also falls ill late.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from services.epidemiology.incubation import MCALOON
from services.epidemiology.quantities import Given, Numbers

CT_NONE, CT_INFECTIOUS = 40.0, 30.0
"""Nothing to be found; infectious at this and below."""
PEAK_MEAN, PEAK_SD = 22.3, 4.2
END_MEAN, END_SD = 17.0, 0.942
NEVER_ILL_SHED = 0.6
"""The part of that time that people shed who never fall ill."""


@dataclass(frozen=True)
class Loads:
    """Of people, in days after infection; arrays of one shape."""

    onset: Numbers
    """Of those who never fall ill: when they would."""
    end: Numbers
    peak: Numbers
    """Ct."""

    def ct(self, days: Given) -> Numbers:
        """So many days after infection."""
        at = np.asarray(days, dtype=np.float64)
        way = np.where(at < self.onset, at / self.onset, (self.end - at) / (self.end - self.onset))
        way = np.clip(way, 0.0, 1.0)
        return np.asarray(CT_NONE - (CT_NONE - self.peak) * way**2 * (3.0 - 2.0 * way))

    def infectious(self) -> tuple[Numbers, Numbers]:
        """From when until when; both the onset for somebody who never is."""
        drop = (CT_NONE - CT_INFECTIOUS) / np.maximum(CT_NONE - self.peak, CT_NONE - CT_INFECTIOUS)
        way = 0.5 - np.sin(np.arcsin(1.0 - 2.0 * drop) / 3.0)
        return self.onset * way, self.end - (self.end - self.onset) * way


def drawn_loads(never_ill: NDArray[np.bool_], chance: np.random.Generator) -> Loads:
    """One person for each place of `never_ill`."""
    place = chance.random(never_ill.shape)
    mean = np.where(never_ill, NEVER_ILL_SHED, 1.0) * END_MEAN
    below = ndtr(-mean / END_SD)
    end = mean + END_SD * ndtri(below + place * (1.0 - below))
    onset = MCALOON.by(place * MCALOON.within(end))
    return Loads(onset, end, PEAK_MEAN + PEAK_SD * chance.standard_normal(never_ill.shape))
