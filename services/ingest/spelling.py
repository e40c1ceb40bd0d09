"""Which encoding was meant: the reading under which most words are Vietnamese; pure."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from services.ingest.legacy_letters import from_tcvn3, from_vni
from services.ingest.syllables import is_syllable

MOST_WORDS = 20_000  # distinct words: more of them prove nothing new
CERTAIN_SHARE = 0.8  # the rest is abbreviations, foreign names and slips
LEAST_WORDS = 2
STRANGE_SHARE = 0.05
STRANGE_WORDS = 3

LEGACY: dict[str, Callable[[str], str]] = {"tcvn3": from_tcvn3, "vni": from_vni}
"""Name of an old encoding to how its text is read, once its bytes were taken for Windows-1252."""

_WORDS = re.compile("[A-Za-z\u00a1-\u024f\u0300-\u0323\u1ea0-\u1ef9]+")


@dataclass(frozen=True)
class Spelling:
    """How many distinct words there are beyond ASCII, and how many of them are Vietnamese."""

    words: int
    vietnamese: int

    @property
    def certain(self) -> bool:
        """Is nearly all of it Vietnamese, and is it more than one word?"""
        return self.vietnamese >= max(LEAST_WORDS, CERTAIN_SHARE * self.words)


def words_beyond_ascii(texts: Iterable[str]) -> set[str]:
    """The distinct words that hold a letter beyond ASCII."""
    found: set[str] = set()
    for text in texts:
        if not text.isascii():
            found.update(word for word in _WORDS.findall(text) if not word.isascii())
        if len(found) > MOST_WORDS:
            break
    return found


def spelling(words: Iterable[str]) -> Spelling:
    """How Vietnamese these words are."""
    told = list(words)
    return Spelling(len(told), sum(map(is_syllable, told)))


def legacy_meant(words: Iterable[str]) -> str | None:
    """TCVN3 or VNI, when these Windows-1252 words are Vietnamese in it for certain and in nothing else."""
    told = list(words)
    found = {name: spelling(map(read, told)) for name, read in LEGACY.items()}
    best = max(found, key=lambda name: found[name].vietnamese)
    others = [spelling(told), *(one for name, one in found.items() if name != best)]
    rival = max(one.vietnamese for one in others)
    return best if found[best].certain and rival * 2 <= found[best].vietnamese else None


def legacy_inside(words: Iterable[str]) -> str | None:
    """TCVN3 or VNI, when Unicode text holds words that are Vietnamese only when read as that."""
    told = list(words)
    strange = [word for word in told if not is_syllable(word)]
    counts = {name: spelling(map(read, strange)).vietnamese for name, read in LEGACY.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= max(STRANGE_WORDS, STRANGE_SHARE * len(told)) else None
