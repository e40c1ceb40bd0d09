"""The only reader of the clock."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Answers the present moment, with its offset."""


def system_clock() -> datetime:
    """The machine's own time, in UTC."""
    return datetime.now(UTC)


class SetClock:
    """A clock that somebody sets: the replay's, and the tests'. It never runs backwards."""

    def __init__(self, start: datetime) -> None:
        """Stands at `start` until it is moved."""
        self._now = start

    def __call__(self) -> datetime:
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Stand at this moment from now on, unless it is already past."""
        self._now = max(self._now, moment)
