"""Of those who shared a place: who was there with which F0, for how long, and among how many. Pure.

Decision 3468 names the same work room, class, group and household (rule book 2.2), not how large they may be:
where very many are at once, not everybody is close to everybody. The numbers are parameters of the law.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from services.domain.days import midnight
from services.tracing.occasion_words import Confirmed
from services.tracing.together import Shared, Stay, together

_MOMENT = timedelta.resolution


class SharingRules(NamedTuple):
    """What makes close contacts of people who share a place."""

    zone: ZoneInfo
    kinds: frozenset[str] = frozenset(("table", "room", "group", "shift"))
    """Of which everyone is close (`shared_kinds`)."""
    least: timedelta = timedelta(0)
    """A shorter time together is none (`shared_minutes`)."""
    most_people: int = 50
    """Where more are there at once, on average, not everyone is close (`shared_people`)."""
    before_days: int = 14
    """Days before confirmation in which an F0 may have passed it on (`lookback_asymptomatic_days`)."""
    after_days: int = 14
    """Days after it (`lookback_days`): whoever is still among others still passes it on."""


class Stayer(NamedTuple):
    """Somebody in a place, from a moment until before another."""

    pseudonym: str
    person: str
    """Whose pseudonym it is, as the linkage knows."""
    since: datetime
    until: datetime
    learned_at: datetime


class Sharer(NamedTuple):
    """Somebody who shared the place with an F0."""

    case: Stayer
    other: Stayer
    first: datetime
    """When they were there together first."""
    last: datetime
    """Until when."""
    shared: timedelta
    """All together."""
    is_crowd: bool
    """More people were there than may all be close to each other."""
    learned_at: datetime
    """By then all of it was known: both were there, and one is an F0."""

    def days(self, zone: ZoneInfo) -> tuple[date, date]:
        """The first and the last local day on which they were together."""
        return self.first.astimezone(zone).date(), (self.last - _MOMENT).astimezone(zone).date()


class _Window(NamedTuple):
    start: datetime
    end: datetime
    learned_at: datetime


def sharers(
    stayers: Sequence[Stayer], confirmed: Mapping[str, Sequence[Confirmed]], rules: SharingRules
) -> Iterator[Sharer]:
    """One answer for each F0 (`confirmed`, by person) and each other person who was there with them.

    Each F0 is held against everybody else by itself, so that a contact says whose it is.
    """
    by_person: defaultdict[str, list[Stayer]] = defaultdict(list)
    for one in stayers:
        by_person[one.person].append(one)
    for person in sorted(by_person.keys() & confirmed.keys()):
        windows = [_window(one, rules) for one in confirmed[person]]
        found = _times(by_person, person, windows, rules)
        crowd = _people_moments(found)
        for other, times in _each(found).items():
            yield _sharer(by_person[person], by_person[other], times, windows, crowd, rules)


def whole_time(cases: Iterable[Confirmed], rules: SharingRules) -> tuple[datetime, datetime]:
    """From the first to the last moment at which any of these may have passed it on; half-open."""
    windows = [_window(one, rules) for one in cases]
    return min(one.start for one in windows), max(one.end for one in windows)


def _window(one: Confirmed, rules: SharingRules) -> _Window:
    """Whole local days."""
    before, after = timedelta(days=rules.before_days), timedelta(days=rules.after_days + 1)
    start, end = midnight(one.day - before, rules.zone), midnight(one.day + after, rules.zone)
    return _Window(start, end, one.learned_at)


def _times(
    by_person: Mapping[str, Sequence[Stayer]], case: str, windows: Sequence[_Window], rules: SharingRules
) -> list[Shared]:
    mine = [
        Stay(case, "", max(one.since, window.start), min(one.until, window.end))
        for one in by_person[case]
        for window in windows
        if one.since < window.end and window.start < one.until
    ]
    if not mine:
        return []
    first, last = min(one.start for one in mine), max(one.end for one in mine)
    others = (
        Stay(person, "", one.since, one.until)
        for person, stays in by_person.items()
        if person != case
        for one in stays
        if one.since < last and first < one.until
    )
    return together([*mine, *others], {case}, least=rules.least)


def _each(found: Iterable[Shared]) -> dict[str, list[Shared]]:
    times: defaultdict[str, list[Shared]] = defaultdict(list)
    for one in found:
        times[one.person].append(one)
    return times


def _sharer(
    mine: Sequence[Stayer],
    theirs: Sequence[Stayer],
    times: Sequence[Shared],
    windows: Sequence[_Window],
    crowd: Mapping[datetime, timedelta],
    rules: SharingRules,
) -> Sharer:
    first, last = min(one.start for one in times), max(one.end for one in times)
    shared = sum((one.end - one.start for one in times), timedelta(0))
    others = sum((crowd[one.end] - crowd[one.start] for one in times), timedelta(0))
    told = [one for one in (*mine, *theirs) if one.since < last and first < one.until]
    return Sharer(
        case=min(mine, key=lambda one: one.pseudonym),  # the same whoever was heard first
        other=min(theirs, key=lambda one: one.pseudonym),
        first=first,
        last=last,
        shared=shared,
        is_crowd=others + shared > shared * rules.most_people,
        learned_at=max(_known_by(first, last, windows), *(one.learned_at for one in told)),
    )


def _known_by(first: datetime, last: datetime, windows: Sequence[_Window]) -> datetime:
    """When we learned that this was while somebody was an F0; one confirmation may say so alone."""
    alone = [one.learned_at for one in windows if one.start <= first and last <= one.end]
    return min(alone) if alone else max(one.learned_at for one in windows)


def _people_moments(found: Iterable[Shared]) -> dict[datetime, timedelta]:
    """Up to each moment at which somebody came or went: the times of all who were with the F0, added up."""
    steps: Counter[datetime] = Counter()
    for one in found:
        steps[one.start] += 1
        steps[one.end] -= 1
    total, here, before = timedelta(0), 0, None
    sums: dict[datetime, timedelta] = {}
    for moment in sorted(steps):
        total += here * (moment - before) if before else timedelta(0)
        sums[moment], before = total, moment
        here += steps[moment]
    return sums
