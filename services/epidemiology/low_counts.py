"""What may be shown of R where there are few cases.

A province with a handful of cases a day has an R between half and three: a number on screen that nobody
should act on. There the chance that the outbreak grows is shown instead, and not even that where nothing is
known but what was assumed beforehand.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.epidemiology.renewal import Reproduction


@dataclass(frozen=True)
class Enough:
    """When R may be shown: parameters of who shows it."""

    cases: float = 10.0
    """At least so many in the window."""
    sd: float = 0.5
    """At most this standard deviation."""


def estimable(found: Reproduction, enough: Enough) -> NDArray[np.bool_]:
    """Where R may be shown."""
    return np.asarray((found.cases >= enough.cases) & (found.sd <= enough.sd))


def tells_something(found: Reproduction) -> NDArray[np.bool_]:
    """Where the chance of R above 1 may be shown: somebody fell ill, or by R = 1 somebody should have.

    Elsewhere it is the prior's alone, which says "probably growing" of every place without a case.
    """
    return np.asarray((found.cases > 0.0) | (found.pressure >= 1.0))
