"""A line of the model: infectious people a day, row by row, and into which areas each row goes. Pure."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from services.epidemiology.quantities import Numbers
from services.risk.unseen.volumes import TOLD

LINES = ("i1", "i2", "i3", "local", "i4", "surfaces")
"""Of i3 those who come and those who are here stand apart; of i4 the surfaces, a small line of its own."""
SOURCE_OF = {"i1": "i1", "i2": "i2", "i3": "i3", "local": "i3", "i4": "i4", "surfaces": "i4"}
MANY = 16
"""Columns from which on it pays to leave out the parts that are nothing."""


@dataclass(frozen=True)
class Line:
    """What comes in by one way."""

    name: str
    keys: tuple[str, ...]
    rates: Numbers
    """Infectious people a day, or one of them for each traveller: (2, rows, draws)."""
    where: Numbers
    """(areas, rows) or (2, areas, rows): which part of a row, or how many travellers a day, go to an area."""

    def told(self) -> Numbers:
        """Expected infectious people a day into each area, as told: (areas)."""
        where = self.where[TOLD] if self.where.ndim > 2 else self.where
        return np.asarray(where @ np.mean(self.rates[TOLD], axis=-1))

    def entrants(self) -> Numbers:
        """Infectious people a day into each area: (2, areas, draws)."""
        sides = self.where if self.where.ndim > 2 else (self.where, self.where)
        return np.stack([added_up(where, rates) for where, rates in zip(sides, self.rates, strict=True)])


def added_up(parts: Numbers, rows: Numbers) -> Numbers:
    """`parts` of every row of draws, added up: most parts are nothing, so that few are looked at."""
    if rows.shape[-1] < MANY:  # to find the few would take longer
        return np.asarray(parts @ rows)
    return np.asarray(csr_array(parts) @ rows)
