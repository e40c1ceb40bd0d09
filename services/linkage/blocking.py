"""Which pairs are worth comparing: those that share a key rare enough. A key joins several fields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from services.linkage.births import Births
from services.linkage.kinds import Array, Comparison, Kind, Pairs
from services.linkage.names import Names
from services.linkage.papers import Numbers
from services.linkage.pool import Pool

ALL_PAIRS = 2_000_000
"""Up to so many pairs everything is compared with everything."""
_COMMON_WORD = 0.04  # a word that one in 25 bears joins too many strangers by itself
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Keys:
    """Records under keys: record `rows[n]` stands under `keys[n]`."""

    rows: Array
    keys: Array


def candidates(pool: Pool, budget: int) -> Pairs:
    """Pairs that share a key; `budget`: the most pairs of one kind of key (the rarest keys first)."""
    if pool.possible <= ALL_PAIRS:
        return _every_pair(pool)
    found = [_joined(pool, keys, budget) for keys in all_keys(pool)]
    both = _distinct(np.concatenate(found)) if found else np.zeros(0, np.int64)
    return Pairs(*np.divmod(both, pool.size))


def all_keys(pool: Pool) -> Iterator[Keys]:
    """Every kind of key that the fields of this pool allow."""
    for field in pool.fields.values():
        if isinstance(field, Numbers):
            yield from _number_keys(field)
    names, births = pool.of(Kind.NAME), pool.of(Kind.BIRTH)
    if isinstance(names, Names):
        yield _whole(mixed(names.bag), names.bag >= 0)
        if isinstance(births, Births):
            yield from _person_keys(names, births)
    else:
        yield from _other_keys(pool.fields)


def mixed(*parts: Array) -> Array:
    """One 64-bit number out of several: equal parts, equal number."""
    key = np.zeros(len(parts[0]), np.uint64)
    for part in parts:
        key = (key ^ part.astype(np.int64).view(np.uint64)) * _MIX
        key ^= key >> np.uint64(29)
    return key


def _whole(keys: Array, valid: Array) -> Keys:
    rows = np.flatnonzero(valid)
    return Keys(rows, keys[rows])


def _number_keys(numbers: Numbers) -> Iterator[Keys]:
    """The whole number, and parts of it that a slip elsewhere leaves alone."""
    yield _whole(mixed(numbers.code), numbers.code >= 0)
    code = np.fromiter(
        (hash_of(one[len(one) * 2 // 5 :]) for one in numbers.texts), np.int64, len(numbers.texts)
    )
    yield _whole(mixed(code, numbers.length), (numbers.code >= 0) & (numbers.length >= 8))


def hash_of(text: str) -> int:
    """A number for a text of digits; the same in every process."""
    return int(text) if text.isdecimal() else int.from_bytes(text.encode()[-7:], "big")


def _person_keys(names: Names, births: Births) -> Iterator[Keys]:
    """Name and date of birth, each tolerant of the other's usual slips."""
    year, month, day = births.year, births.month, births.day
    low, high = np.minimum(month, day), np.maximum(month, day)
    named = names.bag >= 0
    yield _whole(mixed(names.bag, month, day), named & births.whole)
    yield _whole(mixed(names.bag, year, low, high), named & births.whole)
    for years in (births.year, births.card_year):
        yield _whole(mixed(names.bag, years), named & (years > 0))
    rows, words = _rare_words(names)
    kept = births.whole[rows]
    rows, words = rows[kept], words[kept]
    yield Keys(rows, mixed(words, year[rows], low[rows], high[rows]))
    rows, one, other = _two_words(names)
    kept = births.year[rows] > 0
    rows, one, other = rows[kept], one[kept], other[kept]
    full = births.whole[rows]
    yield Keys(
        rows[full], mixed(one[full], other[full], year[rows][full], month[rows][full], day[rows][full])
    )
    yield Keys(rows, mixed(one, other, year[rows]))


def _rare_words(names: Names) -> tuple[Array, Array]:
    rows, places = np.nonzero(names.words >= 0)
    words = names.words[rows, places]
    rare = names.shares[words] < _COMMON_WORD
    return rows[rare], words[rare]


def _two_words(names: Names) -> tuple[Array, Array, Array]:
    found = []
    for x, y in combinations(range(names.words.shape[1]), 2):
        rows = np.flatnonzero(names.words[:, y] >= 0)
        one, other = names.words[rows, x], names.words[rows, y]
        found.append((rows, np.minimum(one, other), np.maximum(one, other)))
    if not found:
        return (np.zeros(0, np.int64),) * 3
    rows, one, other = (np.concatenate(part) for part in zip(*found, strict=True))
    return rows, one, other


def _other_keys(fields: Mapping[str, Comparison]) -> Iterator[Keys]:
    """Other fields: each alone and two by two, for tables without names."""
    plain = [
        one.code for one in fields.values() if one.kind not in (Kind.NAME, Kind.ID, Kind.PHONE, Kind.BIRTH)
    ]
    born = fields_birth(fields)
    plain += [born] if born is not None else []
    for code in plain:
        yield _whole(mixed(code), code >= 0)
    for one, other in combinations(plain, 2):
        yield _whole(mixed(one, other), (one >= 0) & (other >= 0))


def fields_birth(fields: Mapping[str, Comparison]) -> Array | None:
    """The whole date of birth as a number, if there is such a field."""
    return next((one.code for one in fields.values() if isinstance(one, Births)), None)


def _every_pair(pool: Pool) -> Pairs:
    if pool.split == 0:
        left, right = np.triu_indices(pool.size, 1)
        return Pairs(left, right)
    left, right = np.divmod(np.arange(pool.split * (pool.size - pool.split)), pool.size - pool.split)
    return Pairs(left, right + pool.split)


def _distinct(numbers: Array) -> Array:
    """By sorting: several times faster here than numpy's own hash of unlike numbers."""
    ordered = np.sort(numbers)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def _joined(pool: Pool, keys: Keys, budget: int) -> Array:
    """Pairs under one key, as numbers left * size + right; the rarest keys until the budget is spent."""
    first = np.ones(len(keys.rows), bool) if pool.split == 0 else keys.rows < pool.split
    second = np.ones(len(keys.rows), bool) if pool.split == 0 else ~first
    ours, ours_many = np.unique(keys.keys[first], return_counts=True)
    order = np.argsort(keys.keys[second], kind="stable")
    theirs, start, theirs_many = np.unique(keys.keys[second][order], return_index=True, return_counts=True)
    shared, mine, other = np.intersect1d(ours, theirs, assume_unique=True, return_indices=True)
    cost = ours_many[mine] * theirs_many[other]
    cheap = np.argsort(cost, kind="stable")
    kept = np.sort(cheap[np.cumsum(cost[cheap]) <= budget])
    return _expanded(
        pool,
        keys,
        first,
        keys.rows[second][order],
        shared[kept],
        start[other[kept]],
        theirs_many[other[kept]],
    )


def _expanded(
    pool: Pool, keys: Keys, first: Array, theirs: Array, shared: Array, start: Array, many: Array
) -> Array:
    if not len(shared):
        return np.zeros(0, np.int64)
    rows, own = keys.rows[first], keys.keys[first]
    spot = np.minimum(np.searchsorted(shared, own), len(shared) - 1)
    hit = shared[spot] == own
    rows, spot = rows[hit], spot[hit]
    times = many[spot]
    left = np.repeat(rows, times)
    offset = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    right = theirs[np.repeat(start[spot], times) + offset]
    kept = left < right if pool.split == 0 else slice(None)
    return left[kept] * pool.size + right[kept]
