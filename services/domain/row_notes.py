"""What is told of a row in a file that analysts hand over: where, why, what to do; never a cell's content."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from services.domain.base import Sentence

SHOWN = 20
"""Rows of one kind that are told one by one; of the others the numbers."""


class RowNote(NamedTuple):
    """A row that does not count as it stands, or counts in a way that must be said."""

    file: str
    """As the verb calls it, or its name."""
    row: int | None
    """As a spreadsheet numbers it: the heading is row 1. None: the file as a whole."""
    field: str | None
    code: str
    reason: Sentence

    @property
    def sentence(self) -> Sentence:
        """Where, and what to do."""
        vi = ", ".join([self.file, *self._where("dòng", "cột")])
        en = ", ".join([self.file, *self._where("row", "column")])
        return Sentence(vi=f"{vi}: {self.reason.vi}", en=f"{en}: {self.reason.en}")

    def _where(self, row: str, column: str) -> Iterator[str]:
        if self.row is not None:
            yield f"{row} {self.row}"
        if self.field is not None:
            yield f"{column} {self.field}"


def told(notes: Iterable[RowNote]) -> Iterator[Sentence]:
    """Kind by kind, by file and row; of a long kind the rest by number, so that no row goes unsaid."""
    kinds: dict[tuple[str, str | None, str], list[RowNote]] = {}
    for one in notes:
        kinds.setdefault((one.code, one.field, one.reason.en), []).append(one)
    for found in kinds.values():
        alike = sorted(found, key=lambda one: (one.file, one.row or 0))
        yield from (one.sentence for one in alike[:SHOWN])
        if alike[SHOWN:]:
            yield _rest(alike[SHOWN:])


def _rest(alike: Sequence[RowNote]) -> Sentence:
    files = groupby(alike, key=lambda one: one.file)
    where = "; ".join(
        f"{file}: {', '.join(str(one.row) for one in found if one.row is not None)}" for file, found in files
    )
    return Sentence(
        vi=f"… còn {len(alike)} dòng như vậy ({where}).", en=f"… {len(alike)} more like these ({where})."
    )
