"""How many more come in through a source than its stated inputs say, learned from what was seen of it. Pure.

Stated inputs (people caught, prevalence abroad, places of quarantine) say s infectious people a day. Beside
them come H × s whom no input tells of. Before anything is seen H is a gamma of small shape: most likely
hardly anything, with a long tail. Signs of a source are counted as people seen; in w days of which each
infectious entrant shows with the chance d, gamma-Poisson gives H ~ Gamma(shape + signs, rate + w d s).
So signs raise it, days on which somebody looked and saw nothing lower it, and it is never below 0: what is
stated stands as the least. What nobody told of is as usual, no sign; at worst it is the most signs that the
law holds conceivable.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import gammaincinv

from services.epidemiology.quantities import Numbers, amount, positive
from services.risk.unseen.draws import Chance
from services.risk.unseen.lines import Line
from services.risk.unseen.volumes import both

LINE_OF = {"i1": "i1", "i2": "i2", "i3": "i3", "i4": "i4"}
"""The line by which people come in through a source; infection here and surfaces are counted as they are."""


@dataclass(frozen=True)
class Signs:
    """Of one source. Raises BadRecord."""

    times: float
    """So many times the stated number come beside it, before anything is seen: the mean of H."""
    shape: float
    """How sure that is: the smaller, the longer the tail."""
    seen: float = 0.0
    """Infectious entrants that what was told speaks of."""
    at_worst: float = 0.0
    """The same with the most that is conceivable of what nobody told."""
    looked: float = 0.0
    """Days of the window × the chance that an infectious entrant shows."""

    def __post_init__(self) -> None:
        positive(self.shape, "shape")
        for name in ("times", "seen", "at_worst", "looked"):
            amount(getattr(self, name), name)


@dataclass(frozen=True)
class Hidden:
    """Of all sources; without any, what is stated is all there is."""

    signs: Mapping[str, Signs]
    stated: Mapping[str, float] | None = None
    """Stated infectious people a day, where they are held fixed; None: as each draw has them."""

    def beside(self, lines: Mapping[str, Line], chance: Chance) -> dict[str, Numbers]:
        """H of each source: (2, draws)."""
        found = {}
        for source, signs in self.signs.items():
            fixed = (self.stated or {}).get(source)
            stated = (
                both(np.full(chance.draws, fixed)) if fixed is not None else _a_day(lines[LINE_OF[source]])
            )
            found[source] = times_more(signs, stated, chance.of("hidden", [source])[0])
        return found


def times_more(signs: Signs, stated: Numbers, drawn: Numbers) -> Numbers:
    """H of one source as told and at worst, draw by draw; so are those stated: (2, draws)."""
    if signs.times <= 0:
        return np.zeros_like(stated)
    rate = signs.shape / signs.times + signs.looked * stated
    shapes = signs.shape + np.array([signs.seen, max(signs.seen, signs.at_worst)])
    if len(drawn) == 1:  # the one draw of a point: the middle of so long a tail would say that there is none
        return shapes[:, np.newaxis] / rate
    return np.asarray(gammaincinv(shapes[:, np.newaxis], drawn) / rate)


def with_hidden(lines: Mapping[str, Line], beside: Mapping[str, Numbers]) -> dict[str, Line]:
    """The lines with those who come beside what is stated."""
    more = {LINE_OF[source]: 1.0 + times for source, times in beside.items()}
    return {
        name: replace(line, rates=line.rates * more[name][:, np.newaxis, :]) if name in more else line
        for name, line in lines.items()
    }


def _a_day(line: Line) -> Numbers:
    """Stated infectious people a day in all areas: (2, draws)."""
    sides = line.where if line.where.ndim > 2 else (line.where, line.where)
    by_row = [where.sum(axis=0) @ rates for where, rates in zip(sides, line.rates, strict=True)]
    return np.stack(by_row)
