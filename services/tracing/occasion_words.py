"""What rides and shared places have in common: somebody was with an F0. Pure."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.tracing.chain_facts import LinkFact

CLOSE = 0.8
"""Ranks as one whom somebody named."""
UNSURE = 0.3
"""Most of them were far away: they are asked, and have no level by it."""

Touched = dict[str, datetime]
"""Occasions that are to be looked at, by their ref, and when we learned why."""


class Confirmed(NamedTuple):
    """When somebody was confirmed, and when we learned it."""

    day: date
    learned_at: datetime


class Met(NamedTuple):
    """Somebody who was with an F0."""

    case: str
    """The F0, by person."""
    person: str
    pseudonym: str
    score: float
    why: Sentence
    learned_at: datetime
    """By then all of it was known: both were there, and one is an F0."""
    link: LinkFact | None = None
    """The contact by which they are F1; None: they stand on the list alone."""


class Together(NamedTuple):
    """One occasion, and all who were with an F0 on it."""

    title: Sentence
    area: AreaCode | None
    met: Sequence[Met]


def touch(touched: Touched, ref: str, moment: datetime) -> None:
    """The newest reason counts."""
    touched[ref] = max(moment, touched.get(ref, moment))
