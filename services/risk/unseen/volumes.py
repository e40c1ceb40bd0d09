"""How many came in a window of days of which not every day was told of. Pure.

Two answers stand side by side all through the model, on its first axis: as told (what nobody told of is taken
as usual) and at worst (what nobody told of is taken as the worst the law holds conceivable). The upper end of
every band is that of the second: so a feed that falls silent widens a band and never lowers its upper end.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from services.epidemiology.quantities import Given, Numbers, amount, positive, refused

TOLD: Final = 0
WORST: Final = 1
WINDOW: Final = 14.0


@dataclass(frozen=True)
class Volume:
    """What was counted in a window of days, row by row. Raises BadRecord."""

    told: Given
    """In the whole window."""
    days_told: Given = WINDOW
    """Days of the window of which somebody told; silence of the others is not zero."""
    usual: Given = 0.0
    """A day, taken for days nobody told of."""
    conceivable: Given = 0.0
    """A day, taken for them at worst."""
    window: float = WINDOW

    def __post_init__(self) -> None:
        for name in ("told", "days_told", "usual", "conceivable"):
            amount(getattr(self, name), name)
        positive(self.window, "window")
        if np.any(np.asarray(self.days_told) > self.window):
            raise refused("days_told", "không quá số ngày của kỳ xét", "at most the days of the window")

    def per_day(self) -> Numbers:
        """A day, as told and at worst: (2, rows). A day of silence is no better than those told of."""
        told, days = np.asarray(self.told, dtype=np.float64), np.asarray(self.days_told, dtype=np.float64)
        rate = np.where(days > 0, told / np.where(days > 0, days, 1.0), 0.0)
        silent = (self.window - days) / self.window
        usual = np.maximum(self.usual, rate)
        worst = np.maximum(self.conceivable, usual)
        return np.stack([rate + silent * (usual - rate), rate + silent * (worst - rate)])


def both(value: Numbers) -> Numbers:
    """The same as told and at worst."""
    return np.stack([value, value])


def unless_told(value: Numbers, worst: Given, told: Given) -> Numbers:
    """As told and at worst, (2, rows, draws): rows that somebody told of are what they are in both."""
    heard = np.asarray(told, dtype=bool)
    heard = heard[..., np.newaxis] if heard.ndim else heard
    return np.stack([value, np.where(heard, value, worst)])
