"""How long it takes until a case is known, from those that are known by now.

Cases with a long delay that fell ill lately are not known yet: what is seen of recent days is too short
(right truncation). Counting backwards from the longest delay mends that: of those with a delay of at most d,
who fell ill at least d days ago, the share with exactly d (the reverse-time hazard; Lawless, *Adjustments for
reporting delays and the prediction of occurred but not reported events*, Can J Statist 22 (1994)).
"""

from dataclasses import dataclass

import numpy as np

from services.epidemiology.quantities import Given, Numbers, amount, refused

LONGEST = 30


@dataclass(frozen=True)
class Delays:
    """Counts by delay 0, 1, 2 … days."""

    exactly: Numbers
    """Cases with this delay."""
    at_risk: Numbers
    """Cases with this delay or less, who fell ill at least so long ago."""

    def known_by(self) -> Numbers:
        """The share of cases known by 0, 1, 2 … days after onset; 1 from the longest delay on."""
        return _product(np.divide(self.exactly, self.at_risk, where=self.at_risk > 0, out=self.exactly * 0))

    def known_by_draws(self, draws: int, chance: np.random.Generator) -> Numbers:
        """The same so many times, as uncertain as counts of this size leave it (a Beta for each hazard)."""
        shape = (draws, len(self.exactly))
        seen = self.exactly > 0
        drawn = chance.beta(np.where(seen, self.exactly, 1.0), self.at_risk - self.exactly + 0.5, shape)
        return _product(np.where(seen, drawn, 0.0))


def delays(days: Given, ages: Given, longest: int = LONGEST) -> Delays:
    """From the delay of each known case, and how long ago it fell ill; longer delays are left out.

    Raises BadRecord when a case is known before its onset, or would be known only later.
    """
    took, ago = np.atleast_1d(amount(days, "delay")), np.atleast_1d(amount(ages, "age"))
    if np.any(took > ago):
        raise refused("delay", "không dài hơn thời gian từ khởi phát", "no longer than the time since onset")
    usual = took <= longest
    took, ago = np.floor(took[usual]), np.minimum(np.floor(ago[usual]), longest)
    exactly = np.bincount(took.astype(np.int64), minlength=longest + 1).astype(np.float64)
    too_young = np.bincount(ago.astype(np.int64), minlength=longest + 1)
    # Of those with a delay up to d, all who are younger than d have one below their age: take them off.
    younger = np.concatenate([[0.0], np.cumsum(too_young)[:-1]])
    return Delays(exactly, np.cumsum(exactly) - younger)


def _product(hazards: Numbers) -> Numbers:
    """The share known by each day: that no longer delay happens, multiplied from the longest down."""
    later = np.flip(np.cumprod(np.flip(1.0 - hazards[..., 1:], axis=-1), axis=-1), axis=-1)
    return np.concatenate([later, np.ones((*hazards.shape[:-1], 1))], axis=-1)
