"""What the bodies order: a commune with an F0 of the community is locked, its district is held."""

from dataclasses import dataclass, field, replace
from typing import Any

from services.app.year.epidemic.infections import Course, Decree
from services.domain.areas import AreaCode, Areas
from services.domain.levels import State

HARDEST = (State.LOCKDOWN, State.DIRECTIVE_16, State.DIRECTIVE_15)
WEEK = 7


@dataclass(slots=True)
class Authority:
    """The orders that stand, by area and state."""

    law: dict[str, Any]
    """The section `authority` of the parameters."""
    left: dict[str, float]
    """What each state leaves of R."""
    standing: dict[tuple[AreaCode, State], Decree] = field(default_factory=dict)
    numbers: int = 0

    def leaves(self, area: AreaCode, district: AreaCode, day: int) -> float:
        """Part of R that is left in a commune on a day; 1 without an order."""
        held = (self._state(area, day), self._state(district, day))
        return min((self.left[state] for state in held if state), default=1.0)

    def decide(self, course: Course, areas: Areas, day: int) -> None:
        """Orders after a day's bulletin; they hold from the next day on."""
        for one in course.known_on(day):
            if not one.traced:
                district = areas[one.area].parent or one.area
                self._order(course, State.LOCKDOWN, one.area, day, self.law["lock_days"])
                many = _within_a_week(course, areas, district, day) >= self.law["ct16_from"]
                state = State.DIRECTIVE_16 if many else State.DIRECTIVE_15
                self._order(course, state, district, day, self.law["days"])

    def _state(self, area: AreaCode, day: int) -> State | None:
        for state in HARDEST:
            found = self.standing.get((area, state))
            if found is not None and found.since <= day < found.until:
                return state
        return None

    def _order(self, course: Course, state: State, area: AreaCode, day: int, days: int) -> None:
        before = self.standing.get((area, state))
        until = day + 1 + days
        if before is None or before.until <= day:
            self.numbers += 1
            found = Decree(day, self.numbers, state, area, day + 1, until)
        elif before.until < until:
            found = replace(before, told=day, until=until)
        else:
            return
        self.standing[area, state] = found
        course.decrees.append(found)


def _within_a_week(course: Course, areas: Areas, district: AreaCode, day: int) -> int:
    told = (one for back in range(WEEK) for one in course.known_on(day - back))
    return sum(1 for one in told if not one.traced and areas[one.area].parent == district)
