"""What one more unit of effort is worth: how much less likely an outbreak becomes. Pure.

Each effort takes part of a row away: one more patrol a part of those missed on a segment, one more bed check
a part of those who do not keep quarantine, so many tests the part of a stream that they reach and find.
"""

from dataclasses import dataclass

import numpy as np

from services.epidemiology.quantities import Given, Numbers, amount, share
from services.risk.unseen.lines import Line
from services.risk.unseen.model import Outlook
from services.risk.unseen.seeding import HORIZON
from services.risk.unseen.volumes import TOLD


@dataclass(frozen=True)
class Effort:
    """One unit of effort on each row of a line by itself."""

    name: str
    line: Line
    part: Numbers
    """Which part of the row it takes away: (rows, draws), 0 to 1."""

    def __post_init__(self) -> None:
        share(self.part, "part")


@dataclass(frozen=True)
class Worth:
    """Row by row."""

    key: str
    area: int
    """Where most of the row comes in."""
    entrants: float
    """Infectious entrants averted, within the horizon."""
    contained: float
    """Which part of them would come where chains end by themselves."""
    chance: float
    """By how much an outbreak anywhere within the horizon becomes less likely."""


def worth(effort: Effort, now: Outlook, days: float = HORIZON) -> list[Worth]:
    """Row by row beside all that comes in now; the most worth first."""
    averted = effort.line.rates[TOLD] * effort.part
    where = effort.line.where[TOLD] if effort.line.where.ndim > 2 else effort.line.where
    people = where.sum(axis=0)
    left = np.maximum(now.all_seeds - (where.T @ now.takes) * averted, 0.0)
    less = np.mean(np.exp(-days * left) - np.exp(-days * now.all_seeds), axis=1)
    entrants = days * people * np.mean(averted, axis=1)
    ends = now.inputs.ground.ends @ where / np.where(people > 0, people, 1.0)
    area = np.argmax(where, axis=0)
    found = [
        Worth(key, int(area[row]), float(entrants[row]), float(ends[row]), float(less[row]))
        for row, key in enumerate(effort.line.keys)
    ]
    return sorted(found, key=lambda one: -one.chance)


def caught_more(effect: Given, draws: int, rows: int) -> Numbers:
    """One more patrol catches this part of those who were missed."""
    return np.full((rows, draws), float(share(effect, "effect")))


def kept_more(effect: Given, adherence: Numbers, prevented: Numbers) -> Numbers:
    """One more bed check brings this part of those who do not keep quarantine to keep it."""
    more = (1.0 - adherence) * share(effect, "effect") * prevented
    left = 1.0 - adherence * prevented
    return np.asarray(np.divide(more, left, out=np.zeros_like(more), where=left > 0))


def found_by_tests(tests: Given, people: Numbers, finds: Given, draws: int) -> Numbers:
    """So many tests a day of so many people a day find this share of the infectious among those tested."""
    reached = np.minimum(amount(tests, "tests") / np.maximum(people, 1e-12), 1.0)
    part = np.where(people > 0, reached, 0.0) * share(finds, "finds")
    return np.broadcast_to(part[:, np.newaxis], (len(part), draws)).copy()
