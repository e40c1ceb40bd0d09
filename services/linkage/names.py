"""Names: folded words in any order, with or without diacritics; how two of them agree."""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import chain

import numpy as np
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from services.domain.text import folded, tidy
from services.linkage.kinds import MISSING, Array, Comparison, Crowd, Kind, Pairs, codes, said, threads

MOST_WORDS = 6  # longer names keep their first words; a Vietnamese name has two to five
WELL_KNOWN = 3e-4  # a word that so many people bear is a name of its own, not a slip of another
_SEVERAL = 3  # in a small table one person has a great share
_ALIKE = 0.92
_WORD = re.compile(r"[^\W\d_]+")

SAME, SWAPPED, SHORT, INITIAL, TYPO, MARKS, OTHER, PART, ALIKE, DIFFERENT = range(1, 11)

LABELS = (
    said("thiếu", "missing"),
    said("giống nhau", "the same"),
    said("giống nhau, khác thứ tự", "the same in another order"),
    said("giống nhau, thiếu bớt chữ", "the same with a word left out"),
    said("giống nhau, một chữ viết tắt", "the same with an initial"),
    said("giống nhau, một chữ sai một nét", "the same but for one letter"),
    said("cùng chữ, khác dấu", "the same letters with other diacritics"),
    said("khác đúng một chữ", "another word in one place"),
    said("trùng từ hai chữ", "two words in common"),
    said("gần giống", "alike"),
    said("khác nhau", "different"),
)


class Names(Comparison):
    """The names of a pool of records."""

    kind = Kind.NAME
    labels = LABELS
    start = (0.0, 0.70, 0.13, 0.08, 0.06, 0.02, 0.001, 0.004, 0.002, 0.002, 0.001)
    """How often a person's own names agree so, before anything is learned."""
    exact = (SAME, SWAPPED, MARKS)

    def __init__(self, cells: Sequence[str], crowd: Crowd | None = None) -> None:
        """`crowd`: how common words are among people, where the pool is too small to tell."""
        words = _words_of(cells)
        flat, self.vocabulary = _numbered(words)
        self.words = _matrix(words, flat)
        self.many = (self.words >= 0).sum(axis=1)
        self.ordered, _ = codes([" ".join(one) for one in words])
        self.bag, bags = codes([" ".join(sorted(one)) for one in words])
        self.code = self.bag
        self.marked, _ = codes([_marks_of(cell) for cell in cells])
        self.texts = np.array(["".join(one) for one in words], dtype=object)
        self._times = np.bincount(self.bag[self.bag >= 0], minlength=bags + 1)
        self._crowd = crowd

    def levels(self, pairs: Pairs) -> Array:
        """How the names of each pair agree."""
        left, right = pairs.left, pairs.right
        known = (self.bag[left] >= 0) & (self.bag[right] >= 0)
        level = np.where(known, DIFFERENT, MISSING).astype(np.int16)
        same = known & (self.bag[left] == self.bag[right])
        level[same] = np.where(self.ordered[left[same]] == self.ordered[right[same]], SAME, SWAPPED)
        marks = same & (self.marked[left] >= 0) & (self.marked[right] >= 0)
        level[marks & (self.marked[left] != self.marked[right])] = MARKS
        rest = np.flatnonzero(known & ~same)
        level[rest] = self._unequal(pairs.take(rest))
        return level

    def reference(self, pairs: Pairs, levels: Array) -> Array:
        """How likely a stranger's name agrees in these words: rare names say more (term frequencies)."""
        rare = np.ones(len(pairs))
        same = np.isin(levels, self.exact)
        rare[same] = self._same_name(pairs.left[same])
        part = (levels >= SHORT) & (levels <= PART) & ~same
        rare[part] = self._shared(pairs.take(part))
        return np.clip(rare, 1e-8, 1.0)

    @cached_property
    def shares(self) -> Array:
        """How many of the people bear each word."""
        if self._crowd is not None:
            known, least = self._crowd.shares, 0.5 / (self._crowd.many + 1)
            return np.array([max(known.get(word, 0.0), least) for word in self.vocabulary] or [0.0])
        here = self.words[self.words >= 0]
        return (np.bincount(here, minlength=max(len(self.vocabulary), 1)) + 0.5) / (len(self.words) + 1)

    @cached_property
    def _well_known(self) -> Array:
        if self._crowd is not None:
            return self.shares > WELL_KNOWN
        here = self.words[self.words >= 0]
        times = np.bincount(here, minlength=max(len(self.vocabulary), 1))
        return (self.shares > WELL_KNOWN) & (times >= _SEVERAL)

    def _same_name(self, records: Array) -> Array:
        """The name's own frequency without this pair, drawn towards the product of its words."""
        words = self.words[records]
        product = np.where(words >= 0, np.maximum(self.shares[words], 1e-6), 1.0).prod(axis=1)
        product = np.maximum(product, 1e-9)
        if self._crowd is not None:
            return product
        others = np.maximum(self._times[self.bag[records]] - 2, 0)
        return (others + 1.0) / (len(self.words) + 1.0 / product)

    def _shared(self, pairs: Pairs) -> Array:
        mine, theirs = self.words[pairs.left], self.words[pairs.right]
        rare = np.ones(len(pairs))
        for n in range(mine.shape[1]):
            common = (mine[:, n : n + 1] == theirs).any(axis=1) & (mine[:, n] >= 0)
            rare[common] *= np.maximum(self.shares[mine[common, n]], 1e-6)
        return rare

    def _unequal(self, pairs: Pairs) -> Array:
        """Levels of pairs whose words are not all the same."""
        mine, theirs = self.words[pairs.left], self.words[pairs.right]
        here = (mine[:, :, None] == theirs[:, None, :]) & (mine[:, :, None] >= 0)
        common = here.any(axis=2).sum(axis=1)
        few = np.minimum(self.many[pairs.left], self.many[pairs.right])
        many = np.maximum(self.many[pairs.left], self.many[pairs.right])
        level = np.where(common >= 2, PART, DIFFERENT).astype(np.int16)
        level[(common == few) & (common >= 2)] = SHORT
        odd = np.flatnonzero((common == few - 1) & (common >= 1) & (many - few <= 1))
        level[odd] = self._odd_word(mine[odd], theirs[odd], here[odd], level[odd], many[odd] == few[odd])
        loose = np.flatnonzero((level == DIFFERENT) | (common == 0))
        level[loose] = self._loose(pairs.take(loose), level[loose])
        return level

    def _odd_word(self, mine: Array, theirs: Array, here: Array, level: Array, level_long: Array) -> Array:
        """Pairs that differ in one word: an initial, a slip, or another word."""
        ours = _left_over(mine, here.any(axis=2))
        others = _left_over(theirs, here.any(axis=1))
        kind = self._odd_kinds(ours, others)
        found = np.where(kind > 0, kind, level)
        return np.where((found == level) & level_long & (level == PART), OTHER, found).astype(np.int16)

    def _odd_kinds(self, ours: Array, others: Array) -> Array:
        many = max(len(self.vocabulary), 1)
        unlike, back = np.unique(ours.astype(np.int64) * many + others, return_inverse=True)
        kinds = [self._odd_kind(*divmod(code, many)) for code in unlike.tolist()]
        return np.array(kinds, dtype=np.int16)[back] if kinds else np.zeros(0, np.int16)

    def _odd_kind(self, x: int, y: int) -> int:
        one, other = sorted((self.vocabulary[x], self.vocabulary[y]), key=len)
        if len(one) == 1:
            return INITIAL if other[0] == one else 0
        if OSA.distance(one, other, score_cutoff=1) > 1:
            return 0
        return OTHER if self._well_known[x] and self._well_known[y] else TYPO

    def _loose(self, pairs: Pairs, level: Array) -> Array:
        if not len(pairs):
            return level
        mine, theirs = self.texts[pairs.left], self.texts[pairs.right]
        near = cpdist(
            mine, theirs, scorer=JaroWinkler.similarity, score_cutoff=_ALIKE, workers=threads(len(pairs))
        )
        return np.where(near >= _ALIKE, ALIKE, level).astype(np.int16)


def words_in(cell: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(_WORD.findall(folded(cell)))[:MOST_WORDS]


def _words_of(cells: Sequence[str]) -> list[tuple[str, ...]]:
    known = {cell: words_in(cell) for cell in set(cells)}
    return [known[cell] for cell in cells]


def _marks_of(cell: str) -> str:
    """The words as they are written, in one order; empty when nobody wrote diacritics."""
    return "" if cell.isascii() else " ".join(sorted(tidy(cell).lower().replace("y", "i").split()))


def _numbered(words: list[tuple[str, ...]]) -> tuple[list[int], list[str]]:
    known: dict[str, int] = {}
    flat = [known.setdefault(word, len(known)) for word in chain.from_iterable(words)]
    return flat, list(known)


def _matrix(words: list[tuple[str, ...]], flat: list[int]) -> Array:
    lengths = np.fromiter((len(one) for one in words), np.int64, len(words))
    filled = np.full((len(words), max(int(lengths.max(initial=0)), 1)), -1, np.int32)
    filled[np.arange(filled.shape[1]) < lengths[:, None]] = flat
    return filled


def _left_over(words: Array, matched: Array) -> Array:
    """The first word of each row that has no partner."""
    alone = ~matched & (words >= 0)
    return words[np.arange(len(words)), alone.argmax(axis=1)]
