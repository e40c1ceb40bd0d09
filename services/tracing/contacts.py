"""Contacts between two people, with their days; what of them was already so on a day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple


class Contact(NamedTuple):
    """Two people met. Days are local calendar days, both of them included; None is not known: no bound."""

    source: str
    target: str
    kind: str = ""
    """How they met, as the sender names it; told apart, never judged here."""
    directed: bool = False
    """True: only from source to target can anything have passed."""
    start: date | None = None
    end: date | None = None


def begun_by(contacts: Iterable[Contact], day: date) -> Iterator[Contact]:
    """The contacts that had begun on that day; one without a first day always had."""
    return (one for one in contacts if one.start is None or one.start <= day)


def confirmed_by(confirmed: Mapping[str, date], day: date) -> dict[str, date]:
    """Who was confirmed on or before that day."""
    return {person: when for person, when in confirmed.items() if when <= day}
