"""World: what does not change while the epidemic of a year runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from services.app.year.epidemic.parameters import Parameters
from services.domain.areas import AreaCode, Areas
from services.epidemiology.incubation import LogNormal
from services.epidemiology.quantities import Numbers
from services.epidemiology.serial import Serial


@dataclass(frozen=True, slots=True)
class World:
    """Parameters, places, distributions, and the chance that all is drawn from."""

    parameters: Parameters
    areas: Areas
    communes: Mapping[AreaCode, Sequence[AreaCode]]
    """Of each district; all of them under the province."""
    province: AreaCode
    doorways: Mapping[str, Sequence[AreaCode]]
    """Communes in which each source comes in."""
    weights: Numbers
    incubation: Numbers
    """Share with an incubation of 1, 2, 3 … days."""
    chance: np.random.Generator

    def day(self, number: int) -> date:
        """The day that has this number."""
        return date(self.parameters.year, 1, 1) + timedelta(days=number)


def world_of(
    parameters: Parameters,
    areas: Areas,
    province: AreaCode,
    doorways: Mapping[str, Sequence[AreaCode]],
    seed: int,
) -> World:
    """The world of a seed."""
    districts = [area.code for area in areas.children(province)]
    communes = {code: [one.code for one in areas.children(code)] for code in districts}
    spread = parameters.part("spread")
    serial, incubation = spread["serial"], spread["incubation"]
    ends = LogNormal(incubation["meanlog"], incubation["sdlog"]).within(
        np.arange(incubation["longest"] + 1.0)
    )
    return World(
        parameters,
        areas,
        communes | {province: [code for district in districts for code in communes[district]]},
        province,
        doorways,
        Serial(serial["mean"], serial["sd"]).weights(),
        np.diff(ends) / (ends[-1] - ends[0]),
        np.random.default_rng([seed, parameters.year]),
    )
