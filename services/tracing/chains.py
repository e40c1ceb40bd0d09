"""Levels in the contact graph: how many contacts, each possible in time, lie between a person and an F0.

Rule book 2.1 and 2.2, science E: level = shortest path to an F0 over contacts valid in time; an F1 can
pass on only after its own exposure. docs/decisions/0035-levels-of-a-chain.md says what that means where
two paths disagree.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from services.domain.errors import BadRecord, NotFound
from services.tracing.contacts import Contact
from services.tracing.links import LONG_AGO, NEVER, Links, carried
from services.tracing.standings import Change, Standing

DEPTH = 4
"""Quảng Ninh traced and screened to F4 from 28 January 2021 (rule book 2.1)."""


class Chains:
    """Levels of all people, kept true change by change, and always those a rebuild would give.

    `_exposed[k]` holds, of everyone within k contacts of an F0, the earliest day of exposure (an ordinal).
    Each step follows from the one before, so a change is followed only where a day moved.
    """

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
        self._confirmed = dict(confirmed or {})
        self._exposed: list[dict[str, int]] = [dict.fromkeys(self._confirmed, LONG_AGO)]
        self._levels = dict.fromkeys(self._confirmed, 0)
        newly = self._exposed[0]
        for level in range(1, depth + 1):
            newly = self._next(newly)
            self._levels = dict.fromkeys(newly, level) | self._levels

    def level(self, person: str) -> int | None:
        """0 for an F0, 1 for an F1 …; None: in no chain, or further away than the depth."""
        return self._levels.get(person)

    def exposed_on(self, person: str) -> date | None:
        """The first day a person could pass it on, by any path within the depth; None: no bound is known."""
        day = self._exposed[-1].get(person, NEVER)
        return date.fromordinal(day) if LONG_AGO < day < NEVER else None

    def via(self, person: str) -> str | None:
        """The neighbour on the shortest path: the earliest exposure first, then the name. None for an F0."""
        level = self.level(person)
        return self._via(person, level) if level else None

    def standings(self) -> Iterator[Standing]:
        """Everyone in a chain, by level and name."""
        for level, person in sorted((level, person) for person, level in self._levels.items()):
            yield Standing(person, level, self._via(person, level) if level else None)

    def ended_too_early(self, contact: Contact) -> bool:
        """Whoever of the two could have passed it on and is in a chain was exposed after their contact."""
        if contact.end is None:
            return False
        able = contact[:1] if contact.directed else contact[:2]
        days = [self._exposed[-1][person] for person in able if person in self._exposed[-1]]
        return bool(days) and min(days) > contact.end.toordinal()

    def confirm(self, person: str, day: date) -> list[Change]:
        """The person is an F0; of two days the earlier is kept. Everyone whose level moved, by name."""
        known = self._confirmed.get(person)
        self._confirmed[person] = day if known is None else min(day, known)
        if known is not None:
            return []
        self._exposed[0][person] = LONG_AGO
        return self._follow({person: NEVER}, ())

    def withdraw(self, person: str) -> list[Change]:
        """The person is no F0 after all; what rested on it alone ends. Raises NotFound."""
        if self._confirmed.pop(person, None) is None:
            raise NotFound(
                vi="person: người này không phải F0; không có gì để rút.",
                en="person: is no F0; there is nothing to withdraw.",
                field="person",
                code="not_confirmed",
            )
        del self._exposed[0][person]
        return self._follow({person: LONG_AGO}, ())

    def add_edge(self, contact: Contact) -> list[Change]:
        """A contact more; one that is known, or one with oneself, changes nothing."""
        return self._follow({}, contact[:2]) if self._links.add(contact) else []

    def remove_edge(self, contact: Contact) -> list[Change]:
        """A contact was none. Raises NotFound."""
        self._links.remove(contact)
        return self._follow({}, contact[:2])

    def _next(self, newly: Mapping[str, int]) -> dict[str, int]:
        """One contact further, from those whose day is new; adds a step and says whose day is new in it."""
        exposed, links = dict(self._exposed[-1]), self._links
        found: dict[str, int] = {}
        for person, ready in newly.items():
            for other, start, end, _, passes, _ in links[person]:
                day = carried(ready, start, end)
                if passes and day < exposed.get(other, NEVER):
                    exposed[other] = found[other] = day
        self._exposed.append(exposed)
        return found

    def _follow(self, moved: dict[str, int], touched: tuple[str, ...]) -> list[Change]:
        """`moved`: whose day at level 0 was another, and which; `touched`: whose contacts are others."""
        seen = set(moved)
        for k in range(1, self.depth + 1):
            moved = self._settle(k, moved, touched)
            seen.update(moved)
        changes = (self._levelled(person) for person in sorted(seen))
        return [one for one in changes if one.before != one.after]

    def _levelled(self, person: str) -> Change:
        """Writes the level down that now holds."""
        before = self._levels.pop(person, None)
        after = next((k for k, exposed in enumerate(self._exposed) if person in exposed), None)
        if after is not None:
            self._levels[person] = after
        return Change(person, before, after)

    def _settle(self, k: int, moved: Mapping[str, int], touched: Iterable[str]) -> dict[str, int]:
        """Days at step k anew, now that these of the step before are others; says whose was, and which."""
        found: dict[str, int] = {}
        doubtful = self._hasten(k, moved, found)
        here = self._exposed[k]
        for person in doubtful.union(touched):
            before = here.get(person, NEVER)
            day = self._day(person, k, LONG_AGO - 1 if person in touched else before)
            if day == before:
                continue
            found.setdefault(person, before)
            if day == NEVER:
                del here[person]
            else:
                here[person] = day
        return found

    def _hasten(self, k: int, moved: Mapping[str, int], found: dict[str, int]) -> set[str]:
        """Writes earlier days down at once, and tells whose day rested on one that is now later."""
        below, here = self._exposed[k - 1], self._exposed[k]
        doubtful: set[str] = set()
        for person, before in moved.items():
            now = below.get(person, NEVER)
            for other, start, end in self._reachable(person):
                has, is_ = here.get(other, NEVER), carried(now, start, end)
                if is_ < has:
                    found.setdefault(other, has)
                    here[other] = is_
                elif carried(before, start, end) == has < is_:
                    doubtful.add(other)
        return doubtful

    def _reachable(self, person: str) -> Iterator[tuple[str, int, int]]:
        """Whoever this person can pass it on to, and when; itself too, for within k steps is within k + 1."""
        yield person, LONG_AGO, NEVER
        for other, start, end, _, passes, _ in self._links[person]:
            if passes:
                yield other, start, end

    def _day(self, person: str, k: int, least: int) -> int:
        """The day at step k; no day before `least` is looked for."""
        below = self._exposed[k - 1]
        day = below.get(person, NEVER)
        for other, start, end, _, _, receives in self._links[person]:
            if day <= least:
                break
            ready = below.get(other, NEVER)
            if receives and ready < day:
                day = min(day, carried(ready, start, end))
        return day

    def _via(self, person: str, level: int) -> str:
        below = self._exposed[level - 1]
        return min(
            (carried(below.get(other, NEVER), start, end), other)
            for other, start, end, _, _, receives in self._links[person]
            if receives
        )[1]
