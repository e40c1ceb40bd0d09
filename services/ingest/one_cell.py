"""How one cell becomes a value, or a fault that names its column."""

import re
import unicodedata
from typing import Any

from services.domain.base import Sentence
from services.domain.text import tidy
from services.ingest.cells import Unreadable, text_of
from services.ingest.columns import Column, Reading
from services.ingest.faults import Fault


def value_of(column: Column, cell: object, reading: Reading) -> Any:
    """What the cell says, None when it says nothing; raises Unreadable."""
    if column.parse_list is not None and isinstance(cell, list):
        return column.parse_list(cell, reading)
    text = _tidied(cell)
    return column.parse(text, reading) if 0 < len(text) <= column.longest else _nothing_in(column, text)


def fault_at(column: Column, error: Unreadable) -> Fault:
    """The fault of one cell, said with the column's name in front."""
    vi = f"Cột '{column.name}' ({column.title.vi}): {error.sentence.vi}"
    en = f"Column '{column.name}' ({column.title.en}): {error.sentence.en}"
    return Fault(column.name, error.code, Sentence(vi=vi, en=en))


def _nothing_in(column: Column, text: str) -> Any:
    """No text says nothing; a text too long, or none where something must be, raises Unreadable."""
    if text:
        raise Unreadable(
            "too_long",
            f"dài quá {column.longest} ký tự; hãy rút ngắn.",
            f"longer than {column.longest} characters; shorten it.",
        )
    if column.demanded:
        raise Unreadable(*MISSING)
    return None


MISSING = ("missing", "bắt buộc nhưng bỏ trống; hãy điền.", "required but empty; fill it in.")
_NOTHING = frozenset(("null", "n/a", "#n/a"))
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")


def missing(column: Column) -> Fault:
    """What must be there is not."""
    return fault_at(column, Unreadable(*MISSING))


def _tidied(cell: object) -> str:
    raw = cell if isinstance(cell, str) else text_of(cell)
    # Most cells are tidy; tidy() itself costs ten times as much as asking.
    if raw.isprintable() and (raw.isascii() or unicodedata.is_normalized("NFC", raw)):
        text = raw if raw[:1] != " " != raw[-1:] and "  " not in raw else " ".join(raw.split())
    else:
        text = tidy(_INVISIBLE.sub("", raw))
        _refuse_control_characters(text)
    return "" if len(text) < 5 and text.lower() in _NOTHING else text


def _refuse_control_characters(text: str) -> None:
    # Cc: control characters with NUL, Cs: half a surrogate pair. PostgreSQL stores neither.
    if not text.isprintable() and any(unicodedata.category(c) in ("Cc", "Cs") for c in text):
        raise Unreadable(
            "control_characters",
            "có ký tự điều khiển không in được; hãy gõ lại ô này.",
            "holds control characters; type the cell again.",
        )
