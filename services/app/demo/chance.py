"""Chance as an argument: one generator for each thing, made from the seed and the name of that thing."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

_T = TypeVar("_T")


def dice(seed: int | str, *names: object) -> Random:
    """A generator of its own for what is named, so that one day does not change when another one does."""
    return Random("/".join(map(str, (seed, *names))))


def one_of(chance: Random, pool: Sequence[_T]) -> _T:
    """Any of the pool; several times quicker than `Random.choice`, which matters a hundred thousand times."""
    return pool[int(chance.random() * len(pool))]


def split(total: int, weights: Sequence[float]) -> list[int]:
    """The total in whole parts, each close to its weight; they always add up to it."""
    whole, parts, seen = sum(weights), [], 0.0
    given = 0
    for weight in weights:
        seen += weight
        due = round(total * seen / whole)
        parts.append(due - given)
        given = due
    return parts
