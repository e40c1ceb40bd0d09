"""Words from short lists on both sides: which of theirs goes with which of ours is learned."""

from collections.abc import Sequence

import numpy as np

from services.domain.base import Sentence
from services.domain.text import folded
from services.linkage.kinds import MISSING, Array, Comparison, Kind, Pairs, codes
from services.linkage.words import DIFFERENT, SAME, WORD_LABELS, plain_words

SHORT_LIST = 40  # so few different words that which goes with which can be learned


class Listed(Comparison):
    """Words from a short list on each side: which of theirs goes with which of ours is learned.

    So `Native` can mean `Taiwan`, and `Above 20` can mean `20 to 29`, without anybody saying so.
    Level 1 + x * wide + y is the pair of our word x and their word y.
    """

    labels: tuple[Sentence, ...] = WORD_LABELS
    """Levels are pairs of words; what people read is only whether the words are the same."""

    def __init__(self, cells: Sequence[str], split: int, kind: Kind = Kind.WORD) -> None:
        """`split`: where the second table begins in the pool."""
        self.kind = kind
        self.code, many = codes(plain_words(cells))
        self.wide = max(many, 1)
        ours = np.bincount(self.code[:split][self.code[:split] >= 0], minlength=self.wide) + 0.1
        theirs = np.bincount(self.code[split:][self.code[split:] >= 0], minlength=self.wide) + 0.1
        chance = np.outer(ours / ours.sum(), theirs / theirs.sum())
        self.start = (0.0, *_usual(chance).ravel().tolist())
        self.chance = (1.0, *chance.ravel().tolist())

    def levels(self, pairs: Pairs) -> Array:
        """The pair of words."""
        mine, theirs = self.code[pairs.left], self.code[pairs.right]
        return np.where((mine < 0) | (theirs < 0), MISSING, 1 + mine * self.wide + theirs).astype(np.int16)

    def agreement(self, level: int) -> int:
        """Which label a level has."""
        if level == MISSING:
            return MISSING
        x, y = divmod(level - 1, self.wide)
        return SAME if x == y else DIFFERENT


def short_list(cells: Sequence[str]) -> bool:
    """Are there so few different words, and rows enough, that pairs of them can be learned?"""
    different = len({folded(cell) for cell in set(cells)})
    return different <= SHORT_LIST and len(cells) >= 5 * different


def _usual(chance: Array) -> Array:
    """What is expected before anything is learned: the same word, or else anything as by chance."""
    same = np.diag(np.sqrt(chance.sum(axis=1) * chance.sum(axis=0)))
    sure = 0.6 * same.sum()  # the less the two lists overlap, the less is expected
    return sure * same / same.sum() + (1 - sure) * chance
