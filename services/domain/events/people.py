"""That we heard of people: which records, never who."""

from services.domain.events.base import Event

MOST_RECORDS = 100
"""A batch with more is told in several events: each is one unit of work for who listens."""


class PeopleNoted(Event):
    """Records about people were kept: their ids, for who works out which of them are one person."""

    topic = "people-noted.v1"
    ref: str
    feed: str
    records: tuple[str, ...]

    @property
    def key(self) -> str:
        """Batches are independent of each other."""
        return self.id


class PairDecided(Event):
    """Two pseudonyms were said to be one person, or not to be, or no longer to be; `ref` is the pair's id."""

    topic = "pair-decided.v1"
    ref: str
    same: bool

    @property
    def key(self) -> str:
        """What is decided of one pair keeps its order."""
        return self.ref
