"""Where somebody stands in a chain, and how that changed."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


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


class Moved(NamedTuple):
    """People whom a change concerns, by number ascending, and their levels; -1: in no chain."""

    people: NDArray[np.int32]
    before: NDArray[np.int8]
    after: NDArray[np.int8]
