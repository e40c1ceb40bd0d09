"""The event log: append, and read from a stored position. Two logs fit it: embedded and Kafka.

A consumer's position is kept in *our* database, in the same transaction as what it wrote, and moved by
compare-and-set. So a crash repeats nothing and loses nothing, and a worker that slept through a rebalance
is refused (`Fenced`) instead of writing twice.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from services.plumbing.cloudevents import Message

PositionOf = Callable[[str, int], int]
"""Topic and partition to the next offset this consumer wants."""


class Delivered(NamedTuple):
    """A message as the log hands it over."""

    partition: int
    offset: int
    message: Message
    sought: int | None = None
    """The offset the reader asked for when it found this message; None: the message's own.

    A log may skip offsets (expired segments, transaction markers). A reader that lost a batch skips them
    too; `sought` tells one from the other.
    """

    @property
    def expected(self) -> int:
        """Where the stored position must stand for this message to be the next one."""
        return self.offset if self.sought is None else self.sought


class LogReader(Protocol):
    """One open reading of some topics for one consumer. Not shared between threads."""

    def poll(self, limit: int, timeout_seconds: float) -> Sequence[Delivered]:
        """Up to `limit` messages after the position; waits at most the timeout; may be empty."""
        ...

    def rewind(self) -> None:
        """After a rollback: go back to the stored positions."""
        ...

    def close(self) -> None:
        """Stop reading."""
        ...


class EventLog(Protocol):
    """A durable, ordered log of messages, by topic and partition."""

    def append(self, messages: Sequence[Message]) -> None:
        """Durable when it returns; raises Unavailable when it cannot be. May repeat after a crash."""
        ...

    def reader(self, consumer: str, topics: Sequence[str], position_of: PositionOf) -> LogReader:
        """Open a reading for a consumer; workers of one consumer share the partitions."""
        ...

    def heads(self, topics: Sequence[str]) -> dict[tuple[str, int], int]:
        """Topic and partition to the next offset it will give; topics not made yet are left out."""
        ...

    def check(self) -> None:
        """Raises Unavailable when the log does not answer."""
        ...

    def close(self) -> None:
        """Give all connections back."""
        ...
