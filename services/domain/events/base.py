"""What every event has: when we learned it, and an id that makes a second delivery harmless."""

import time
import uuid
from typing import ClassVar

from pydantic import Field

from services.domain.base import Moment, Word


def new_id() -> str:
    """A time-ordered unique id (UUIDv7 layout): random primary keys would slow the database down."""
    random = uuid.uuid4().int & ((1 << 76) - 1)
    milliseconds = time.time_ns() // 1_000_000 & ((1 << 48) - 1)
    value = milliseconds << 80 | 0x7 << 76 | random & ((1 << 76) - 1)
    return str(uuid.UUID(int=value & ~(0x3 << 62) | 0x2 << 62))


class Event(Word):
    """Something that happened. `learned_at` is when we learned it; `id` makes a second delivery harmless."""

    topic: ClassVar[str]
    id: str = Field(default_factory=new_id)
    learned_at: Moment

    @property
    def key(self) -> str:
        """What keeps its order: events with one key stay in one partition."""
        return str(getattr(self, "area", self.id))
