"""Contacts and confirmed people in two files, as verbs about chains are given them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from services.domain.errors import BadRecord
from services.domain.row_notes import RowNote
from services.tracing.chains import Chains
from services.tracing.contacts import Contact

Value = TypeVar("Value")


@dataclass(frozen=True)
class ChainFiles:
    """What counts of both files as of a day, by row, and what is wrong with other rows."""

    contacts: Mapping[int, Contact]
    cases: Mapping[str, date]
    until: date
    problems: Sequence[RowNote]

    def chains(self, depth: int) -> Chains:
        """The levels; what does not count, or is odd, is said on standard error."""
        from services.app.cli.answers import tell
        from services.tracing.odd_contacts import odd_contacts

        found = Chains(self.contacts.values(), self.cases, depth)
        tell([*self.problems, *odd_contacts(self.contacts, found)])
        return found


def read_chain_files(edges: Path, confirmed: Path, as_of: str) -> ChainFiles:
    """Raises BadFile for a file that cannot be used at all, BadRecord for the day."""
    from services.app.cli.sources import reading
    from services.ingest.cells import yes_or_no
    from services.ingest.times import day
    from services.tracing.chain_rows import (
        CONFIRMED_COLUMNS,
        CONTACT_COLUMNS,
        CONTACT_MAY_HAVE,
        read_confirmed,
        read_contacts,
    )

    here = reading()
    read_day = _reader(day, here)
    until = _as_of(as_of, read_day)
    contacts, wrong = read_contacts(
        _rows(edges, "E", CONTACT_COLUMNS, CONTACT_MAY_HAVE), until, read_day, _reader(yes_or_no, here)
    )
    cases, wrong_cases = read_confirmed(_rows(confirmed, "C", CONFIRMED_COLUMNS), until, read_day)
    return ChainFiles(contacts, cases, until, [*wrong, *wrong_cases])


def _rows(
    path: Path, called: str, needed: Sequence[str], also: Sequence[str] = ()
) -> list[tuple[int, dict[str, str]]]:
    from services.app.tables_in import read_numbered

    return read_numbered(path, called, needed, also)[1]


def _reader(read: Callable[[str, Any], Value], here: object) -> Callable[[str], Value]:
    """A reader of cells whose fault is one of our errors."""
    from services.ingest.cells import Unreadable

    def of_cell(cell: str) -> Value:
        try:
            return read(cell, here)
        except Unreadable as fault:
            raise BadRecord(fault.sentence.vi, fault.sentence.en, code=fault.code) from None

    return of_cell


def _as_of(text: str, read_day: Callable[[str], date]) -> date:
    try:
        return read_day(text)
    except BadRecord as error:
        said = error.sentence
        raise BadRecord(
            f"--as-of: {said.vi}", f"--as-of: {said.en}", field="--as-of", code=error.code
        ) from None
