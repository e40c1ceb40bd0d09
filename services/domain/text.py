"""Vietnamese text as people write it: one normal form, and one form to compare and search in."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_LATIN_MARKS = re.compile("[\u0300-\u036f]+")


def tidy(text: str) -> str:
    """NFC, single spaces, no space at the ends: the form we keep and show."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def cut(text: str, most: int) -> str:
    """At most so many characters; one that is longer ends in an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def beginning(text: str) -> str:
    """As a sentence begins: the first letter is a capital."""
    return text[:1].upper() + text[1:]


def inside(text: str) -> str:
    """As it goes on inside another sentence: the first letter is small."""
    return text[:1].lower() + text[1:]


def grouped(number: int) -> str:
    """A whole number as Vietnamese pages write it: `1.048.576`."""
    return f"{number:,}".replace(",", ".")


def bare(text: str) -> str:
    """No diacritics, `đ` is `d`, small letters; as many characters as the tidy text."""
    plain = unicodedata.normalize("NFD", tidy(text).lower().replace("đ", "d"))
    plain = _LATIN_MARKS.sub("", plain)
    if plain.isascii():  # as every Vietnamese text is by now
        return plain
    return "".join(c for c in plain if not unicodedata.combining(c))


def folded(text: str) -> str:
    """The form to compare in: no diacritics, `đ` is `d`, small letters, `y` is `i`.

    The GSO list itself mixes `Hòa` with `Hoà` and `Kỳ` with `Kì`; both fold alike.
    """
    return bare(text).replace("y", "i")
