"""What a column can hold for linkage, which columns of two tables belong together, and bands of certainty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from services.domain.base import Sentence

Array = Any
"""A numpy array of codes, levels or weights, one for each record or pair (its own types say less)."""

MISSING = 0
"""The level of a pair in which a side says nothing comparable: no evidence either way."""


FEW = 5_000


@dataclass(frozen=True)
class Crowd:
    """The people among whom a few records are looked at: how many, and how common words of names are."""

    many: int
    shares: Mapping[str, float]


class Kind(StrEnum):
    """How the cells of a field are read and compared."""

    NAME = "name"
    BIRTH = "birth_date"
    ID = "id"
    PHONE = "phone"
    SEX = "sex"
    NATIONALITY = "nationality"
    DATE = "date"
    AGE = "age"
    WORD = "word"
    TEXT = "text"


@dataclass(frozen=True)
class Field:
    """One field: its kind, and the columns of each table that hold it (several are joined by a space)."""

    name: str
    kind: Kind
    a: tuple[str, ...]
    b: tuple[str, ...]


@dataclass(frozen=True)
class FieldMap:
    """The fields to compare, and the columns that name a row (None: rows are numbered)."""

    fields: tuple[Field, ...]
    row_a: str | None = None
    row_b: str | None = None


class Band(StrEnum):
    """What follows from a comparison."""

    MERGE = "merge"
    REVIEW = "review"
    NEW = "new"


@dataclass(frozen=True)
class Pairs:
    """Positions in one pool of records: pair n is records `left[n]` and `right[n]`."""

    left: Array
    right: Array

    def __len__(self) -> int:
        """How many pairs."""
        return len(self.left)

    def take(self, which: Array) -> "Pairs":
        """Some of them."""
        return Pairs(self.left[which], self.right[which])


def codes(values: Sequence[Any], nothing: Any = "") -> tuple[Array, int]:
    """Equal values to equal numbers from 0 on, `nothing` to -1; returns them and how many there are."""
    known: dict[Any, int] = {nothing: -1}
    numbers = np.fromiter((known.setdefault(one, len(known) - 1) for one in values), np.int64, len(values))
    return numbers, len(known) - 1


def first_true(choices: Sequence[tuple[Array, int]], default: int) -> Array:
    """For each pair the level of the first condition that holds."""
    conditions, levels = zip(*choices, strict=True)
    return np.select(list(conditions), list(levels), default=default).astype(np.int16)


def threads(many: int) -> int:
    """How many threads to compare so many texts with: a few are done before a thread has begun."""
    return 2 if many > FEW else 1


def said(vi: str, en: str) -> Sentence:
    """A sentence in a line."""
    return Sentence(vi=vi, en=en)


class Comparison:
    """A field of a pool of records, read once, ready to be compared pair by pair."""

    kind: Kind
    labels: tuple[Sentence, ...]
    """What each level of agreement is called; level 0: a side says nothing."""
    start: tuple[float, ...]
    """How often records of one person agree so, before anything is learned."""
    exact: tuple[int, ...] = ()
    """Levels at which both sides hold the same value."""
    code: Array
    """A number for the value of each record; -1: none."""

    def levels(self, pairs: Pairs) -> Array:
        """The level of agreement of each pair."""
        raise NotImplementedError

    def reference(self, pairs: Pairs, levels: Array) -> Array:
        """How rare the value is on which a pair agrees; 1 where that is the same for all."""
        return np.ones(len(pairs))
