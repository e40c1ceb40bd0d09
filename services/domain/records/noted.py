"""A record as the house holds it: what it says, of whom, and when we learned it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from services.domain.records.words import Pseudonym, Record


class Noted(NamedTuple):
    """One revision of what a feed says of one thing, without anything that names a person."""

    id: str
    feed: str
    key: str
    """The thing; a later revision of the same key replaces what was said before."""
    revision: int
    """Orders revisions of one key that share a moment of learning."""
    learned_at: datetime
    person: Pseudonym | None
    body: Record
    beside: Mapping[str, Any]
    """What was sent and has no field in the record, such as a seat."""
    until: datetime | None = None
    """When we learned what took its place; None: it stands."""
    replaces: str | None = None
    """The revision that stood before it, by its id; None: it was the first word."""
