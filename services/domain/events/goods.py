"""Goods that came in, in counts."""

from datetime import date

from services.domain.areas import AreaCode
from services.domain.base import Word
from services.domain.events.base import Event


class ConsignmentCount(Word):
    """Lots of one batch through one gate from one origin on one day. Changes: a correction takes back."""

    gate: str
    area: AreaCode
    origin: str | None
    """Area or country; None: not known by that name."""
    through: tuple[str, ...]
    """Areas and countries they were carried through."""
    day: date
    lots: int
    cold: int
    not_disinfected: int
    not_sampled: int
    untold: int
    """Lots of which nobody said whether they were disinfected and sampled."""
    crew_undeclared: int
    positive: int
    """Lots with a positive surface sample."""
    crew: int = 0
    """People who came in with the lots, as far as that was told."""
    crew_told: int = 0
    """Lots of which it was told."""


class ConsignmentsCounted(Event):
    """A batch of consignments was taken in."""

    topic = "consignments-counted.v1"
    ref: str
    counts: tuple[ConsignmentCount, ...]

    @property
    def key(self) -> str:
        """Batches are independent of each other."""
        return self.id
