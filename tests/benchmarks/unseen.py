"""The four sources of 177 communes with 500 draws, beside a loop over communes, sources and draws."""

import random
from math import exp
from pathlib import Path

import numpy as np

from services.epidemiology.quantities import Numbers
from services.epidemiology.residual import Plan
from services.risk.unseen.community import Here, Streams
from services.risk.unseen.draws import DRAWS, Share
from services.risk.unseen.goods import Goods
from services.risk.unseen.hidden import Signs
from services.risk.unseen.model import Inputs, outlook
from services.risk.unseen.prevalence import Abroad, AtHome
from services.risk.unseen.quarantined import Sites
from services.risk.unseen.seeding import Ground
from services.risk.unseen.segments import Border
from services.risk.unseen.shares import banded, by_source
from services.risk.unseen.volumes import Volume
from tests.benchmarks.measuring import Result, least_cpu

COMMUNES, SEGMENTS, SITES, ORIGINS = 177, 20, 60, 60
LOOPED = 10  # draws of the plain loop; all 500 take as long as they say


def run(_folder: Path) -> list[Result]:
    """Milliseconds of the processor, from counts to shares and bands of every commune."""
    world = _world()

    def ours() -> None:
        found = outlook(world)
        chances = found.seeding.outbreak()
        for commune in range(COMMUNES):
            banded(chances[:, commune])
            by_source(found.seeding.seeds[:, commune])

    return [
        Result(
            f"unseen entrants: {COMMUNES} communes × 4 sources × {DRAWS} draws",
            "CPU ms",
            least_cpu(ours, times=3) * 1e3,
            "a loop over all of them",
            least_cpu(_loop, times=1) * 1e3 * DRAWS / LOOPED,
            limit=1_000,
        )
    ]


def _world() -> Inputs:
    chance = np.random.default_rng(7)
    return Inputs(
        abroad=Abroad(("CN",), np.array([1e-4]), 4.0),
        at_home=AtHome(
            _names("o", ORIGINS), chance.poisson(5.0, ORIGINS) * 1.0, _all(1e6), True, Share(0.5, 8)
        ),
        border=Border(
            _names("b", SEGMENTS),
            ("CN",) * SEGMENTS,
            Volume(chance.poisson(5.0, SEGMENTS) * 1.0),
            np.zeros(SEGMENTS),
            Share(np.full(SEGMENTS, 0.4), np.full(SEGMENTS, 8.0)),
            Share(np.full(SEGMENTS, 0.5), np.full(SEGMENTS, 8.0)),
            _somewhere(chance, SEGMENTS),
        ),
        sites=Sites(
            _names("s", SITES),
            ("CN",) * SITES,
            Volume(chance.poisson(50.0, SITES) * 1.0),
            *(chance.poisson(mean, SITES) * 1.0 for mean in (40.0, 1.0)),
            *(np.ones(SITES),) * 3,
            Share(np.full(SITES, 0.9), np.full(SITES, 10.0)),
            Plan(0, 14, (1, 7, 14)),
            _somewhere(chance, SITES),
        ),
        streams=Streams(
            _names("o", ORIGINS),
            _names("o", ORIGINS),
            _names("p", ORIGINS),
            Volume(chance.poisson(20.0, (COMMUNES, ORIGINS)) * 1.0),
            Share(np.full(ORIGINS, 0.3), np.full(ORIGINS, 5.0)),
            *(np.ones(ORIGINS),) * 3,
            Share(np.full(ORIGINS, 0.3), np.full(ORIGINS, 5.0)),
            *(np.ones(ORIGINS),) * 3,
        ),
        here=Here(_names("a", COMMUNES), np.ones(COMMUNES), np.ones(COMMUNES), 10.0, 3.0, np.eye(COMMUNES)),
        goods=Goods(
            _names("g", SITES),
            ("CN",) * SITES,
            Volume(chance.poisson(30.0, SITES) * 1.0),
            1.0,
            np.full(SITES, 0.2),
            Share(0.5, 8.0),
            0.05,
            4.0,
            5.0,
            Share(0.3, 5.0),
            np.zeros(SITES),
            np.ones(SITES),
            3.0,
            3e-5,
            _somewhere(chance, SITES),
        ),
        ground=Ground(np.array([2.0, 0.9]), chance.integers(0, 2, COMMUNES), 25.0, 0.2, 10.0),
        hidden=dict.fromkeys(("i1", "i2", "i3", "i4"), Signs(20.0, 0.1, 1.0, 2.0)),
        rare=3e-4,
        upwards=np.vstack([np.eye(COMMUNES), np.ones((1, COMMUNES))]),
    )


def _names(kind: str, number: int) -> tuple[str, ...]:
    return tuple(f"{kind}{at}" for at in range(number))


def _all(value: float) -> Numbers:
    return np.full(ORIGINS, value)


def _somewhere(chance: np.random.Generator, rows: int) -> Numbers:
    found = np.zeros((COMMUNES, rows))
    found[chance.integers(0, COMMUNES, rows), np.arange(rows)] = 1.0
    return found


def _loop() -> list[float]:
    """The sums as they stand on paper: for each draw, commune and row by row."""
    dice, found = random.Random(7), []
    for _ in range(LOOPED):
        catch = [dice.betavariate(4, 6) for _ in range(SEGMENTS)]
        kept = [dice.betavariate(9, 1) for _ in range(SITES)]
        untraced = [dice.betavariate(2, 3) for _ in range(ORIGINS)]
        prevalence = [dice.gammavariate(4, 1e-4) for _ in range(ORIGINS)]
        for commune in range(COMMUNES):
            i1 = sum(5 * (1 - c) / c * 1e-4 for c in catch) / COMMUNES
            i2 = sum(50 * 1e-4 * (1 - k) for k in kept) / COMMUNES
            i3 = sum(20 * p * u * 0.7 for p, u in zip(prevalence, untraced, strict=True))
            i4 = sum(30 * 1e-4 * dice.gammavariate(4, 0.01) for _ in range(SITES)) / COMMUNES
            found.append(1 - exp(-7 * 0.2 * (i1 + i2 + i3 + i4 + commune * 0.0)))
    return found
