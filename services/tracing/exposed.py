"""The earliest day each person was exposed, for each number of contacts; followed only where a day moves."""

import numpy as np

from services.tracing.links import (
    FIRST,
    GIVES,
    LONG_AGO,
    NEVER,
    OTHER,
    TAKES,
    Ints,
    Links,
    carried,
    each_once,
)
from services.tracing.standings import Moved

_ROOM = 1024  # people for whom there is room at first


class Exposed:
    """`days(k, …)`: of people within k contacts of an F0 the earliest day of exposure (an ordinal), or NEVER.

    Each step follows from the one before and the contacts alone. A change is followed from step to step, and
    only through people whose day it moves; each step is a few sweeps over the rows of those people.
    """

    def __init__(self, links: Links, depth: int) -> None:
        """Nobody is exposed. `links` may grow; `follow` has to be told of it."""
        self._links = links
        self._now = np.full((depth + 1, _ROOM), NEVER, np.int32)
        self._before = self._now.copy()  # what stood before a change; equal to `_now` between changes
        self.levels = np.full(_ROOM, -1, np.int8)
        """By number of a person; -1: in no chain."""

    def level(self, person: int) -> int | None:
        """None: in no chain."""
        found = int(self.levels[person]) if person < len(self.levels) else -1
        return None if found < 0 else found

    def day(self, person: int) -> int:
        """By any path within the depth."""
        return int(self._now[-1, person]) if person < len(self.levels) else NEVER

    def days(self, k: int, people: Ints) -> Ints:
        """Of these people, within k contacts."""
        found: Ints = self._now[k, people]
        return found

    def reached(self) -> Ints:
        """Everyone in a chain, ascending."""
        return np.flatnonzero(self.levels >= 0).astype(np.int32)

    def follow(self, confirmed: Ints, withdrawn: Ints, touched: Ints) -> Moved:
        """Everyone whose day is another now: these are F0, these are none, these have other contacts."""
        self._make_room()
        self._now[0, withdrawn] = NEVER
        self._now[0, confirmed] = LONG_AGO
        steps = [each_once(confirmed, withdrawn)]
        for k in range(1, len(self._now)):
            steps.append(self._step(k, steps[-1], touched))
        for k, moved in enumerate(steps):
            self._before[k, moved] = self._now[k, moved]
        return self._levelled(each_once(*steps, touched))

    def _levelled(self, people: Ints) -> Moved:
        before = self.levels[people]
        exposed = self._now[:, people] < NEVER
        after = np.where(exposed[-1], exposed.argmax(axis=0), -1).astype(np.int8)
        self.levels[people] = after
        return Moved(people, before, after)

    def _step(self, k: int, moved: Ints, touched: Ints) -> Ints:
        """Days at step k anew, now that these of the step before moved; says whose did."""
        here, was = self._now[k], self._before[k]
        others, sooner, doubtful = self._hastened(k, moved)
        np.minimum.at(here, others, sooner)
        anew = each_once(doubtful, touched)
        here[anew] = self._anew(k, anew)
        seen = each_once(others, anew)
        moved_on: Ints = seen[here[seen] != was[seen]]
        return moved_on

    def _hastened(self, k: int, moved: Ints) -> tuple[Ints, Ints, Ints]:
        """Whose day may be sooner, and which; and whose day rested on one that is now later."""
        below, had = self._now[k - 1, moved], self._before[k - 1, moved]
        which, (others, first, last) = self._links.of(moved, OTHER, FIRST, GIVES)
        # Itself too: within k - 1 contacts is within k.
        days = np.concatenate((carried(below[which], first, last), below))
        old = np.concatenate((carried(had[which], first, last), had))
        others = np.concatenate((others, moved))
        has = self._before[k, others]
        sooner = days < has
        return others[sooner], days[sooner], others[(old == has) & (days > has)]

    def _anew(self, k: int, people: Ints) -> Ints:
        below = self._now[k - 1]
        which, (others, first, last) = self._links.of(people, OTHER, FIRST, TAKES)
        least: Ints = below[people]
        np.minimum.at(least, which, carried(below[others], first, last))
        return least

    def _make_room(self) -> None:
        lacking = len(self._links.names) - len(self.levels)
        if lacking > 0:
            more = max(lacking, len(self.levels) // 2)
            wider = ((0, 0), (0, more))
            self._now = np.pad(self._now, wider, constant_values=NEVER)
            self._before = np.pad(self._before, wider, constant_values=NEVER)
            self.levels = np.pad(self.levels, (0, more), constant_values=-1)
