"""Numbers of papers and telephones in the form to keep and to compare in (rule book 3.2)."""

import re

_STRANGE = re.compile(r"[\s.\-()/]+")
_ABROAD = re.compile(r"^(?:\+84|0084|84(?=\d{9}$))0?")
_NO_ZERO = re.compile(r"[35789]\d{8}", re.ASCII)
_OLD_MOBILE = {
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0126": "076",
    "0128": "078",
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0127": "081",
    "0129": "082",
    "0162": "032",
    "0163": "033",
    "0164": "034",
    "0165": "035",
    "0166": "036",
    "0167": "037",
    "0168": "038",
    "0169": "039",
    "0186": "056",
    "0188": "058",
    "0199": "059",
}


def bare(text: str) -> str:
    """Without the spaces, dots and strokes that people put between digits."""
    return _STRANGE.sub("", text)


def paper_number(text: str) -> str:
    """A paper's number without spaces; the zero that Excel drops from 12 or 9 digits is put back."""
    if len(text) == 12 and text.isascii() and text.isdigit():
        return text
    plain = bare(text).upper()
    if plain.isascii() and plain.isdigit() and len(plain) in (8, 11):
        return "0" + plain
    return plain


def phone_number(text: str) -> str:
    """A telephone number in its form of 2021: no +84, no dots, ten digits."""
    if len(text) == 10 and text[0] == "0" and text.isascii() and text.isdigit():
        return text
    plain = _ABROAD.sub("0", bare(text))
    if _NO_ZERO.fullmatch(plain):
        plain = "0" + plain
    new = _OLD_MOBILE.get(plain[:4]) if len(plain) == 11 else None
    return new + plain[4:] if new else plain
