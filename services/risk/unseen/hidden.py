"""How many more come in through a source than its stated inputs say, learned from what was seen of it. Pure.

Stated inputs (people caught, prevalence abroad, places of quarantine) say s infectious people a day. Beside
them come H × s whom no input tells of: H ~ each × Gamma(shape + signs). The shape is small: before anything
is seen there is most likely hardly anything, with a long tail. Signs are counted in infectious entrants they
speak of, `each` says how many times the stated number one of them adds. H looks at signs alone: so no stated
input that grows, here or elsewhere, makes anything smaller, and twice the volume brings twice as many.
Of travellers only those count from where nobody knows of F0: known F0 say themselves how many are not.
Where many are stated to be infectious few are hidden: of H comes the part rare / (rare + share stated).
What nobody told of is as usual, no sign; at worst it is the most signs that the law holds conceivable.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import gammaincinv

from services.epidemiology.quantities import Numbers, amount, positive
from services.risk.unseen.draws import Chance
from services.risk.unseen.lines import Line
from services.risk.unseen.volumes import TOLD


@dataclass(frozen=True)
class Signs:
    """Of one source. Raises BadRecord."""

    each: float
    """So many times the stated number one infectious entrant adds whom signs speak of."""
    shape: float
    """As many entrants are taken for hidden before anything is seen."""
    seen: float = 0.0
    """Infectious entrants that what was told speaks of."""
    at_worst: float = 0.0
    """The same with the most that is conceivable of what nobody told."""

    def __post_init__(self) -> None:
        positive(self.shape, "shape")
        for name in ("each", "seen", "at_worst"):
            amount(getattr(self, name), name)


Hidden = Mapping[str, Signs]
"""By source, which is the name of the line by which its people come; a source without any has no H."""


def times_more(signs: Signs, drawn: Numbers) -> Numbers:
    """H of one source as told and at worst, draw by draw: (2, draws)."""
    shapes = signs.shape + np.array([[signs.seen], [max(signs.seen, signs.at_worst)]])
    if len(drawn) == 1:  # the one draw of a point: the middle of so long a tail would say that there is none
        return signs.each * shapes
    return np.asarray(signs.each * gammaincinv(shapes, drawn))


def beside(hidden: Hidden, chance: Chance) -> dict[str, Numbers]:
    """H of each source."""
    return {source: times_more(signs, chance.of("hidden", [source])[0]) for source, signs in hidden.items()}


def room_for(share: Numbers, rare: float) -> Numbers:
    """Which part of H comes where so many are stated to be infectious: where they are many few are hidden.

    Share × (1 + H × this) rises with the share, and looks at no volume.
    """
    return np.asarray(rare / (rare + share))


def with_hidden(line: Line, times: Numbers, part: Numbers) -> Line:
    """A line with those who come beside what is stated. `part`: which part of H, (2, rows, draws).

    At worst the most signs stand beside what is stated as told, and both beside the worst that is stated:
    the one times the other would be thousands in a house that hears few feeds.
    """
    more = line.rates[TOLD] * times[:, np.newaxis, :] * part[TOLD]
    return replace(line, rates=line.rates + more)
