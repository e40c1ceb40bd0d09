"""The incubation period, from infection to onset; and how infectious people are before and after onset.

Sources: McAloon and others 2020, the one Quilty 2021 uses; Lauer, Bi, Linton, Zhang, Ma, Li, all 2020, as
Ashcroft 2021 gathers them; Clifford and others, Euro Surveill 26 (2021), for travellers. Infectiousness about
onset: Student's t and a shifted gamma, as Ashcroft 2021 takes them.
"""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from scipy.special import gammainc, gammaincinv, ndtr, ndtri, stdtr

from services.epidemiology.quantities import Given, Numbers, positive, share


@dataclass(frozen=True)
class LogNormal:
    """Of days; mean and standard deviation of the logarithm. Raises BadRecord."""

    meanlog: float
    sdlog: float

    def __post_init__(self) -> None:
        positive(self.sdlog, "sdlog")

    def within(self, days: Given) -> Numbers:
        """The share that has fallen ill by then."""
        with np.errstate(divide="ignore"):
            logs = np.log(np.maximum(days, 0.0))
        return np.asarray(ndtr((logs - self.meanlog) / self.sdlog))

    def by(self, chance: Given) -> Numbers:
        """By when this share has fallen ill. Raises BadRecord."""
        return np.asarray(np.exp(self.meanlog + self.sdlog * ndtri(share(chance, "chance"))))


@dataclass(frozen=True)
class Gamma:
    """Of days. Raises BadRecord."""

    shape: float
    scale: float

    def __post_init__(self) -> None:
        positive(self.shape, "shape")
        positive(self.scale, "scale")

    def within(self, days: Given) -> Numbers:
        """The share that has fallen ill by then."""
        return np.asarray(gammainc(self.shape, np.maximum(days, 0.0) / self.scale))

    def by(self, chance: Given) -> Numbers:
        """By when this share has fallen ill. Raises BadRecord."""
        return np.asarray(gammaincinv(self.shape, share(chance, "chance")) * self.scale)


MCALOON = LogNormal(1.63, 0.50)
CLIFFORD = Gamma(4.634, 1.184)
OTHERS = MappingProxyType(
    {
        "lauer": LogNormal(1.621, 0.418),
        "bi": LogNormal(1.570, 0.650),
        "linton": LogNormal(1.611, 0.472),
        "zhang": LogNormal(1.540, 0.470),
        "ma": LogNormal(1.857, 0.547),
        "li": LogNormal(1.434, 0.661),
    }
)

_SHIFT, _SCALE, _FREEDOM = -0.0776, 1.857, 3.345
_GAMMA_SHAPE, _GAMMA_RATE, _GAMMA_SHIFT = 97.19, 3.719, 25.63


def transmitted_by(days_from_onset: Given) -> Numbers:
    """The share of transmission up to so many days after onset (before it: negative), by Student's t."""
    return np.asarray(stdtr(_FREEDOM, (np.asarray(days_from_onset) - _SHIFT) / _SCALE))


def transmitted_by_gamma(days_from_onset: Given) -> Numbers:
    """The same by the shifted gamma: nothing is transmitted more than 25.6 days before onset."""
    return np.asarray(
        gammainc(_GAMMA_SHAPE, np.maximum(np.asarray(days_from_onset) + _GAMMA_SHIFT, 0.0) * _GAMMA_RATE)
    )
