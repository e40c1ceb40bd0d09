"""Which share of the people of a place is infectious: abroad by law, at home by recent cases. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from services.epidemiology.quantities import Given, Numbers, amount, positive, share
from services.risk.unseen.draws import Chance, Share, times
from services.risk.unseen.volumes import both

Infected = dict[str, Numbers]
"""By country or area: as told and at worst, (2, draws)."""


@dataclass(frozen=True)
class Abroad:
    """Countries, and what the law takes their prevalence to be. Raises BadRecord."""

    keys: tuple[str, ...]
    prevalence: Numbers
    shape: Given
    """How sure that is: of the Gamma around it."""

    def __post_init__(self) -> None:
        share(self.prevalence, "prevalence")
        positive(self.shape, "shape")

    def infected(self, chance: Chance) -> Infected:
        """No feed tells of it: as told and at worst are the same."""
        factor = times(self.shape, chance.of("prevalence", self.keys))
        drawn = np.minimum(np.asarray(self.prevalence)[:, np.newaxis] * factor, 1.0)
        return {key: both(row) for key, row in zip(self.keys, drawn, strict=True)}


@dataclass(frozen=True)
class AtHome:
    """Places of our own country, and the cases they told of. Raises BadRecord."""

    keys: tuple[str, ...]
    infectious: Numbers
    """Known cases that are infectious still, of the last days."""
    population: Numbers
    told: bool
    """Does any feed tell of cases?"""
    known: Share
    """The share of infections that becomes known."""
    background: float = 0.0
    """The share that is infectious where no case is known."""
    conceivable: float = 0.0
    """The same where nobody tells of cases."""

    def __post_init__(self) -> None:
        amount(self.infectious, "cases")
        positive(self.population, "population")
        share(self.background, "prevalence")
        share(self.conceivable, "prevalence")

    def infected(self, chance: Chance) -> Infected:
        """Known cases divided by the share that becomes known and by the population (Russell 2021)."""
        known = np.maximum(self.known.drawn(chance.of("known", self.keys)), 1e-6)
        of_all = np.asarray(self.infectious) / np.asarray(self.population)
        drawn = np.minimum(of_all[:, np.newaxis] / known + self.background, 1.0)
        worst = drawn if self.told else np.maximum(drawn, self.conceivable)
        rows = zip(self.keys, drawn, worst, strict=True)
        return {key: np.stack([one, other]) for key, one, other in rows}


def of_rows(infected: Infected, keys: Sequence[str]) -> Numbers:
    """One row a key: (2, rows, draws). Raises KeyError for a place nobody gave."""
    return np.stack([infected[key] for key in keys], axis=1)
