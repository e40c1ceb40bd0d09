"""Names as two people may spell them, brought to one form."""

from __future__ import annotations

import re
import unicodedata

KINDS = {
    "thành phố": "Thành phố",
    "tp": "Thành phố",
    "thị xã": "Thị xã",
    "tx": "Thị xã",
    "thị trấn": "Thị trấn",
    "tt": "Thị trấn",
    "huyện": "Huyện",
    "h": "Huyện",
    "quận": "Quận",
    "q": "Quận",
    "phường": "Phường",
    "p": "Phường",
    "xã": "Xã",
    "x": "Xã",
}

# Full words may be followed by a blank, abbreviations need a point or are "TP", "TX", "TT".
_KIND = re.compile(
    r"^(thành phố|thị xã|thị trấn|huyện|quận|phường|xã)\s+(?=\S)|^(tp|tx|tt|[hqpx](?=\.))(?:\.\s*|\s+)(?=\S)"
)


def folded(name: str) -> str:
    """A name without its kind, diacritics, blanks and the choice between i and y.

    The kind goes first, while the diacritics still tell "Phường" from the name "Phương Đông" and "Quận" from
    "Quan Lạn".
    """
    bare = _KIND.sub("", _lower(name)).replace("đ", "d")
    letters = "".join(sign for sign in unicodedata.normalize("NFD", bare) if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]", "", letters).replace("y", "i")


def kind_of(text: str) -> str | None:
    """The kind a text begins with or consists of ("TT. Đầm Hà", "Thị trấn"), or None."""
    lower = _lower(text)
    if lower.rstrip(".") in KINDS:
        return KINDS[lower.rstrip(".")]
    found = _KIND.match(lower)
    return KINDS[found.group(1) or found.group(2)] if found else None


def _lower(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())
