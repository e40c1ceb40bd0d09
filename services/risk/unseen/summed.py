"""Bands and shares of all areas at once: what lists and maps show. Pure."""

from dataclasses import dataclass

import numpy as np

from services.risk.unseen.lines import LINES
from services.risk.unseen.seeding import Seeding
from services.risk.unseen.shares import Bands, bands, by_source
from services.risk.unseen.volumes import TOLD


@dataclass(frozen=True)
class Summed:
    """Of every area, in the order of the model's; people within the horizon."""

    outbreak: Bands
    entrants: Bands
    surfaces: Bands
    sources: dict[str, Bands]
    shares: list[dict[str, float] | None]
    """Of all expected seeds; None: there are none."""


def summed(found: Seeding, days: float) -> Summed:
    """Within so many days."""
    entrants = days * found.entrants
    seeds = {name: np.mean(draws[TOLD], axis=-1) for name, draws in by_source(found.seeds).items()}
    whole = np.sum(list(seeds.values()), axis=0)
    return Summed(
        outbreak=bands(found.outbreak(days)),
        entrants=bands(entrants.sum(axis=2)),
        surfaces=bands(entrants[:, :, LINES.index("surfaces")]),
        sources={name: bands(draws) for name, draws in by_source(entrants).items()},
        shares=[
            {name: float(mean[row] / whole[row]) for name, mean in seeds.items()} if whole[row] > 0 else None
            for row in range(len(whole))
        ],
    )
