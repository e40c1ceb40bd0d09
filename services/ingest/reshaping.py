"""A row under a sender's headings as a row under ours: columns found, joined, cut, filled; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from services.domain.base import Sentence
from services.ingest.cells import text_of
from services.ingest.columns import BEYOND, NOT_A_RECORD, Column, columns_by_heading, heading_key
from services.ingest.faults import BadRow, Fault
from services.ingest.layouts import Unknown

_OURS = (BEYOND, NOT_A_RECORD)


@dataclass(frozen=True)
class Source:
    """Where the text of one of our columns comes from."""

    headings: tuple[str, ...]
    joined_by: str
    part: re.Pattern[str] | None
    otherwise: str
    """For an empty cell, or always when there is no heading."""

    def text(self, cells: Mapping[str, object], found: Mapping[str, str]) -> object:
        """The cell as it is when nothing is to be done with it, else its text."""
        told = [cells[found[heading]] for heading in self.headings if heading in found]
        if len(self.headings) == 1 and self.part is None and told and told[0] not in (None, ""):
            return told[0]
        joined = self.joined_by.join(text for cell in told if (text := text_of(cell).strip()))
        if self.part is not None:
            match = self.part.search(joined[:10_000])
            joined = "" if match is None else (match.group(1) if match.re.groups else match.group()) or ""
        return joined or self.otherwise


class Reshaping:
    """Turns rows: what is not wanted is kept under its own heading, left out, or refused."""

    def __init__(self, sources: Mapping[str, Source], ours: tuple[Column, ...], unknown: Unknown) -> None:
        """`ours`: the columns whose headings theirs must not be taken for."""
        self._sources = sources
        self._wanted = {heading_key(heading): heading for one in sources.values() for heading in one.headings}
        self._known = columns_by_heading(ours)
        self._unknown = unknown
        self._plan = lru_cache(maxsize=256)(self._new_plan)

    def __call__(self, cells: Mapping[str, object]) -> Mapping[str, object]:
        """The same row under our headings."""
        found, left = self._plan(tuple(cells))
        told = {name: source.text(cells, found) for name, source in self._sources.items()}
        told.update((name, cells[name]) for name in _OURS if name in cells)
        if self._unknown == "keep":
            told.update((self._aside(heading), cells[heading]) for heading in left)
        return told

    def refuse_unknown(self, cells: Mapping[str, object]) -> None:
        """Raises BadRow when there is a column that nobody wants, and this is to be refused."""
        _, left = self._plan(tuple(cells))
        if left and self._unknown == "refuse":
            raise BadRow([unknown_column(left[0])])

    def _new_plan(self, headings: tuple[str, ...]) -> tuple[Mapping[str, str], tuple[str, ...]]:
        """The actual heading of each wanted one, and those that nobody wants."""
        found: dict[str, str] = {}
        for heading in headings:
            if (known := self._wanted.get(heading_key(heading))) is not None:
                found.setdefault(known, heading)
        used = {*found.values(), *_OURS}
        return found, tuple(heading for heading in headings if heading not in used)

    def _aside(self, heading: str) -> str:
        """Their heading, changed when it would be taken for one of ours, which it was not said to be."""
        return f"{heading} (x)" if heading_key(heading) in self._known else heading


def unknown_column(heading: str) -> Fault:
    """A column that this feed was told to have none of."""
    sentence = Sentence(
        vi="Có cột không khai báo cho nguồn này; hãy bỏ cột hoặc bổ sung vào tệp cấu hình.",
        en="There is a column that this feed does not know; remove it, or add it to the feed's file.",
    )
    return Fault(heading[:80], "unknown_column", sentence)
