"""The chance of an outbreak with every unknown quantity at its median: one draw instead of 500. Pure.

Cheap enough for every look at the map: it tells where draws are worth their time, and what is left to fear
before a level comes down.
"""

from dataclasses import dataclass, replace

import numpy as np

from services.epidemiology.quantities import Numbers
from services.risk.unseen.draws import Chance
from services.risk.unseen.from_heard import inputs_of
from services.risk.unseen.known import Known
from services.risk.unseen.model import Outlook, outlook
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
    found, days = outlook(inputs_of(known, MEDIAN), MEDIAN), known.law.horizon_days
    told = found.seeding.outbreak(days)[TOLD, :, 0]
    entrants = found.seeding.entrants[WORST, :, :, 0].sum(axis=1)
    return Point(told, np.maximum(told, -np.expm1(-days * entrants * _open(found))))


def _open(found: Outlook) -> float:
    """The chance that one entry starts an outbreak where R is highest, as it is where no order holds."""
    ground = found.inputs.ground
    anywhere = replace(ground, state_of=np.array([np.argmax(ground.r)]))
    return float(anywhere.takes(found.chance)[0, 0])
