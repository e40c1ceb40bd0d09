"""One column of a feed, and how the cells of one row become values or faults."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from services.domain.areas import Areas
from services.domain.base import Sentence
from services.domain.text import folded, tidy
from services.ingest.cells import Unreadable, text_of
from services.ingest.faults import Fault, not_a_record, too_many_cells
from services.ingest.known_places import NO_PLACES, KnownPlaces
from services.ingest.limits import NO_LIMITS, Limits
from services.plumbing.privacy import Privacy

BEYOND = "(beyond the heading)"
"""Where a sheet reader puts cells that stand under no heading: a comma too many shifts every cell."""

NOT_A_RECORD = "(not a record)"
"""Where a door puts what should have been a row with named cells and is not."""

Values = dict[str, Any]
"""Column name to value read; None where the cell is empty."""


@dataclass(frozen=True)
class Reading:
    """What reading needs besides the row: the register, the local zone, when we learned it, the key."""

    areas: Areas
    zone: ZoneInfo
    learned_at: datetime
    privacy: Privacy
    enterprise: str | None = None
    """The sender is this enterprise and may speak for no other."""
    places: KnownPlaces = NO_PLACES
    limits: Limits = NO_LIMITS

    @cached_property
    def fingerprint_key(self) -> bytes:
        """A key of its own for fingerprints: one keyed hash a row, an eighth of a pseudonym's cost."""
        return self.privacy.pseudonym("fingerprints").encode()

    def mark(self, kind: str, value: str) -> str:
        """A keyed hash to compare by: a plate, a telephone; cheaper than a pseudonym."""
        told = f"{kind}\x1f{value}".encode()
        return hashlib.blake2b(told, key=self.fingerprint_key, digest_size=12).hexdigest()

    @cached_property
    def today(self) -> date:
        """The local day on which we learned it."""
        return self.learned_at.astimezone(self.zone).date()


Parse = Callable[[str, Reading], Any]
"""Text of a cell (tidied, never empty) to its value; raises Unreadable."""


@dataclass(frozen=True, eq=False)  # one object a column: comparing them by content would cost every row
class Column:
    """A column as senders may write it."""

    name: str
    title: Sentence
    parse: Parse
    aliases: tuple[str, ...] = ()
    """Other headings, with diacritics; they also match without."""
    required: bool = False
    personal: bool = False
    """Names or places a person: sealed at rest, never in an event, a log or a problem."""
    beside: bool = False
    """Kept beside the record, because the record has no field for it."""
    longest: int = 200


Check = Callable[[Any, Values, Reading], Fault | None]
"""One rule a record must satisfy; the fault when it does not."""


def heading_key(heading: object) -> str:
    """A heading in the form to compare in: no diacritics, letters and digits only."""
    return re.sub(r"[^0-9a-z]", "", folded(str(heading))) if heading is not None else ""


@lru_cache(maxsize=64)
def columns_by_heading(columns: tuple[Column, ...]) -> Mapping[str, Column]:
    """Every heading we recognise, in comparable form."""
    known: dict[str, Column] = {}
    for column in columns:
        for heading in (column.name, column.title.vi, column.title.en, *column.aliases):
            known.setdefault(heading_key(heading), column)
    return known


@dataclass(frozen=True)
class Plan:
    """Which heading of a row feeds which column; of two headings for one column the first."""

    pairs: tuple[tuple[Column, str], ...]
    unused: tuple[str, ...]


@lru_cache(maxsize=512)
def plan(columns: tuple[Column, ...], headings: tuple[str, ...]) -> Plan:
    """The plan for rows with these headings."""
    known = columns_by_heading(columns)
    found: dict[str, str] = {}
    for heading in headings:
        column = known.get(heading_key(heading))
        if column is not None:
            found.setdefault(column.name, heading)
    used = set(found.values())
    pairs = tuple((column, found[column.name]) for column in columns if column.name in found)
    absent = tuple(
        (column, column.name) for column in columns if column.name not in found and column.required
    )
    return Plan(pairs + absent, tuple(heading for heading in headings if heading not in used))


def values_of(
    columns: tuple[Column, ...], row: Mapping[str, object], reading: Reading
) -> tuple[Values, list[Fault]]:
    """Every cell read, and every fault found: a sender mends a row once, not field by field."""
    values: Values = dict.fromkeys(column.name for column in columns)
    if NOT_A_RECORD in row:
        return values, [not_a_record()]
    faults: list[Fault] = [too_many_cells()] if row.get(BEYOND) else []
    for column, heading in plan(columns, tuple(row)).pairs:
        cell = row.get(heading)
        if not column.required and (cell is None or cell == ""):
            continue  # half the cells of a form
        try:
            values[column.name] = _value(column, cell, reading)
        except Unreadable as error:
            faults.append(fault_at(column, error))
    return values, faults


def unrecognised(columns: tuple[Column, ...], row: Mapping[str, object]) -> dict[str, str]:
    """Cells under headings we do not know: kept sealed, since nobody knows what they hold."""
    unused = plan(columns, tuple(row)).unused
    return {heading: text_of(row[heading]) for heading in unused if row[heading] not in (None, "")}


def fault_at(column: Column, error: Unreadable) -> Fault:
    """The fault of one cell, said with the column's name in front."""
    vi = f"Cột '{column.name}' ({column.title.vi}): {error.sentence.vi}"
    en = f"Column '{column.name}' ({column.title.en}): {error.sentence.en}"
    return Fault(column.name, error.code, Sentence(vi=vi, en=en))


def _value(column: Column, cell: object, reading: Reading) -> Any:
    text = _tidied(cell)
    if not text:
        if column.required:
            raise Unreadable(
                "missing", "bắt buộc nhưng bỏ trống; hãy điền.", "required but empty; fill it in."
            )
        return None
    if len(text) > column.longest:
        raise Unreadable(
            "too_long",
            f"dài quá {column.longest} ký tự; hãy rút ngắn.",
            f"longer than {column.longest} characters; shorten it.",
        )
    return column.parse(text, reading)


_NOTHING = frozenset(("null", "n/a", "#n/a"))
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")


def _tidied(cell: object) -> str:
    if cell is None or cell == "":
        return ""
    raw = cell if isinstance(cell, str) else text_of(cell)
    # Most cells are tidy but for spaces; tidy() itself costs ten times as much as asking.
    if raw.isprintable() and unicodedata.is_normalized("NFC", raw):
        text = " ".join(raw.split()) if " " in raw else raw
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
