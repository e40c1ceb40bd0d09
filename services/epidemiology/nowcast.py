"""How many fell ill on each of the last days, when not all of them are known yet.

Of n known on a day that is so old that a share D of its cases is known, about n / D fell ill; how many are
still to come is negative binomial (Lawless 1994, as in `delays`). The share is itself uncertain: it is drawn
anew for each draw. Days of which less than a tenth is known are not told: any number would be a guess.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.epidemiology.delays import Delays
from services.epidemiology.quantities import Given, Numbers, amount, share

LEAST_KNOWN = 0.1
DRAWS = 2_000
_PRIOR = 0.5  # as if half a case more were known: a day without any may still get some (Jeffreys)


class Nowcast(NamedTuple):
    """For each day."""

    known_share: Numbers
    expected: Numbers
    """NaN where it is not told."""
    low: Numbers
    high: Numbers
    told: NDArray[np.bool_]


def nowcast(
    known: Given, ages: Given, by_delay: Delays, chance: np.random.Generator, band: float = 0.9
) -> Nowcast:
    """From those known of each day and how many days ago it was. Raises BadRecord."""
    seen, ago = amount(known, "known"), amount(ages, "age")
    last = len(by_delay.exactly) - 1
    at = np.minimum(ago, last).astype(np.int64)
    part = by_delay.known_by()[at]
    told = part >= LEAST_KNOWN
    drawn = np.clip(by_delay.known_by_draws(DRAWS, chance)[:, at], 1e-6, 1.0)
    to_come = chance.poisson(chance.gamma(seen + _PRIOR, (1.0 - drawn) / drawn))
    tail = (1.0 - float(share(band, "band"))) / 2.0
    low, high = np.quantile(seen + to_come, [tail, 1.0 - tail], axis=0)
    hidden = np.where(told, 0.0, np.nan)
    expected = seen / np.where(told, part, 1.0)
    return Nowcast(part, expected + hidden, low + hidden, high + hidden, told)
