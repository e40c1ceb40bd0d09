"""Counts of a batch that a correction can take back: listeners add them up and are right."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from services.domain.events import Event
from services.ingest.feed import Kept

MOST_COUNTS = 2_000  # of about 150 bytes: well under the megabyte that a broker takes in one message

Key = tuple[Any, ...]
Amounts = tuple[int, ...]
Parts = Callable[[Any], Iterable[tuple[Key, Amounts]]]
"""What one record adds: under which key, how much of each amount."""


def in_counts(
    feed: str,
    event: Callable[..., Event],
    parts: Parts,
    count: Callable[[Key, Amounts], object],
    **more: str,
) -> Callable[[Sequence[Kept], datetime], list[Event]]:
    """How a feed about people tells: one event for the whole batch, sums without anybody's row.

    `count` makes the line of the event that says a sum; `more`: other fields, alike for every event.
    """

    def events(kept: Sequence[Kept], learned_at: datetime) -> list[Event]:
        return [
            event(
                learned_at=known_at,
                ref=f"{feed}:{kept[0].id}:{n}",
                counts=tuple(count(key, amounts) for key, amounts in part),
                **more,
            )
            for n, (known_at, part) in enumerate(counted(kept, learned_at, parts))
        ]

    return events


def changes(kept: Sequence[Kept], learned_at: datetime) -> Iterator[tuple[datetime, int, Any]]:
    """Each record to add (1) or to take back (-1), and the moment from which that is known."""
    for one in kept:
        yield learned_at, 1, one.record
        if one.replaced is not None:
            yield learned_at, -1, one.replaced
        if one.until is not None:  # the correction already known had taken back the row before this one
            yield one.until, -1, one.record
        if one.until is not None and one.replaced is not None:
            yield one.until, 1, one.replaced


def counted(
    kept: Sequence[Kept], learned_at: datetime, parts: Parts
) -> list[tuple[datetime, tuple[tuple[Key, Amounts], ...]]]:
    """Sums by moment of learning, in parts that one message can carry; a sum of nothing is left out."""
    by_moment: dict[datetime, dict[Key, Amounts]] = {}
    for moment, sign, record in changes(kept, learned_at):
        sums = by_moment.setdefault(moment, {})
        for key, amounts in parts(record):
            before = sums.get(key, (0,) * len(amounts))
            sums[key] = tuple(old + sign * new for old, new in zip(before, amounts, strict=True))
    return [(moment, part) for moment, sums in sorted(by_moment.items()) for part in _split(sums)]


def _split(sums: dict[Key, Amounts]) -> Iterator[tuple[tuple[Key, Amounts], ...]]:
    told = ((key, amounts) for key, amounts in sums.items() if any(amounts))
    while part := tuple(islice(told, MOST_COUNTS)):
        yield part
