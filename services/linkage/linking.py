"""Two tables in, pairs out: block, compare, learn, weigh, give each record at most one partner."""

from dataclasses import dataclass

import numpy as np

from services.linkage.blocking import candidates
from services.linkage.kinds import Array, Pairs
from services.linkage.learning import Model, believed, learn
from services.linkage.pool import Pool

BUDGET = 3_000_000
CHUNK = 500_000
_HOPELESS = -7.0  # log-odds below which a pair is not worth remembering


@dataclass(frozen=True)
class Weighed:
    """Pairs with their log-odds of being one person."""

    pairs: Pairs
    odds: Array


@dataclass(frozen=True)
class Linked:
    """Pairs with probability and model; of two tables every record is in one pair at most."""

    pairs: Pairs
    probability: Array
    model: Model


def link(pool: Pool, model: Model | None = None, budget: int = BUDGET) -> Linked:
    """All that can be said of a pool; `model` None: it is learned from the pool itself."""
    pairs = candidates(pool, budget)
    model = model or learn(pool, pairs)
    weighed = weigh(pool, model, pairs)
    probability = believed(pool, weighed.pairs, weighed.odds)
    everything = np.arange(len(probability))
    chosen = one_to_one(weighed.pairs, probability, weighed.odds) if pool.split else everything
    return Linked(weighed.pairs.take(chosen), probability[chosen], model)


def weigh(pool: Pool, model: Model, pairs: Pairs) -> Weighed:
    """Log-odds of each pair; the hopeless are dropped on the way."""
    kept, odds = [], []
    for start in range(0, len(pairs), CHUNK):
        some = Pairs(pairs.left[start : start + CHUNK], pairs.right[start : start + CHUNK])
        told = odds_of(pool, model, some)
        likely = np.flatnonzero(told > _HOPELESS)
        kept.append(some.take(likely))
        odds.append(told[likely])
    if not kept:
        return Weighed(Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64)), np.zeros(0))
    left, right = np.concatenate([p.left for p in kept]), np.concatenate([p.right for p in kept])
    return Weighed(Pairs(left, right), np.concatenate(odds))


def odds_of(pool: Pool, model: Model, pairs: Pairs) -> Array:
    """The sum of what every field says, and of what was known before."""
    told = np.full(len(pairs), model.prior)
    for name, field in pool.fields.items():
        told += model.evidence(name, field, pairs, field.levels(pairs))
    return told


def one_to_one(pairs: Pairs, probability: Array, odds: Array) -> Array:
    """The most probable pairs first, each record once; which of equals is decided by their positions."""
    order = np.lexsort((pairs.right, pairs.left, -odds, -probability))
    taken: set[int] = set()
    chosen = []
    for n, left, right in zip(
        order.tolist(), pairs.left[order].tolist(), pairs.right[order].tolist(), strict=True
    ):
        if left not in taken and right not in taken:
            taken.update((left, right))
            chosen.append(n)
    return np.array(chosen, dtype=np.int64)
