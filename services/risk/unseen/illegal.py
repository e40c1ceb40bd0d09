"""i1: people who come in beside the gates and are not caught (directive, S-03 and S-14). Pure.

With c caught and a chance κ to be caught, c (1 − κ) / κ were missed. Who is known to have got through was
missed for certain, so there are at least as many.
"""

import numpy as np

from services.epidemiology.quantities import Numbers
from services.risk.unseen.draws import Chance
from services.risk.unseen.lines import Line
from services.risk.unseen.prevalence import Infected, of_rows
from services.risk.unseen.segments import Border

LEAST_CATCH = 0.01
"""No border is so open that fewer are caught; below it a draw would make the number endless."""


def illegal_entry(border: Border, infected: Infected, chance: Chance) -> Line:
    """Missed people × prevalence across the border × the part of their time that they mix here."""
    stays = border.stays.drawn(chance.of("stays", border.keys))
    rates = missed(border, chance) * of_rows(infected, border.beyond) * stays
    return Line("i1", border.keys, rates, border.where)


def missed(border: Border, chance: Chance) -> Numbers:
    """People who get through a segment in a day: (2, segments, draws)."""
    catch = np.maximum(border.catch.drawn(chance.of("catch", border.keys)), LEAST_CATCH)
    by_caught = border.caught_per_day()[..., np.newaxis] * (1.0 - catch) / catch
    return np.maximum(by_caught, np.asarray(border.through)[:, np.newaxis])
