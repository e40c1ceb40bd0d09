"""What every event has: when we learned it, and an id that makes a second delivery harmless."""

import hashlib
import os
import time
import uuid
from typing import ClassVar

from pydantic import Field

from services.domain.base import Moment, Word

_URLS = uuid.NAMESPACE_URL.bytes

VARIANT = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}
"""The digit of a UUID that says which layout it has, drawn from a random one."""


def new_id() -> str:
    """A time-ordered unique id (UUIDv7 layout): random primary keys would slow the database down."""
    random = uuid.uuid4().int & ((1 << 76) - 1)
    milliseconds = time.time_ns() // 1_000_000 & ((1 << 48) - 1)
    value = milliseconds << 80 | 0x7 << 76 | random & ((1 << 76) - 1)
    return str(uuid.UUID(int=value & ~(0x3 << 62) | 0x2 << 62))


def new_ids(count: int) -> list[str]:
    """As many new ids, for rows that are written by the thousand: one system call for all of them."""
    head = f"{time.time_ns() // 1_000_000 & ((1 << 48) - 1):012x}"
    first, second = head[:8], head[8:]
    random = os.urandom(10 * count).hex()
    parts = (random[start : start + 20] for start in range(0, 20 * count, 20))
    return [f"{first}-{second}-7{one[:3]}-{VARIANT[one[3]]}{one[4:7]}-{one[8:]}" for one in parts]


def named_id(name: str) -> str:
    """The id that everybody who knows the name works out: UUIDv5 in the namespace of URLs (RFC 9562, 5.5)."""
    digest = hashlib.sha1(_URLS + name.encode(), usedforsecurity=False).hexdigest()
    variant = VARIANT[digest[16]]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


class Event(Word):
    """Something that happened. `learned_at` is when we learned it; `id` makes a second delivery harmless."""

    topic: ClassVar[str]
    id: str = Field(default_factory=new_id)
    learned_at: Moment

    @property
    def key(self) -> str:
        """What keeps its order: events with one key stay in one partition."""
        return str(getattr(self, "area", self.id))
