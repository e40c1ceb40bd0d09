"""i2: legal entrants, and what quarantine leaves of them (directive, S-04). Pure.

N a day × prevalence at entry × (1 − α · prevented): α is the share that keeps quarantine, learnt place by
place from bed checks and breaches; `prevented` what the plan prevents if kept (epidemiology.residual). Who
has no quarantine place, or never came to it, keeps none.
Prevalence is that of the law, and what tests of entrants make of it.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from services.epidemiology.quantities import Numbers, amount, share
from services.epidemiology.residual import Belief, Plan, left, traveller
from services.risk.unseen.draws import Chance, Share
from services.risk.unseen.lines import Line
from services.risk.unseen.prevalence import Infected
from services.risk.unseen.tested import Labs, at_entry
from services.risk.unseen.volumes import Volume, unless_told


@dataclass(frozen=True)
class Sites:
    """People of one country in one place of quarantine, row by row. Raises BadRecord."""

    keys: tuple[str, ...]
    """Of the place: two rows of one place have one adherence."""
    countries: tuple[str, ...]
    entrants: Volume
    kept: Numbers
    """Times somebody was seen to be there."""
    broken: Numbers
    """Times somebody was not, and who broke out."""
    checked: Numbers
    """1 where anybody looked, else 0."""
    tested: Numbers
    """The part of the tests due that was done."""
    tests_told: Numbers
    """1 where anybody told of tests, else 0."""
    adherence: Share
    plan: Plan
    """Days and tests the law asks of entrants; the arrival is day 0."""
    where: Numbers
    labs: Labs | None = None
    """What laboratories found among them; None: what the law takes stands as it is."""

    def __post_init__(self) -> None:
        amount(self.kept, "kept")
        amount(self.broken, "broken")
        share(self.tested, "tested")


def quarantine_breach(sites: Sites, infected: Infected, chance: Chance) -> Line:
    """What is left of the infectious people among legal entrants."""
    people = sites.entrants.per_day()[..., np.newaxis]
    kept = adherence(sites, chance) * prevented(sites, chance)
    rates = people * at_entry(sites.labs, infected, sites.countries, chance) * (1.0 - kept)
    return Line("i2", sites.keys, rates, sites.where)


def adherence(sites: Sites, chance: Chance) -> Numbers:
    """Share that keeps quarantine; at worst nobody does where nobody looked. (2, rows, draws)."""
    drawn = sites.adherence.drawn(chance.of("adherence", sites.keys), sites.kept, sites.broken)
    return unless_told(drawn, 0.0, sites.checked)


def prevented(sites: Sites, chance: Chance) -> Numbers:
    """What the plan prevents if kept, with the tests that were done; at worst none where nobody told."""
    tested = np.asarray(sites.tested)[:, np.newaxis]
    days, tests = (sites.plan.enter, sites.plan.release), tuple(sites.plan.tests)
    bare = _prevented(*days, (), chance.draws, chance.seed)
    full = _prevented(*days, tests, chance.draws, chance.seed)
    done = bare + tested * np.maximum(full - bare, 0.0)
    return unless_told(done, np.broadcast_to(bare, done.shape), sites.tests_told)


@lru_cache(maxsize=100)
def _prevented(enter: float, release: float, tests: tuple[float, ...], draws: int, seed: int) -> Numbers:
    belief = Belief().drawn(np.random.default_rng(seed), draws)
    return left(Plan(enter, release, tests), traveller(), belief).prevented
