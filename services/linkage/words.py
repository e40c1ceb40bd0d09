"""Sexes, ages, days other than that of birth, and free text."""

import re
from collections.abc import Sequence

import numpy as np
from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio
from rapidfuzz.process import cpdist

from services.domain.base import Sentence
from services.domain.text import folded
from services.linkage.births import day_in
from services.linkage.kinds import MISSING, Array, Comparison, Kind, Pairs, codes, first_true, said, threads

SAME, NEAR, PARTLY, DIFFERENT = range(1, 5)
OTHER_SEX = 2

_MALE = ("nam", "m", "male", "trai", "man", "1")
_FEMALE = ("nu", "f", "female", "gai", "woman", "2")
_WORDS = re.compile(r"[^\W_]+")

DAY_LABELS = (
    said("thiếu", "missing"),
    said("trùng ngày", "the same day"),
    said("lệch một ngày hoặc đảo ngày tháng", "a day apart, or day and month swapped"),
    said("lệch không quá một tuần", "at most a week apart"),
    said("khác nhau", "different"),
)
WORD_LABELS = (
    said("thiếu", "missing"),
    said("trùng", "the same"),
    said("gần giống", "alike"),
    said("giống một phần", "partly alike"),
    said("khác nhau", "different"),
)
AGE_LABELS = (
    said("thiếu", "missing"),
    said("cùng tuổi", "the same age"),
    said("lệch một tuổi", "a year apart"),
    said("lệch không quá năm tuổi", "at most five years apart"),
    said("khác nhau", "different"),
)


class Levelled(Comparison):
    """Fields with four levels and no term frequencies but those of the values themselves."""

    start: tuple[float, ...] = (0.0, 0.85, 0.07, 0.04, 0.04)
    labels: tuple[Sentence, ...] = WORD_LABELS


class Days(Levelled):
    """Days other than that of birth."""

    kind = Kind.DATE
    labels = DAY_LABELS

    def __init__(self, cells: Sequence[str]) -> None:
        """Cells as `day_in` reads them; a cell without a whole day says nothing."""
        known = {cell: _ordinal(*day_in(cell)) for cell in set(cells)}
        table = np.array([known[cell] for cell in cells], dtype=np.int64).reshape(-1, 2)
        self.code, self.crossed = table.T

    def levels(self, pairs: Pairs) -> Array:
        """How far apart the days are."""
        mine, theirs = self.code[pairs.left], self.code[pairs.right]
        gap = np.abs(mine - theirs)
        swapped = self.crossed[pairs.left] == theirs
        choices = [
            ((mine < 0) | (theirs < 0), MISSING),
            (gap == 0, SAME),
            ((gap == 1) | swapped, NEAR),
            (gap <= 7, PARTLY),
        ]
        return first_true(choices, DIFFERENT)


class Ages(Levelled):
    """Ages in years."""

    kind = Kind.AGE
    labels = AGE_LABELS

    def __init__(self, cells: Sequence[str]) -> None:
        """Whole numbers; anything else says nothing (bands of age are words: see `short_list`)."""
        self.code = np.array(
            [int(one) if one.isdecimal() and len(one) < 4 else -1 for one in cells], np.int64
        )

    def levels(self, pairs: Pairs) -> Array:
        """How many years lie between."""
        mine, theirs = self.code[pairs.left], self.code[pairs.right]
        gap = np.abs(mine - theirs)
        choices = [
            ((mine < 0) | (theirs < 0), MISSING),
            (gap == 0, SAME),
            (gap == 1, NEAR),
            (gap <= 5, PARTLY),
        ]
        return first_true(choices, DIFFERENT)


class Texts(Levelled):
    """Free text, compared word by word."""

    def __init__(self, cells: Sequence[str], kind: Kind = Kind.TEXT) -> None:
        """Folded: diacritics, capitals and signs do not matter."""
        self.kind = kind
        self.texts = np.array(plain_words(cells), dtype=object)
        self.code, _ = codes(self.texts.tolist())

    def levels(self, pairs: Pairs) -> Array:
        """The same words, most of them, some of them, none."""
        left, right = pairs.left, pairs.right
        both = (self.code[left] >= 0) & (self.code[right] >= 0)
        level = np.where(both, DIFFERENT, MISSING).astype(np.int16)
        level[both & (self.code[left] == self.code[right])] = SAME
        rest = np.flatnonzero(level == DIFFERENT)
        mine, theirs = self.texts[left[rest]], self.texts[right[rest]]
        if len(rest):
            whole = cpdist(mine, theirs, scorer=token_sort_ratio, workers=threads(len(rest)))
            shared = cpdist(mine, theirs, scorer=token_set_ratio, workers=threads(len(rest)))
            level[rest] = np.select([whole >= 85, shared >= 60], [NEAR, PARTLY], DIFFERENT)
        return level


class Sexes(Levelled):
    """Men and women; other words say nothing."""

    kind = Kind.SEX
    labels = (said("thiếu", "missing"), said("trùng", "the same"), said("khác nhau", "different"))
    start = (0.0, 0.985, 0.015)

    def __init__(self, cells: Sequence[str]) -> None:
        """Words as `sex_in` reads them."""
        known = {cell: sex_in(cell) for cell in set(cells)}
        self.code = np.array([known[cell] - 1 for cell in cells], np.int64)

    def levels(self, pairs: Pairs) -> Array:
        """The same or not."""
        mine, theirs = self.code[pairs.left], self.code[pairs.right]
        return first_true([((mine < 0) | (theirs < 0), MISSING), (mine == theirs, SAME)], OTHER_SEX)


def sex_in(cell: str) -> int:
    """1 male, 2 female, 0 anything else."""
    word = folded(cell)
    return 1 if word in _MALE else 2 if word in _FEMALE else 0


def plain_words(cells: Sequence[str]) -> list[str]:
    """Folded words without signs."""
    known = {cell: " ".join(_WORDS.findall(folded(cell))) for cell in set(cells)}
    return [known[cell] for cell in cells]


def _ordinal(year: int, month: int, day: int) -> tuple[int, int]:
    """A running number of the day, and that of the day with day and month swapped; -1: none."""
    if not month:
        return -1, -2
    try:
        code = int(np.datetime64(f"{year:04}-{month:02}-{day:02}").astype(int))
    except ValueError:
        return -1, -2
    crossed = int(np.datetime64(f"{year:04}-{day:02}-{month:02}").astype(int)) if day <= 12 else -2
    return code, crossed
