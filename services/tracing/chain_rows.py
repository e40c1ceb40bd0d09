"""Rows of contacts and of confirmed people, read: what does not count is told, the other rows go on."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from services.domain.errors import BadRecord
from services.domain.row_notes import RowNote
from services.tracing.chain_problems import problem
from services.tracing.contacts import Contact

Row = Mapping[str, str]
Numbered = Iterable[tuple[int, Row]]
Value = TypeVar("Value")

CONTACT_COLUMNS = ("source", "target")
CONTACT_MAY_HAVE = ("contact_type", "directed", "from", "to")
CONFIRMED_COLUMNS = ("person", "confirmed_on")


class _Faulty(Exception):
    """This row does not count."""

    def __init__(self, found: RowNote) -> None:
        super().__init__(found.code)
        self.found = found


def read_contacts(
    rows: Numbered, as_of: date, day: Callable[[str], date], yes: Callable[[str], bool]
) -> tuple[dict[int, Contact], list[RowNote]]:
    """The contacts that count as of a day, by row number, and what is wrong with other rows.

    `day` and `yes` read a cell and raise BadRecord.
    """
    found: dict[int, Contact] = {}
    problems: list[RowNote] = []
    met: set[Contact] = set()
    for number, row in rows:
        try:
            contact = _contact(number, row, day, yes)
            _refuse_unfit(number, contact, as_of, met)
        except _Faulty as fault:
            problems.append(fault.found)
            continue
        met.add(_either_way(contact))
        found[number] = contact
    return found, problems


def read_confirmed(
    rows: Numbered, as_of: date, day: Callable[[str], date]
) -> tuple[dict[str, date], list[RowNote]]:
    """Who is F0 as of a day, each from the earliest day told, and what is wrong with rows."""
    found: dict[str, date] = {}
    problems: list[RowNote] = []
    for number, row in rows:
        try:
            person = _person("C", number, row, "person")
            when = _read("C", number, row, "confirmed_on", day)
            if when > as_of:
                raise _Faulty(problem("C", number, "confirmed_on", "not_confirmed_yet"))
        except _Faulty as fault:
            problems.append(fault.found)
            continue
        if person in found:
            problems.append(problem("C", number, "person", "confirmed_twice"))
        found[person] = min(when, found.get(person, when))
    return found, problems


def _contact(number: int, row: Row, day: Callable[[str], date], yes: Callable[[str], bool]) -> Contact:
    return Contact(
        source=_person("E", number, row, "source"),
        target=_person("E", number, row, "target"),
        kind=row.get("contact_type", ""),
        directed=bool(row.get("directed")) and _read("E", number, row, "directed", yes),
        start=_read("E", number, row, "from", day) if row.get("from") else None,
        end=_read("E", number, row, "to", day) if row.get("to") else None,
    )


def _refuse_unfit(number: int, contact: Contact, as_of: date, met: set[Contact]) -> None:
    if contact.source == contact.target:
        raise _Faulty(problem("E", number, "target", "contact_with_self"))
    if contact.start and contact.end and contact.end < contact.start:
        raise _Faulty(problem("E", number, "to", "ends_before_start"))
    if contact.start and contact.start > as_of:
        raise _Faulty(problem("E", number, "from", "not_begun"))
    if _either_way(contact) in met:
        raise _Faulty(problem("E", number, "source", "same_contact"))


def _either_way(contact: Contact) -> Contact:
    """An undirected contact is the same whichever of the two is named first."""
    if contact.directed or contact.source <= contact.target:
        return contact
    return contact._replace(source=contact.target, target=contact.source)


def _person(file: str, number: int, row: Row, column: str) -> str:
    if not row[column]:
        raise _Faulty(problem(file, number, column, "empty_person"))
    return row[column]


def _read(file: str, number: int, row: Row, column: str, read: Callable[[str], Value]) -> Value:
    try:
        return read(row[column])
    except BadRecord as error:
        raise _Faulty(RowNote(file, number, column, error.code, error.sentence)) from None
