"""What a reader wants to see of the contact graph, from the words of an address."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal
from urllib.parse import quote, unquote

from fastapi import Depends, Query

from services.domain.errors import BadRecord
from services.tracing.explorer import Path
from services.tracing.wanted import LOOSE, Wanted

MOST_OPENED = 60
"""Bubbles opened at one time."""

_PSEUDONYM = re.compile("p[0-9a-f]{12,}")

LevelWord = Literal["", "0", "1", "2", "3", "4", "5", "none"]
Person = Annotated[str, Query(max_length=80, description="Code (BN1553) or pseudonym of a source case.")]
Level = Annotated[LevelWord, Query(description="0 for F0, 1 for F1 …; none: in no chain.")]
Day = Annotated[str, Query(max_length=20, description="Day as 2021-01-28, included.")]
Opened = Annotated[
    list[str] | None,
    Query(alias="open", max_length=MOST_OPENED, description="Keys of bubbles that are opened."),
]


@dataclass(frozen=True)
class ChainChoice:
    """The filter as it was written, and which bubbles are opened."""

    source: str = ""
    level: LevelWord = ""
    first: str = ""
    last: str = ""
    opened: frozenset[Path] = frozenset()

    @property
    def wanted(self) -> Wanted:
        """The filter as the explorer knows it; raises BadRecord."""
        first, last = _day("first", self.first), _day("last", self.last)
        if first and last and last < first:
            raise BadRecord(
                vi="'last' (đến ngày) đứng trước 'first' (từ ngày); hãy đổi lại hai ngày.",
                en="'last' lies before 'first'; put the two days the other way round.",
                field="last",
                code="window_ends_first",
            )
        level = LOOSE if self.level == "none" else int(self.level) if self.level else None
        source = self.source.strip()
        return Wanted(source if self.case is None and source else None, level, first, last)

    @property
    def case(self) -> str | None:
        """The public code of the source case, where no pseudonym is given."""
        text = self.source.strip()
        named = _PSEUDONYM.fullmatch(text) or text.startswith("case:")
        return None if named or not text else text

    @property
    def keys(self) -> list[str]:
        """What is opened, as words of an address."""
        return sorted(map(key_of, self.opened))

    @property
    def words(self) -> dict[str, str]:
        """The filter as words of an address."""
        return {"source": self.source, "level": self.level, "first": self.first, "last": self.last}


def chain_choice(
    source: Person = "", level: Level = "", first: Day = "", last: Day = "", opened: Opened = None
) -> ChainChoice:
    """From an address; an empty word takes everyone."""
    return ChainChoice(source, level, first, last, frozenset(map(path_of, opened or ())))


Chosen = Annotated[ChainChoice, Depends(chain_choice)]


def key_of(path: Path) -> str:
    """A bubble as a word of an address."""
    return "/".join(quote(value, safe="") for value in path)


def path_of(key: str) -> Path:
    """The bubble that a word names; one that is not there opens nothing."""
    return tuple(unquote(value) for value in key.split("/"))


def toggled(opened: frozenset[Path], path: Path) -> list[str]:
    """The keys with this bubble opened, or, if it was, closed with all inside it."""
    if path in opened:
        return sorted(key_of(one) for one in opened if one[: len(path)] != path)
    return sorted(map(key_of, {*opened, path}))


def _day(field: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise BadRecord(
            vi=f"'{field}': không đọc được ngày; hãy ghi như 2021-01-28.",
            en=f"'{field}': not a day; write it as 2021-01-28.",
            field=field,
            code="bad_day",
        ) from None
