"""From a batch of travellers to counts: one event a batch, however many people, and never a person.

A correction takes back what the older row had counted: listeners add the counts up and are right.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from services.domain.events import ArrivalCount, ArrivalsCounted, Event
from services.ingest.feed import Kept
from services.ingest.feeds.counting import MOST_COUNTS, changes


class Arrival(NamedTuple):
    """What one record adds: one person, or a coach of them."""

    origin: str | None
    area: str
    day: date
    people: int = 1
    with_symptoms: int = 0
    with_contact: int = 0
    untested: int = 0
    post: str | None = None
    enterprise: str | None = None


CountOf = Callable[[Any], Arrival]
"""From a record to what it adds."""

Place = tuple[str | None, str, Any, str | None, str | None]
Sums = list[int]


def arrivals_counted(
    kind: str, name: str, count_of: CountOf, kept: Sequence[Kept], learned_at: datetime
) -> list[Event]:
    """One event for the moment of learning; one more for each later correction the rows slipped in before."""
    by_moment: dict[datetime, dict[Place, Sums]] = {}
    for moment, sign, record in changes(kept, learned_at):
        sums = by_moment.setdefault(moment, defaultdict(lambda: [0, 0, 0, 0]))
        _add(sums, count_of(record), sign)
    told = [(moment, part) for moment, sums in sorted(by_moment.items()) for part in _parts(_counts(sums))]
    return [
        ArrivalsCounted(learned_at=moment, ref=f"{name}:{kept[0].id}:{n}", kind=kind, counts=part)
        for n, (moment, part) in enumerate(told)
    ]


def _parts(counts: tuple[ArrivalCount, ...]) -> Iterator[tuple[ArrivalCount, ...]]:
    for start in range(0, len(counts), MOST_COUNTS):
        yield counts[start : start + MOST_COUNTS]


def _add(sums: dict[Place, Sums], count: Arrival, sign: int) -> None:
    sum_ = sums[(count.origin, count.area, count.day, count.post, count.enterprise)]
    sum_[0] += sign * count.people
    sum_[1] += sign * count.with_symptoms
    sum_[2] += sign * count.with_contact
    sum_[3] += sign * count.untested


def _counts(sums: dict[Place, Sums]) -> tuple[ArrivalCount, ...]:
    # Together: a batch may have thousands of them, and one call each would cost more than their check.
    return _ALL.validate_python(
        tuple(
            dict(zip(_NAMES, (*place, *numbers), strict=True))
            for place, numbers in sums.items()
            if any(numbers)
        )
    )


_NAMES = (
    *("origin", "area", "day", "post", "enterprise"),
    *("people", "with_symptoms", "with_contact", "untested"),
)
_ALL = TypeAdapter(tuple[ArrivalCount, ...])
