"""Quarantine by area: who is in it, who is not where they should be, and who was not looked at. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from services.domain.areas import AreaCode, Areas
from services.risk.heard import Heard, RollCallHeard


@dataclass
class Quarantine:
    """Of one area, with all that lies in it."""

    inside: int = 0
    """People in quarantine today."""
    escaped: int = 0
    """People who left without leave in the last two weeks."""
    absent: int = 0
    """Absences at roll calls of the last two weeks."""
    overdue_tests: int = 0
    """People whose test is overdue, by the newest roll call of each place that says so."""
    unchecked: int = 0
    """Places with people and no roll call lately."""
    unplaced: int = 0
    """Legal entrants without a quarantine place."""
    ordered: int = 0
    """Legal entrants whose quarantine is to be kept here, those of today left out."""
    came_in: int = 0
    """Legal entrants who did come in."""

    @property
    def missing(self) -> int:
        """Entrants whom no quarantine place has told of."""
        return max(self.ordered - self.came_in, 0)


def quarantine_by_area(areas: Areas, heard: Heard, checked_since: datetime) -> Mapping[AreaCode, Quarantine]:
    """`checked_since`: a place with people and no roll call since then was not looked at."""
    found: dict[AreaCode, Quarantine] = defaultdict(Quarantine)
    newest = newest_calls(heard.roll_calls)
    for area, name, number in (*_stays(heard, newest, checked_since), *_calls(heard), *_entries(heard)):
        for above in areas.path(area):
            sums = found[above.code]
            setattr(sums, name, getattr(sums, name) + number)
    return found


Told = tuple[AreaCode, str, int]
"""An area, the name of a sum, and what to add to it."""


def _stays(heard: Heard, newest: Mapping[str, RollCallHeard], checked_since: datetime) -> Iterable[Told]:
    counting = "roll_calls" in heard.last_learned  # if nobody ever counted, the score says just that
    for one in heard.quarantined:
        yield one.area, "inside", one.inside
        yield one.area, "escaped", one.escaped
        yield one.area, "came_in", one.entrants
        if counting and one.place is not None and one.inside > 0:
            last = newest.get(one.place)
            yield one.area, "unchecked", int(last is None or last.at < checked_since)


def _calls(heard: Heard) -> Iterable[Told]:
    for call in heard.roll_calls:
        yield call.area, "absent", call.absent
    tests = newest_calls([call for call in heard.roll_calls if call.overdue_tests is not None])
    for call in tests.values():
        yield call.area, "overdue_tests", call.overdue_tests or 0


def _entries(heard: Heard) -> Iterable[Told]:
    for one in heard.entrants:
        yield one.area, "ordered", one.people
        yield one.area, "unplaced", one.unplaced


def newest_calls(calls: Iterable[RollCallHeard]) -> dict[str, RollCallHeard]:
    """The last roll call of each place."""
    return {call.place: call for call in sorted(calls, key=lambda call: call.at)}
