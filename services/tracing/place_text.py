"""Names and addresses of places in the form to compare in; all of Viet Nam writes `Chợ` in five ways."""

import re
from functools import lru_cache

from services.domain.text import folded

_DATE_BEHIND = re.compile(r"[\s(]*\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\s*\)?\s*$")
_INSIDE_A_WORD = re.compile(r"(?<=\w)['’`´](?=\w)")
_NOT_A_WORD = re.compile(r"[\W_]+")
_POSTCODE = re.compile(r"\s\d{4,6}$")
_SHARED = 0.5  # of the shorter address's words; [design]

VAGUE = frozenset(
    folded(name)
    for name in ("nhà", "nhà riêng", "ở nhà", "tại nhà", "home", "chợ", "quán", "cửa hàng", "shop")
)
"""Names that many places have: alone they say nothing."""


@lru_cache(maxsize=65_536)
def name_key(name: str | None) -> str:
    """Letters and digits of a name, without the date that some lists put behind it; empty: says nothing."""
    plain = _plain(_DATE_BEHIND.sub("", name or ""))
    return "" if plain in VAGUE else plain


@lru_cache(maxsize=65_536)
def address_key(address: str | None) -> str:
    """Letters and digits of an address, without its postcode."""
    return _POSTCODE.sub("", _plain(address or ""))


def is_exact(address: str) -> bool:
    """Does an address (its key) name a house and a street, so that it tells a place without its name?"""
    words = address.split()
    return any(word[0].isdigit() for word in words) and sum(word.isalpha() for word in words) > 1


def agree(a: str, b: str) -> bool:
    """May two addresses (their keys) be one place, written fully and in short?

    Numbers of houses, where both have some, must meet, and half the words of the shorter one.
    """
    numbers, words = _parts(a)
    others, other_words = _parts(b)
    if numbers and others and numbers.isdisjoint(others):
        return False
    fewer = min(len(words), len(other_words))
    return not fewer or len(words & other_words) >= fewer * _SHARED


def _parts(address: str) -> tuple[frozenset[str], frozenset[str]]:
    words = frozenset(address.split())
    numbers = frozenset(word for word in words if word[0].isdigit())
    return numbers, words - numbers


def _plain(text: str) -> str:
    return _NOT_A_WORD.sub(" ", _INSIDE_A_WORD.sub("", folded(text))).strip()
