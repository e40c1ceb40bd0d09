"""The model of a moment from what was heard by then and the law in force then. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from services.domain.areas import AreaCode
from services.domain.levels import OrderInForce, State
from services.epidemiology.quantities import Numbers
from services.risk.orders import OrdersInForce
from services.risk.sources.clues import Clues
from services.risk.unseen.draws import Chance
from services.risk.unseen.factors import Factors, factors_of
from services.risk.unseen.from_border import across, border_of
from services.risk.unseen.from_goods import countries_of, goods_of, means_of
from services.risk.unseen.from_quarantine import ANY, mix_of, sites_of
from services.risk.unseen.from_signs import hidden_of
from services.risk.unseen.from_travel import at_home, here_of, origins_of, streams_of
from services.risk.unseen.known import Known, column
from services.risk.unseen.lines import LINES
from services.risk.unseen.model import Inputs, Outlook, outlook
from services.risk.unseen.prevalence import Abroad
from services.risk.unseen.seeding import Ground
from services.risk.unseen.summed import Summed, summed


@dataclass(frozen=True)
class Entering:
    """What was known, and what the model makes of it."""

    known: Known
    outlook: Outlook

    @cached_property
    def summed(self) -> Summed:
        """Bands and shares of all areas."""
        return summed(self.outlook.seeding, self.known.law.horizon_days)

    @cached_property
    def contained(self) -> Numbers:
        """Of the expected entrants of each area those who come where chains end by themselves."""
        return self.known.law.horizon_days * self.outlook.contained()

    @cached_property
    def factors(self) -> Mapping[str, Factors]:
        """By line, what each row's number is made of."""
        return {name: factors_of(self.outlook, name) for name in LINES}


def entering_of(known: Known) -> Entering:
    """The four sources of a moment, with all draws."""
    chance = Chance()
    return Entering(known, outlook(inputs_of(known, chance), chance))


def known_at(clues: Clues, orders: OrdersInForce) -> Known | None:
    """Facts and law; None where no law of the model covers the moment."""
    book, moment = clues.jurisdiction.law.unseen, clues.heard.as_of
    law, prevalence = book.model.find(moment), book.prevalence.find(moment)
    if law is None or prevalence is None:
        return None
    return Known(clues, orders, law.value, prevalence.value, clues.jurisdiction.segments)


def inputs_of(known: Known, chance: Chance) -> Inputs:
    """Everything the model looks at."""
    origins = origins_of(known)
    abroad, home = abroad_of(known), at_home(known, origins)
    mean = means_of(abroad.infected(chance) | home.infected(chance))
    return Inputs(
        abroad=abroad,
        at_home=home,
        border=border_of(known),
        sites=sites_of(known),
        streams=streams_of(known, origins),
        here=here_of(known),
        goods=goods_of(known, origins, mean),
        ground=ground_of(known),
        hidden=hidden_of(known),
        rare=known.law.hidden.rare,
        upwards=known.upwards(),
    )


def abroad_of(known: Known) -> Abroad:
    """Every country that anything or anybody came from."""
    entrants = {country for mix in mix_of(known).values() for country in mix}
    countries = sorted(
        {ANY, across(known), *(one.country for one in known.segments), *entrants, *countries_of(known)}
    )
    law = known.prevalence
    return Abroad(tuple(countries), column(law.of(country) for country in countries), law.shape)


def ground_of(known: Known) -> Ground:
    """R of the strictest order over each area."""
    law = known.law.growth
    states: list[State | None] = [None, *State]
    r = [law.otherwise, *(law.r[state] for state in State)]
    strictest = _strictest(known)
    rows = [
        states.index(strictest[area.code].state if area.code in strictest else None) for area in known.areas
    ]
    return Ground(column(r), np.array(rows, dtype=np.intp), law.r_shape, law.k, law.k_shape)


def _strictest(known: Known) -> dict[AreaCode, OrderInForce]:
    """By area under any order the strictest; of two as strict the one that names the smaller area."""
    areas, found = known.jurisdiction.areas, dict[AreaCode, OrderInForce]()
    for code in sorted(known.orders.whole, key=lambda code: len(areas.path(code))):
        order = known.orders.whole[code][0]
        for area in areas.within(code) if code in areas else ():
            if area.code not in found or order.level >= found[area.code].level:
                found[area.code] = order
    return found
