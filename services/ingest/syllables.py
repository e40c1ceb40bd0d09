"""Could this be a Vietnamese syllable? Spelling alone tells Vietnamese from what only looks like it; pure."""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED = re.compile(r"(?:ch|[cpt])$")  # behind these only two tones can be spoken
_ONSET = "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
_RHYMES = {
    "a": " c ch i m n ng nh o p t u y",
    "ă": "c m n ng p t",
    "â": "c m n ng p t u y",
    "e": " c m n ng o p t",
    "ê": " ch m n nh p t u",
    "i": " a ch m n nh p t u êc êm ên êng êp êt êu",
    "o": " c i m n ng p t oc ong",
    "oa": " c ch i m n ng nh o p t y",
    "oă": "c m n ng t",
    "oe": " m n o t",
    "ô": " c i m n ng p t",
    "ơ": " i m n p t",
    "u": " a c i m n ng p t ôc ôi ôm ôn ông ôt ân âng ât ây ê êch ên ênh ơ",
    "uy": " a ch n nh p t u ên êt",
    "ư": " a c i m n ng p t u ơc ơi ơm ơn ơng ơp ơt ơu",
    "y": " n nh t êm ên êng êt êu",
}
_RHYME = "|".join(nucleus + end for nucleus, ends in _RHYMES.items() for end in ends.split(" "))
_SYLLABLE = re.compile(f"{_ONSET}(?:{_RHYME})")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Spelled as Vietnamese is, with at most one tone, wherever in the syllable the tone is written."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [letter for letter in letters if letter in _TONES]
    plain = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(plain):
        return False
    return not _STOPPED.search(plain) or tones in (["\u0301"], ["\u0323"])
