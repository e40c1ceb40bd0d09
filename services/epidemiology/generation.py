"""The generation time: the days from an infection to those it causes.

Weibull, as Ferretti and others fitted it to pairs of cases, with the values that Ashcroft, Lehtinen, Angst,
Low and Bonhoeffer, *Quantifying the impact of quarantine duration on COVID-19 transmission*, eLife 10 (2021),
take.
"""

from dataclasses import dataclass

import numpy as np

from services.epidemiology.quantities import Given, Numbers, positive

SHAPE, SCALE = 3.277, 6.127
DOUBT_SHAPE, DOUBT_SCALE = 0.25, 0.10
"""Standard deviations of their logarithms: from memory of the intervals in Ferretti and others, Science 368
(2020), 1.75 to 4.7 and 4.7 to 6.9."""

_NEVER = 1e6
"""After so many days nothing is left; keeps powers finite."""


@dataclass(frozen=True)
class Generation:
    """Weibull, in days. As arrays, one value a draw. Raises BadRecord."""

    shape: Given = SHAPE
    scale: Given = SCALE

    def __post_init__(self) -> None:
        positive(self.shape, "generation_shape")
        positive(self.scale, "generation_scale")

    def still_to_come(self, since: Numbers, until: Numbers) -> Numbers:
        """Of what is to be transmitted later than `since` days after infection: the share after `until`.

        1 when `until` is no later. Draws stand in front: (draws, *days). Worked out with what has piled up
        of the hazard, so that it holds where next to nothing is left.
        """
        return np.exp(np.minimum(self._hazard(since) - self._hazard(np.maximum(until, since)), 0.0))

    def _hazard(self, days: Numbers) -> Numbers:
        at = np.clip(np.asarray(days, dtype=np.float64), 0.0, _NEVER)
        shape, scale = (
            np.atleast_1d(one).reshape(-1, *[1] * at.ndim)
            for one in np.broadcast_arrays(self.shape, self.scale)
        )
        return np.asarray((at / scale) ** shape)


def drawn(chance: np.random.Generator, number: int) -> Generation:
    """So many generation times that could be true as well."""
    return Generation(
        SHAPE * np.exp(chance.normal(0.0, DOUBT_SHAPE, number)),
        SCALE * np.exp(chance.normal(0.0, DOUBT_SCALE, number)),
    )
