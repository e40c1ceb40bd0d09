"""Where somebody stands in a chain, and how that changed."""

from typing import NamedTuple


class Standing(NamedTuple):
    """The level of a person, 0 for an F0, and the neighbour through whom it is so."""

    person: str
    level: int
    via: str | None


class Change(NamedTuple):
    """A person moved from one level to another; None: in no chain."""

    person: str
    before: int | None
    after: int | None
