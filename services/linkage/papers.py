"""Numbers of papers and telephones: compared only with their own kind; a card tells year, sex, province."""

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from services.domain.papers import paper_number, phone_number
from services.linkage.kinds import MISSING, Array, Comparison, Crowd, Kind, Pairs, codes, said, threads

SAME, ONE_OFF, DIFFERENT = range(1, 4)
_SHORTEST = 6  # shorter numbers are no papers and no telephones: they would join strangers
CARD = 12


class Numbers(Comparison):
    """Numbers of a pool of records."""

    exact = (SAME,)

    def __init__(self, cells: Sequence[str], kind: Kind, crowd: Crowd | None = None) -> None:
        """`kind`: ID or PHONE. `crowd`: among how many people these few are."""
        self.kind = kind
        self.start = (0.0, 0.80, 0.15, 0.05) if kind is Kind.ID else (0.0, 0.60, 0.10, 0.30)
        self.labels = ID_LABELS if kind is Kind.ID else PHONE_LABELS
        known = {cell: worth(cell, kind) for cell in set(cells)}
        texts = [known[cell] for cell in cells]
        self.texts = np.array(texts, dtype=object)
        self.code, many = codes(texts)
        self.length = np.fromiter((len(one) for one in texts), np.int64, len(texts))
        self._many = max(len(cells), crowd.many if crowd else 0, 10_000)
        self._times = np.bincount(self.code[self.code >= 0], minlength=many + 1)

    def levels(self, pairs: Pairs) -> Array:
        """Equal, one slip apart, different; missing where the papers are of two kinds."""
        left, right = pairs.left, pairs.right
        alike = (self.length[left] == self.length[right]) & (self.length[left] > 0)
        level = np.where(alike, DIFFERENT, MISSING).astype(np.int16)
        level[alike & (self.code[left] == self.code[right])] = SAME
        rest = np.flatnonzero(level == DIFFERENT)
        if len(rest):
            mine, theirs = self.texts[left[rest]], self.texts[right[rest]]
            slips = cpdist(mine, theirs, scorer=OSA.distance, score_cutoff=1, workers=threads(len(rest)))
            level[rest[slips <= 1]] = ONE_OFF
        return level

    def reference(self, pairs: Pairs, levels: Array) -> Array:
        """A number that many people give (a family's telephone) says less."""
        others = np.maximum(self._times[self.code[pairs.left]] - 2, 0)
        return np.where(levels == SAME, (others + 0.2) / self._many, 1.0)


class Cards:
    """What a citizen's card of 12 digits says of its bearer (Circular 07/2016/TT-BCA, rule book 3.2)."""

    def __init__(self, numbers: Numbers) -> None:
        """Read out of the numbers of a pool."""
        found = [on_card(text) for text in numbers.texts]
        table = np.array(found, dtype=np.int64).reshape(-1, 3)
        self.province, self.year, self.sex = table.T


def on_card(text: str) -> tuple[int, int, int]:
    """Province, year of birth, sex (1 male, 2 female); zeros when it is no card."""
    if len(text) != CARD or not text.isdigit():
        return 0, 0, 0
    century = int(text[3])
    return int(text[:3]), 1900 + 100 * (century // 2) + int(text[4:6]), 1 + century % 2


def worth(cell: str, kind: Kind) -> str:
    """The number in the form to compare in, if it can tell one person from another; else empty."""
    text = paper_number(cell) if kind is Kind.ID else phone_number(cell)
    return text if len(text) >= _SHORTEST and len(set(text)) > 2 else ""


ID_LABELS = (
    said("thiếu hoặc khác loại giấy", "missing or papers of two kinds"),
    said("trùng", "the same"),
    said("lệch một chữ số", "one digit apart"),
    said("khác nhau", "different"),
)
PHONE_LABELS = (
    said("thiếu", "missing"),
    said("trùng", "the same"),
    said("lệch một chữ số", "one digit apart"),
    said("khác nhau", "different"),
)
