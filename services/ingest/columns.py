"""One column of a feed, and how the cells of one row become values or faults."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from services.domain.areas import Areas
from services.domain.base import Sentence
from services.domain.text import folded
from services.ingest.faults import Fault
from services.ingest.known_places import NO_PLACES, KnownPlaces
from services.ingest.limits import NO_LIMITS, Limits
from services.ingest.memory import Memory
from services.plumbing.privacy import Privacy

BEYOND = "(beyond the heading)"
"""Where a sheet reader puts cells that stand under no heading: a comma too many shifts every cell."""

MAX_COLUMNS = 16_384  # of an Excel sheet

LOOK = 30  # titles, dates and signatures above a table take fewer rows

CLOCK_SLACK = timedelta(minutes=15)  # telephones and posts do not keep time to the minute

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
    live: bool = False
    """We took the rows up at this moment; nobody names it as the one at which they were known."""
    places: KnownPlaces = NO_PLACES
    limits: Limits = NO_LIMITS
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)
    """What cells said before; a house passes its own, so that it lasts from batch to batch."""

    @cached_property
    def fingerprint_key(self) -> bytes:
        """A key of its own for fingerprints: one keyed hash a row, an eighth of a pseudonym's cost."""
        return self.privacy.pseudonym("fingerprints").encode()

    def mark(self, kind: str, value: str) -> str:
        """A keyed hash to compare by: a plate, a telephone; cheaper than a pseudonym."""
        told = f"{kind}\x1f{value}".encode()
        return hashlib.blake2b(told, key=self.fingerprint_key, digest_size=12).hexdigest()

    @cached_property
    def latest(self) -> datetime:
        """What is told of a later moment lies in the future."""
        # In the zone that the moments of rows have: they are compared at a fifth of the cost.
        return (self.learned_at + CLOCK_SLACK).astimezone(self.zone)

    @cached_property
    def today(self) -> date:
        """The local day on which we learned it."""
        return self.learned_at.astimezone(self.zone).date()


Parse = Callable[[str, Reading], Any]
"""Text of a cell (tidied, never empty) to its value, by register and zone alone; raises Unreadable."""


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
    shared: bool = False
    """A personal column with values that many people share: what was read once is remembered."""
    parse_list: Callable[[Sequence[Any], Reading], Any] | None = None
    """How a JSON list is read that stands where others write text; raises Unreadable."""
    blank: bool = False
    """With `required`: the heading must be there, a cell may stay empty."""

    @cached_property
    def demanded(self) -> bool:
        """May its cell not be empty?"""
        return self.required and not self.blank

    @cached_property
    def memorable(self) -> bool:
        """May its values be remembered? Names, numbers and whatever names one person may not."""
        return self.shared or not self.personal


Check = Callable[[Any, Values, Reading], Fault | None]
"""One rule a record must satisfy; the fault when it does not."""


def heading_key(heading: object) -> str:
    """A heading in the form to compare in: no diacritics, letters and digits only, of any script."""
    return re.sub(r"[\W_]", "", folded(str(heading))) if heading is not None else ""


@lru_cache(maxsize=64)
def columns_by_heading(columns: tuple[Column, ...]) -> Mapping[str, Column]:
    """Every heading we recognise, in comparable form."""
    known: dict[str, Column] = {}
    for column in columns:
        for heading in (column.name, column.title.vi, column.title.en, *column.aliases):
            known.setdefault(heading_key(heading), column)
    return known
