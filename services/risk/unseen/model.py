"""The whole model: what is known of each source in, infectious entrants and outbreaks by area out. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from services.epidemiology.quantities import Numbers
from services.risk.unseen.community import Here, Streams, local, travellers
from services.risk.unseen.draws import Chance
from services.risk.unseen.goods import Goods, crews, surfaces
from services.risk.unseen.hidden import Hidden, beside, room_for, with_hidden
from services.risk.unseen.illegal import illegal_entry
from services.risk.unseen.lines import Line
from services.risk.unseen.prevalence import Abroad, AtHome, Infected, of_rows
from services.risk.unseen.quarantined import Sites, quarantine_breach
from services.risk.unseen.seeding import Ground, Seeding, seeding
from services.risk.unseen.segments import Border
from services.risk.unseen.volumes import TOLD


@dataclass(frozen=True)
class Inputs:
    """All that the model looks at. Rows go to areas by the `where` of each source."""

    abroad: Abroad
    at_home: AtHome
    border: Border
    sites: Sites
    streams: Streams
    here: Here
    goods: Goods
    ground: Ground
    hidden: Hidden
    rare: float
    """The stated share of infectious people at which half as many come beside it."""
    upwards: Numbers
    """(shown, areas): 1 where an area lies in one that is shown, itself included."""


@dataclass(frozen=True)
class Outlook:
    """What the model answers, and what it is made of."""

    inputs: Inputs
    chance: Chance
    infected: Infected
    lines: dict[str, Line]
    stated: dict[str, Line]
    """The same lines with none of those whom no input tells of."""
    beside: dict[str, Numbers]
    """Of each source so many times the stated number come beside it: (2, draws)."""
    takes: Numbers
    """The chance that one entry starts an outbreak: (areas, draws)."""
    seeding: Seeding

    def times_stated(self, source: str) -> float | None:
        """How many times as many come in all areas together as is stated, as told; None: none are stated.

        Less than H: where many are stated only a part of it comes.
        """
        whole, stated = (float(np.sum(lines[source].told())) for lines in (self.lines, self.stated))
        return whole / stated if stated > 0 else None

    def contained(self) -> Numbers:
        """Infectious people a day, as told, who come where chains end by themselves: (shown)."""
        people = np.sum([line.told() for line in self.lines.values()], axis=0)
        return np.asarray(self.inputs.upwards @ (people * self.inputs.ground.ends))

    @cached_property
    def all_seeds(self) -> Numbers:
        """Seeds a day of all lines in all areas, each counted once, as told: (draws)."""
        by_line = [np.sum(line.entrants()[TOLD] * self.takes, axis=0) for line in self.lines.values()]
        return np.asarray(np.sum(by_line, axis=0))


def outlook(inputs: Inputs, chance: Chance | None = None) -> Outlook:
    """Everything of one moment. Raises BadRecord for what cannot be."""
    drawn = chance or Chance()
    infected = inputs.abroad.infected(drawn) | inputs.at_home.infected(drawn)
    stated = (
        illegal_entry(inputs.border, infected, drawn),
        quarantine_breach(inputs.sites, infected, drawn),
        travellers(inputs.streams, infected, drawn),
        local(inputs.here, drawn),
        crews(inputs.goods, infected, drawn),
        surfaces(inputs.goods, infected, drawn),
    )
    more = beside(inputs.hidden, drawn)
    lines = [_more(line, inputs, infected, more) for line in stated]
    takes = inputs.ground.takes(drawn)
    return Outlook(
        inputs=inputs,
        chance=drawn,
        infected=infected,
        lines={line.name: line for line in lines},
        stated={line.name: line for line in stated},
        beside=more,
        takes=takes,
        seeding=seeding(lines, takes, inputs.upwards),
    )


def _more(line: Line, inputs: Inputs, infected: Infected, more: dict[str, Numbers]) -> Line:
    """With those who come beside what is stated."""
    if line.name not in more:
        return line
    return with_hidden(line, more[line.name], _PARTS[line.name](line, inputs, infected))


def _of_travellers(line: Line, inputs: Inputs, infected: Infected) -> Numbers:
    """Only those from where nobody knows of F0."""
    prevalence = of_rows(infected, inputs.streams.origins)
    nowhere = np.broadcast_to(inputs.at_home.background, prevalence.shape)
    return np.asarray(np.divide(nowhere, prevalence, out=np.zeros_like(prevalence), where=prevalence > 0))


def _of_entrants(line: Line, inputs: Inputs, infected: Infected) -> Numbers:
    """The less, the more infectious people one entrant is stated to leave outside quarantine."""
    people = np.broadcast_to(inputs.sites.entrants.per_day()[..., np.newaxis], line.rates.shape)
    one = np.divide(line.rates, people, out=np.zeros_like(line.rates), where=people > 0)
    return room_for(one, inputs.rare)


_PARTS: dict[str, Callable[[Line, Inputs, Infected], Numbers]] = {
    "i1": lambda _, inputs, infected: room_for(of_rows(infected, inputs.border.beyond), inputs.rare),
    "i2": _of_entrants,
    "i3": _of_travellers,
    "i4": lambda _, inputs, infected: room_for(of_rows(infected, inputs.goods.origins), inputs.rare),
}
