"""Is it over? The chance that no further case comes, from the days since each case fell ill.

Source: Nishiura, Miyamatsu and Mizumoto, *Objective determination of end of MERS outbreak, South Korea,
2015*, Emerg Infect Dis 22 (2016). Every case seen may still have infected others who are not ill yet; all
cases are taken to be seen (`missed_cases` does without that). It errs on the safe side: a late case is itself
one of those that an earlier case was still to have.
"""

import numpy as np

from services.epidemiology.branching import Spread, log_nobody
from services.epidemiology.quantities import Given, Numbers, amount, refused
from services.epidemiology.serial import Serial

_LEAST = -36.0
"""ln of a chance that no sum of ours can tell from 0."""


def no_further_case(days_since: Given, cases: Given, spread: Spread, serial: Serial) -> Numbers:
    """P(no further case) of outbreaks whose cases fell ill so many days ago.

    The last dimension of `days_since` and `cases` runs over the onsets of one outbreak (`cases` fell ill that
    many days ago); without any the chance is 1. It is the product over all cases of
    c + (1 − c) (1 + (1 − p) R (1 − F(t)) / k)^(−k), F being the distribution of the serial interval.
    Raises BadRecord.
    """
    still = serial.later_than(np.atleast_1d(amount(days_since, "onset")))
    mean = (1.0 - np.asarray(spread.population_control)) * np.asarray(spread.r, dtype=np.float64) * still
    none = log_nobody(mean, np.broadcast_to(np.asarray(spread.k, dtype=np.float64), mean.shape))
    control = np.asarray(spread.control, dtype=np.float64)
    each = np.log1p((1.0 - control) * np.expm1(np.maximum(none, _LEAST)))
    return np.asarray(np.exp(np.sum(amount(cases, "cases") * each, axis=-1)))


def days_until(chance: float, days_since: Given, cases: Given, spread: Spread, serial: Serial) -> int:
    """After how many more days without a case P(no further case) is at least `chance`; 0: it is now.

    It only rises with each such day. `chance` is below 1: nothing is ever quite certain. Raises BadRecord.
    """
    if not 0.0 <= chance < 1.0:
        raise refused("chance", "từ 0 đến dưới 1", "at least 0 and below 1")
    since = np.atleast_1d(amount(days_since, "onset"))

    def enough(more: int) -> bool:
        return bool(no_further_case(since + more, cases, spread, serial) >= chance)

    high = 1
    while not enough(high):
        high *= 2
    low = high // 2 if high > 1 else 0
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return low
