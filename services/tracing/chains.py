"""Levels in the contact graph: how many contacts, each possible in time, lie between a person and an F0.

Rule book 2.1 and 2.2, science E: level = shortest path to an F0 over contacts valid in time; an F1 can
pass on only after its own exposure. docs/decisions/0035-levels-of-a-chain.md says what that means where
two paths disagree.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from operator import itemgetter

import numpy as np

from services.domain.errors import BadRecord, NotFound
from services.tracing.contacts import Contact
from services.tracing.exposed import Exposed
from services.tracing.links import FIRST, LONG_AGO, NEVER, OTHER, TAKES, Ints, Links, carried, each_once
from services.tracing.standings import Change, Moved, Standing

DEPTH = 4
"""Quảng Ninh traced and screened to F4 from 28 January 2021 (rule book 2.1)."""


class Chains:
    """Levels of all people, kept true change by change, and always those a rebuild would give."""

    def __init__(
        self,
        contacts: Iterable[Contact] = (),
        confirmed: Mapping[str, date] | None = None,
        depth: int = DEPTH,
    ) -> None:
        """From scratch. `depth` is the last level that is followed; raises BadRecord below 1."""
        if depth < 1:
            raise BadRecord(
                vi="depth: phải từ 1 trở lên.",
                en="depth: must be 1 or more.",
                field="depth",
                code="bad_depth",
            )
        self.depth = depth
        self._links = Links(contacts)
        self._confirmed: set[str] = set()
        self._exposed = Exposed(self._links, depth)
        self.revise(confirmed=confirmed or ())

    def level(self, person: str) -> int | None:
        """0 for an F0, 1 for an F1 …; None: in no chain, or further away than the depth."""
        number = self._links.find(person)
        return None if number is None else self._exposed.level(number)

    def exposed_on(self, person: str) -> date | None:
        """The first day a person could pass it on, by any path within the depth; None: no bound is known."""
        number = self._links.find(person)
        day = NEVER if number is None else self._exposed.day(number)
        return date.fromordinal(day) if LONG_AGO < day < NEVER else None

    def via(self, person: str) -> str | None:
        """The neighbour on the shortest path: the earliest exposure first, then the name. None for an F0."""
        return next((one.via for one in self.standings([person])), None)

    def standings(self, people: Collection[str] | None = None) -> Iterator[Standing]:
        """Everyone in a chain, or of these people those who are, by level and name."""
        numbers = self._exposed.reached() if people is None else self._known(people)
        levels = self._exposed.levels[numbers]
        names = self._links.names
        found: list[Standing] = []
        for level in range(self.depth + 1):
            here = numbers[levels == level]
            via = self._via(here, level) if level else [None] * len(here)
            found += (Standing(names[one], level, by) for one, by in zip(here.tolist(), via, strict=True))
        yield from sorted(found, key=lambda one: (one.level, one.person))

    def ended_too_early(self, contact: Contact) -> bool:
        """Whoever of the two could have passed it on and is in a chain was exposed after their contact."""
        if contact.end is None:
            return False
        able = self._known(contact[:1] if contact.directed else contact[:2])
        days = [day for day in map(self._exposed.day, able.tolist()) if day < NEVER]
        return bool(days) and min(days) > contact.end.toordinal()

    def confirm(self, person: str, day: date) -> list[Change]:
        """The person is an F0. Everyone whose level moved, by name. The day is the teller's affair."""
        return self._changes(self.revise(confirmed=[person]))

    def withdraw(self, person: str) -> list[Change]:
        """The person is no F0 after all; what rested on it alone ends. Raises NotFound."""
        return self._changes(self.revise(withdrawn=[person]))

    def add_edge(self, contact: Contact) -> list[Change]:
        """A contact more; one that is known, or one with oneself, changes nothing."""
        return self._changes(self.revise(added=[contact]))

    def remove_edge(self, contact: Contact) -> list[Change]:
        """A contact was none. Raises NotFound."""
        return self._changes(self.revise(removed=[contact]))

    def revise(
        self,
        confirmed: Iterable[str] = (),
        withdrawn: Iterable[str] = (),
        added: Iterable[Contact] = (),
        removed: Iterable[Contact] = (),
    ) -> Moved:
        """Several changes at once: what is taken away first, then what is new. Raises NotFound."""
        withdrawn = list(withdrawn)
        if not self._confirmed.issuperset(withdrawn):
            raise NotFound(
                vi="person: người này không phải F0; không có gì để rút.",
                en="person: is no F0; there is nothing to withdraw.",
                field="person",
                code="not_confirmed",
            )
        touched = each_once(self._links.remove(removed), self._links.add(added))
        self._confirmed.difference_update(withdrawn)
        new = [person for person in confirmed if person not in self._confirmed]
        self._confirmed.update(new)
        back = self._links.numbers(one for one in withdrawn if one not in self._confirmed)
        return self._exposed.follow(self._links.numbers(new), back, touched)

    def concerned(self, moved: Moved) -> list[str]:
        """Whose standing may be another: whoever moved or has other contacts, and whoever met one of them."""
        _, (others,) = self._links.of(moved.people, OTHER)
        return [self._links.names[one] for one in each_once(moved.people, others).tolist()]

    def _changes(self, moved: Moved) -> list[Change]:
        others = moved.before != moved.after
        names = map(self._links.names.__getitem__, moved.people[others].tolist())
        levels = [*range(self.depth + 1), None]  # the last is that of -1
        before, after = (map(levels.__getitem__, one[others].tolist()) for one in (moved.before, moved.after))
        return sorted(map(Change, names, before, after), key=itemgetter(0))

    def _known(self, people: Iterable[str]) -> Ints:
        found = (self._links.find(person) for person in people)
        return each_once(np.array([one for one in found if one is not None], np.int32))

    def _via(self, people: Ints, level: int) -> list[str]:
        """Of each of these, all of one level, the neighbour before it."""
        which, (others, first, last) = self._links.of(people, OTHER, FIRST, TAKES)
        days = carried(self._exposed.days(level - 1, others), first, last)
        least = np.full(len(people), NEVER, np.int32)
        np.minimum.at(least, which, days)
        best: dict[int, str] = {}
        names = self._links.names
        soonest = days == least[which]
        for one, other in zip(which[soonest].tolist(), others[soonest].tolist(), strict=True):
            best[one] = min(best.get(one, names[other]), names[other])
        return [best[one] for one in range(len(people))]
