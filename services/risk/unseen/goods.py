"""i4: goods, by the people who bring them; surfaces are a small line of their own (directive, S-06). Pure.

Crews × prevalence × the part of a day's contacts they have here: so drivers and sailors drive the number, not
boxes. A contact with a contaminated surface infects in fewer than 1 of 10,000 cases (CDC, April 2021).
"""

from dataclasses import dataclass

import numpy as np

from services.epidemiology.quantities import Given, Numbers, amount, share
from services.risk.unseen.draws import Chance, Share, times
from services.risk.unseen.lines import Line
from services.risk.unseen.prevalence import Infected, of_rows
from services.risk.unseen.volumes import Volume

MOST_BY_SURFACE = 1e-4


@dataclass(frozen=True)
class Goods:
    """Lots from one place into one area, row by row. Raises BadRecord."""

    keys: tuple[str, ...]
    origins: tuple[str, ...]
    lots: Volume
    crew: Given
    """People who bring a lot."""
    undeclared: Numbers
    """The part of them who declared nothing: nobody looked at them."""
    left_declared: Share
    """What checks of those who declared leave of their risk."""
    contact: Given
    """Hours among people here, against all hours among people while somebody is infectious."""
    contact_shape: Given
    handlers: Given
    """People who handled a lot before it came."""
    dirty: Share
    """Lots with virus on them, of those that an infectious person handled."""
    positive: Numbers
    clean: Numbers
    """Lots sampled: with and without."""
    touches: Given
    """Contacts with a lot."""
    by_surface: Given
    """The chance that one contact with a contaminated surface infects."""
    where: Numbers

    def __post_init__(self) -> None:
        share(self.undeclared, "undeclared")
        share(self.contact, "contact")
        for name in ("crew", "handlers", "positive", "clean", "touches"):
            amount(getattr(self, name), name)
        share(np.asarray(self.by_surface) / MOST_BY_SURFACE, "by_surface")


def crews(goods: Goods, infected: Infected, chance: Chance) -> Line:
    """Infectious people among crews, as much of one as their hours here are."""
    people = (goods.lots.per_day() * np.asarray(goods.crew))[..., np.newaxis]
    hours = np.minimum(np.asarray(goods.contact) * times(goods.contact_shape, chance.of("contact", ["*"])), 1)
    rates = people * of_rows(infected, goods.origins) * _unlooked(goods, chance) * hours
    return Line("i4", goods.keys, rates, goods.where)


def surfaces(goods: Goods, infected: Infected, chance: Chance) -> Line:
    """People infected by touching a lot, a day: as many lots have virus on them as samples say, or more."""
    handled = np.minimum(of_rows(infected, goods.origins) * np.asarray(goods.handlers), 1.0)
    dirty = np.maximum(handled * goods.dirty.drawn(chance.of("dirty", ["*"])), _found(goods)[:, np.newaxis])
    by_lot = dirty * np.asarray(goods.touches) * np.asarray(goods.by_surface)
    return Line("surfaces", goods.keys, goods.lots.per_day()[..., np.newaxis] * by_lot, goods.where)


def _found(goods: Goods) -> Numbers:
    """The part of sampled lots with virus on them."""
    sampled = np.asarray(goods.positive + goods.clean)
    return np.asarray(np.divide(goods.positive, sampled, out=np.zeros_like(sampled), where=sampled > 0))


def _unlooked(goods: Goods, chance: Chance) -> Numbers:
    """The part of crews' risk that no check takes away."""
    left = goods.left_declared.drawn(chance.of("declared", ["*"]))
    undeclared = np.asarray(goods.undeclared)[:, np.newaxis]
    return np.asarray(undeclared + (1.0 - undeclared) * left)
