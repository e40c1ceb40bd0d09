"""Fellegi and Sunter's model, learned without labels by expectation and maximisation.

Source: Fellegi & Sunter, *A theory for record linkage*, JASA 64 (1969); the EM of Winkler (1988), with the
chances of strangers (u) counted on random pairs, so that only those of the same person (m) and their share
are learned. Names weigh by their rarity (term frequencies).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from services.linkage.kinds import MISSING, Array, Comparison, Pairs
from services.linkage.listed import Listed
from services.linkage.pool import Pool

RANDOM_PAIRS = 1_500_000
LEARNING_PAIRS = 600_000
ROUNDS = 25
_PRIOR = 20.0  # how many pairs the beginning counts for: small tables learn little, and carefully
_SEED = 20210223


@dataclass(frozen=True)
class Model:
    """What agreement is worth: for each field the chance of each level, for one person and for strangers."""

    same: Mapping[str, tuple[float, ...]]
    stranger: Mapping[str, tuple[float, ...]]
    share: float
    """How many of all pairs are one person."""

    def evidence(self, name: str, field: Comparison, pairs: Pairs, levels: Array) -> Array:
        """Natural log of m over u for each pair; 0 where a side says nothing."""
        m = np.log(np.maximum(np.asarray(self.same[name]), 1e-12))[levels]
        u = _log_chance(field, self.stranger[name], pairs, levels)
        return np.where(levels == MISSING, 0.0, m - u)

    @property
    def prior(self) -> float:
        """Log-odds of a pair of which nothing is known."""
        return float(np.log(self.share) - np.log1p(-self.share))


def learn(pool: Pool, pairs: Pairs) -> Model:
    """Learn from candidate pairs; the pairs that were not picked are taken for strangers."""
    by_chance = _random_pairs(pool)
    stranger = {name: _stranger(field, by_chance) for name, field in pool.fields.items()}
    chosen = _all_of_some(pairs, LEARNING_PAIRS)
    model = Model({n: f.start for n, f in pool.fields.items()}, stranger, _first_share(pool))
    if not len(chosen):
        return model
    levels = {name: field.levels(chosen) for name, field in pool.fields.items()}
    chances = {name: _log_chance(f, stranger[name], chosen, levels[name]) for name, f in pool.fields.items()}
    scale = len(pairs) / len(chosen) / pool.possible
    for _ in range(ROUNDS):
        model = _round(pool, model, chosen, levels, chances, scale)
    return model


def against_rivals(pairs: Pairs, log_odds: Array, size: int, turns: int = 4) -> Array:
    """Probability of each pair when a record has one partner at most: rivals for either side share it.

    Belief propagation on the graph of pairs: a rival counts the less, the surer it is of a partner of its own
    (the monomer-dimer model of Bayati, Shah & Sharma, IEEE Trans. Inf. Theory 54 (2008)).
    """
    odds = np.exp(np.clip(log_odds, -25, 25))
    mine = theirs = np.ones(len(odds))
    for _ in range(turns):
        mine = 1.0 / (1.0 + _of_rivals(pairs.left, odds * theirs, size))
        theirs = 1.0 / (1.0 + _of_rivals(pairs.right, odds * mine, size))
    left = odds * mine * theirs
    return left / (1.0 + left)


def _of_rivals(side: Array, odds: Array, size: int) -> Array:
    return np.maximum(np.bincount(side, weights=odds, minlength=size)[side] - odds, 0.0)


def plain(log_odds: Array) -> Array:
    """Probability of each pair by itself."""
    return 1.0 / (1.0 + np.exp(-np.clip(log_odds, -25, 25)))


def believed(pool: Pool, pairs: Pairs, log_odds: Array, turns: int = 4) -> Array:
    """Probability of each pair: two tables hold a person once each, one table may hold somebody often."""
    return plain(log_odds) if pool.split == 0 else against_rivals(pairs, log_odds, pool.size, turns)


def _log_chance(field: Comparison, stranger: tuple[float, ...], pairs: Pairs, levels: Array) -> Array:
    u = np.asarray(stranger)[levels] * field.reference(pairs, levels)
    return np.log(np.maximum(u, 1e-12))


def _round(
    pool: Pool,
    model: Model,
    pairs: Pairs,
    levels: Mapping[str, Array],
    chances: Mapping[str, Array],
    scale: float,
) -> Model:
    odds = np.full(len(pairs), model.prior)
    for name, level in levels.items():
        m = np.log(np.maximum(model.same[name], 1e-12))
        odds += np.where(level == MISSING, 0.0, m[level] - chances[name])
    belief = believed(pool, pairs, odds, turns=2)
    same = {name: _told(field, levels[name], belief) for name, field in pool.fields.items()}
    share = float(np.clip(belief.sum() * scale, 1 / pool.possible / 10, _most(pool)))
    return Model(same, model.stranger, share)


def _told(field: Comparison, levels: Array, belief: Array) -> tuple[float, ...]:
    """How often one person's records agree so, by what is believed now."""
    start = np.asarray(field.start)
    counts = np.bincount(levels, weights=belief, minlength=len(start))
    counts[MISSING] = 0.0
    m = (counts + _PRIOR * start) / (counts.sum() + _PRIOR)
    m[MISSING] = 1.0
    return tuple(np.maximum(m, 1e-9).tolist())


def _stranger(field: Comparison, pairs: Pairs) -> tuple[float, ...]:
    """How often strangers agree so; where values are weighed by rarity, in multiples of it."""
    if isinstance(field, Listed):
        return field.chance
    levels = field.levels(pairs)
    known = max(int((levels != MISSING).sum()), 1)
    rare = field.reference(pairs, levels)
    found = np.bincount(levels, weights=1.0 / rare, minlength=len(field.start)) / known
    floor = 0.5 / known
    u = np.maximum(found, floor)
    group = list(field.exact)
    if group:  # of equal values: in which way they are equal
        times = np.bincount(levels, minlength=len(field.start))[group] + 1.0 / len(group)
        u[group] = times / times.sum()
    u[MISSING] = 1.0
    return tuple(u.tolist())


def _random_pairs(pool: Pool) -> Pairs:
    chance = np.random.default_rng(_SEED)
    many = int(min(RANDOM_PAIRS, pool.possible))
    low, high = (0, pool.size) if pool.split == 0 else (pool.split, pool.size)
    left = chance.integers(0, max(pool.split or pool.size, 1), many)
    right = chance.integers(low, max(high, low + 1), many)
    kept = (left != right) & (right < pool.size)
    return Pairs(left[kept], right[kept])


def _all_of_some(pairs: Pairs, many: int) -> Pairs:
    """All pairs of some records: so a record's rivals are seen together."""
    if len(pairs) <= many:
        return pairs
    records = np.unique(pairs.left)
    some = np.random.default_rng(_SEED).random(len(records)) < many / len(pairs)
    return pairs.take(np.flatnonzero(np.isin(pairs.left, records[some])))


def _first_share(pool: Pool) -> float:
    return float(min(0.3 * _most_pairs(pool) / pool.possible, 0.5))


def _most(pool: Pool) -> float:
    return float(min(_most_pairs(pool) / pool.possible, 0.9))


def _most_pairs(pool: Pool) -> float:
    """Each record has at most one partner in the other table."""
    return float(max(min(pool.split, pool.size - pool.split) if pool.split else pool.size, 1))
