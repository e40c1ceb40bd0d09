"""Who was in one place with a case: rooms, shifts, canteen tables. Pure.

A place is the smallest thing that people share: whoever is in it at the same time is a close contact
(rule book 2.2: same household, work room, class, group, party). Times are half-open.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heappop, heappush

from services.domain.errors import BadRecord

_Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Stay:
    """Somebody in one place from a moment until before another; raises BadRecord when it ends before."""

    person: str
    place: str
    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise BadRecord(
                vi="end: kết thúc trước khi bắt đầu; hãy sửa giờ rồi chạy lại.",
                en="end: it ends before it starts; mend the times and run again.",
                field="end",
                code="ends_before_start",
            )


@dataclass(frozen=True, order=True)
class Shared:
    """A time that somebody spent in one place with a case, unbroken."""

    start: datetime
    end: datetime
    place: str
    case: str
    person: str


def together(
    stays: Iterable[Stay], cases: Collection[str], *, least: timedelta = timedelta(0)
) -> list[Shared]:
    """Every time shared with a case, by its start; shorter ones than `least` and empty ones are none.

    Stays of one person in one place that overlap or touch are one stay. Two cases are no contacts of
    each other. Work grows with the stays and with those that are there at once.
    """
    by_place: dict[str, dict[str, list[_Span]]] = defaultdict(lambda: defaultdict(list))
    for stay in stays:
        if stay.start < stay.end:
            by_place[stay.place][stay.person].append((stay.start, stay.end))
    found = (shared for place, people in by_place.items() for shared in _in_place(place, people, cases))
    return sorted(one for one in found if one.end - one.start >= least)


def _in_place(place: str, people: dict[str, list[_Span]], cases: Collection[str]) -> Iterator[Shared]:
    """Sweep through the stays by their start; those still there stand in a heap for each side."""
    whole = sorted((start, end, who) for who, spans in people.items() for start, end in _joined(spans))
    here: dict[bool, list[tuple[datetime, str]]] = {True: [], False: []}
    for start, end, who in whole:
        is_case = who in cases
        others = here[not is_case]
        while others and others[0][0] <= start:
            heappop(others)
        for until, other in others:
            case, person = (who, other) if is_case else (other, who)
            yield Shared(start, min(end, until), place, case, person)
        heappush(here[is_case], (end, who))


def _joined(spans: Iterable[_Span]) -> Iterator[_Span]:
    ordered = sorted(spans)
    start, end = ordered[0]
    for later, until in ordered[1:]:
        if later > end:
            yield start, end
            start, end = later, until
        end = max(end, until)
    yield start, end
