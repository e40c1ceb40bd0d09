"""Stretches of the border on land and at sea, with those who were caught on them. Pure."""

from dataclasses import dataclass

import numpy as np

from services.epidemiology.quantities import Given, Numbers, amount
from services.risk.unseen.draws import Share
from services.risk.unseen.volumes import Volume


@dataclass(frozen=True)
class Border:
    """All segments, row by row. Raises BadRecord."""

    keys: tuple[str, ...]
    beyond: tuple[str, ...]
    """The country across each."""
    caught: Volume
    """People caught on it."""
    through: Numbers
    """People a day who are known to have got through: escaped, or found inside."""
    catch: Share
    """The chance to be caught on it; nobody knows it, the law says what to take."""
    stays: Share
    """The part of the infectious time that is spent mixing here."""
    where: Numbers
    """(areas, segments): where those who get through a segment come in; each column sums to 1, or 0."""
    smoothing: Given = 0.0
    """How many windows the usual number weighs against the one that was told."""

    def __post_init__(self) -> None:
        amount(self.through, "through")
        amount(self.smoothing, "smoothing")

    def caught_per_day(self) -> Numbers:
        """Caught a day, moved towards the usual: one calm fortnight is no calm border. (2, rows)."""
        told = self.caught.per_day()
        usual = np.broadcast_to(np.asarray(self.caught.usual, dtype=np.float64), told.shape)
        return np.asarray((told + np.asarray(self.smoothing) * usual) / (1.0 + np.asarray(self.smoothing)))
