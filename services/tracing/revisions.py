"""Site lists that are published again and again: which windows stood at a moment, and whom they met.

A later revision replaces the list of its publisher: windows changed in it count as changed, sites it leaves
out are withdrawn. Of a list without a known moment of publication nothing can be said but that it counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from services.tracing.exposures import Exposure, Terms, Visit, Window, numbered


@dataclass(frozen=True)
class Revision:
    """One publication of a list."""

    publisher: str
    published_at: datetime | None
    """None: not known, so it counts always."""
    windows: tuple[Window, ...]


class Asked(NamedTuple):
    """A visit, and the moment as of which it is asked."""

    visit: Visit
    as_of: datetime


def match_as_known(
    asked: Sequence[Asked], revisions: Sequence[Revision], terms: Terms | None = None
) -> list[Exposure]:
    """Each visit with the windows that stood as of its moment, in the order of the visits."""
    groups: dict[tuple[int, ...], list[int]] = {}
    stands = {as_of: standing(revisions, as_of) for as_of in {one.as_of for one in asked}}
    for number, one in enumerate(asked):
        groups.setdefault(stands[one.as_of], []).append(number)
    found: list[tuple[int, Exposure]] = []
    for revision_numbers, numbers in groups.items():
        windows = list(dict.fromkeys(w for r in revision_numbers for w in revisions[r].windows))
        visits = [asked[number].visit for number in numbers]
        found += [(numbers[at], exposure) for at, exposure in numbered(visits, windows, terms)]
    return [exposure for _, exposure in sorted(found, key=lambda one: one[0])]


def standing(revisions: Sequence[Revision], as_of: datetime) -> tuple[int, ...]:
    """Numbers of the revisions that count at a moment: each publisher's newest, and those without a moment.

    Of two of one moment the one given later counts.
    """
    newest: dict[str, tuple[datetime, int]] = {}
    always = []
    for number, one in enumerate(revisions):
        if one.published_at is None:
            always.append(number)
        elif one.published_at <= as_of:
            candidate = one.published_at, number
            newest[one.publisher] = max(newest.get(one.publisher, candidate), candidate)
    return tuple(sorted([*always, *(number for _, number in newest.values())]))
