"""The chance of an outbreak with every unknown quantity at its median: one draw instead of 500. Pure.

Cheap enough for every look at the map: it tells where draws are worth their time, and what is left to fear
before a level comes down.
"""

from dataclasses import dataclass, replace

import numpy as np

from services.epidemiology.quantities import Numbers
from services.risk.unseen.draws import Chance
from services.risk.unseen.from_heard import inputs_of
from services.risk.unseen.hidden import at_worst
from services.risk.unseen.known import Known
from services.risk.unseen.model import Inputs, Outlook, outlook
from services.risk.unseen.volumes import TOLD, WORST

MEDIAN = Chance(draws=1)
"""The one draw of a quantity stands in the middle."""


@dataclass(frozen=True)
class Point:
    """By graded area, in the order of the model's."""

    told: Numbers
    """As the draws tell it: orders hold, a feed that was not heard is as usual."""
    unguarded: Numbers
    """With no order over any area, and what no feed told at its worst."""


def point_of(known: Known) -> Point:
    """Of everything known at a moment."""
    inputs, days = inputs_of(known, MEDIAN), known.law.horizon_days
    found = outlook(inputs, MEDIAN)
    told = found.seeding.outbreak(days)[TOLD, :, 0]
    return Point(told, np.maximum(told, -np.expm1(-days * _feared(inputs) * _open(found))))


def _feared(inputs: Inputs) -> Numbers:
    """By area, people a day: the worst that is stated, and beside what is told the most signs conceivable.

    Not both at once: who hears few feeds would hold every level for ever.
    """
    bare = outlook(replace(inputs, hidden={}), MEDIAN).seeding.entrants[..., 0].sum(axis=2)
    more = outlook(replace(inputs, hidden=at_worst(inputs.hidden)), MEDIAN).seeding.entrants[TOLD, ..., 0]
    return np.asarray(bare[WORST] + more.sum(axis=1) - bare[TOLD])


def _open(found: Outlook) -> float:
    """The chance that one entry starts an outbreak where R is highest, as it is where no order holds."""
    ground = found.inputs.ground
    anywhere = replace(ground, state_of=np.array([np.argmax(ground.r)]))
    return float(anywhere.takes(found.chance)[0, 0])
