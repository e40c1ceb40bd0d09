"""How much may wait for Kafka's acknowledgement at once: its client has no bound of its own any more."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from services.domain.errors import Unavailable
from services.plumbing.cloudevents import Message

MOST_BYTES = 8 << 20
OVERHEAD = 200  # of one message, in the client's own books


class InFlight:
    """A budget of bytes that all threads of a process share."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        """`most`: bytes that may wait at once; one portion alone may always."""
        self._most = most
        self._used = 0
        self._changed = threading.Condition()

    @contextmanager
    def room_for(self, portion: Sequence[Message], seconds: float) -> Iterator[None]:
        """Hold room while the portion is under way; raises Unavailable when none comes free in time."""
        size = size_of(portion)
        with self._changed:
            if not self._changed.wait_for(lambda: self._has_room(size), seconds):
                raise _full()
            self._used += size
        try:
            yield
        finally:
            with self._changed:
                self._used -= size
                self._changed.notify_all()

    def _has_room(self, size: int) -> bool:
        return self._used == 0 or self._used + size <= self._most


def in_portions(messages: Sequence[Message], most: int = MOST_BYTES) -> Iterator[Sequence[Message]]:
    """Messages in order, in portions that fit the budget; one that is larger goes alone."""
    start, size = 0, 0
    for place, one in enumerate(messages):
        own = size_of([one])
        if size and size + own > most:
            yield messages[start:place]
            start, size = place, 0
        size += own
    if start < len(messages):
        yield messages[start:]


def size_of(messages: Sequence[Message]) -> int:
    """Bytes, roughly, that messages cost while they wait."""
    return sum(len(one.body) + len(one.key) + OVERHEAD for one in messages)


def _full() -> Unavailable:
    return Unavailable(
        vi="Kafka nhận chậm hơn số đang gửi; bản tin này chưa gửi, hãy thử lại sau ít giây.",
        en="Kafka takes messages more slowly than they come; this one was not sent, try again in seconds.",
        field="PHENDAU_KAFKA_BOOTSTRAP",
        code="kafka_is_slow",
    )
