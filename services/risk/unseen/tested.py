"""How many of those who enter are infectious, after what laboratories found among them. Pure.

Before any test it is what the law takes for their country; tests are evidence for a Beta around it: so one
more positive raises every draw.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.epidemiology.quantities import Given, Numbers, amount, share
from services.risk.unseen.draws import Chance, Share
from services.risk.unseen.prevalence import Infected, of_rows
from services.risk.unseen.volumes import WORST

NONE = -1
"""A row of whose people nobody told any result."""
LEAST = 1e-9


@dataclass(frozen=True)
class Labs:
    """Results among entrants by district and country. Raises BadRecord."""

    of_row: NDArray[np.intp]
    """Which of them each row of entrants has; NONE: none."""
    countries: tuple[str, ...]
    prevalence: Numbers
    """What the law takes."""
    shape: Given
    """How sure that is."""
    yes: Numbers
    """Observations that positives count for."""
    no: Numbers
    positive: Numbers
    """People found positive in the district, and tested, as a reader is told them."""
    tested: Numbers
    unheard: float = 1.0
    """So many times the prevalence, at worst, where nobody told any result."""

    def __post_init__(self) -> None:
        share(self.prevalence, "prevalence")
        for name in ("yes", "no", "unheard"):
            amount(getattr(self, name), name)


def at_entry(labs: Labs | None, infected: Infected, countries: tuple[str, ...], chance: Chance) -> Numbers:
    """The share that is infectious, row by row: (2, rows, draws)."""
    found = of_rows(infected, countries)
    if labs is None:
        return found
    known = labs.of_row != NONE
    worst = np.where(known[:, np.newaxis], found[WORST], np.minimum(found[WORST] * labs.unheard, 1.0))
    found = np.stack([found[0], np.maximum(worst, found[WORST])])
    if known.any():
        found[:, known] = _learnt(labs, chance)[labs.of_row[known]]
    return found


def _learnt(labs: Labs, chance: Chance) -> Numbers:
    usual = np.maximum(labs.prevalence, LEAST)
    strength = np.asarray(labs.shape) / usual
    return Share(usual, strength).drawn(chance.of("prevalence", labs.countries), labs.yes, labs.no)
