"""Whose list a person is on: the nearest team, the least loaded among equals; nobody is on two. Pure.

Source: rule book 2.3 (steps of tracing) and 5.1 (who leads what); the order of nearness is ours (design).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby, islice
from typing import NamedTuple

import numpy as np

from services.domain.areas import AreaCode, Areas, Tier
from services.tracing.nearness import distances

FARTHER = 2
"""Neither the same commune nor the same district: there kilometres count."""


class Reason(NamedTuple):
    """Why somebody should be called: one list of people they stand on."""

    person: str
    list: str
    area: AreaCode | None
    """Where the person is to be found; None: not known."""
    level: int
    """0 for an F0, 1 for an F1 or who is looked for as one, and so on."""
    score: float
    """0 to 1: how sure the reason is."""
    due: datetime


class Call(NamedTuple):
    """One person and all reasons to call them."""

    person: str
    area: AreaCode | None
    level: int
    score: float
    due: datetime
    urgent_at: datetime
    """The deadline, brought forward by how sure the reason is: lists are in its order."""


class Team(NamedTuple):
    """People who call and visit."""

    id: str
    area: AreaCode
    """Where they stand: a commune, a district, or the whole territory."""
    capacity: int
    """Open calls beyond which a neighbour is asked first."""
    nearest_level: int = 0
    """The nearest level they take: 2 is F2 and what lies behind."""

    def takes(self, call: Call) -> bool:
        """Is this a person for them?"""
        return call.level >= self.nearest_level


def calls_of(reasons: Iterable[Reason], head_start: timedelta) -> list[Call]:
    """One call a person, however many reasons: nearest level, highest score, first deadline.

    The most urgent come first. `head_start`: by how much a sure reason comes before an unsure one of the
    same deadline.
    """
    ordered = sorted(reasons, key=lambda one: (one.person, one.due, one.level, one.list))
    each = (list(group) for _, group in groupby(ordered, key=lambda one: one.person))
    return sorted((_call(group, head_start) for group in each), key=urgency)


def urgency(call: Call) -> tuple[datetime, int, str]:
    """Order of a list: earliest deadline first, so that nobody waits for ever; then the nearer level."""
    return call.urgent_at, call.level, call.person


def _call(reasons: Sequence[Reason], head_start: timedelta) -> Call:
    due = min(one.due for one in reasons)
    score = max(one.score for one in reasons)
    return Call(
        person=reasons[0].person,
        area=next((one.area for one in reasons if one.area), None),
        level=min(one.level for one in reasons),
        score=score,
        due=due,
        urgent_at=due - head_start * min(max(score, 0.0), 1.0),
    )


@dataclass(frozen=True)
class Roster:
    """All teams of a territory, and for every area which of them are near."""

    areas: Areas
    teams: Mapping[str, Team]
    _near: dict[AreaCode | None, Sequence[Sequence[Team]]] = field(default_factory=dict, repr=False)
    _takers: dict[tuple[AreaCode | None, int], Sequence[Sequence[Team]]] = field(
        default_factory=dict, repr=False
    )

    def assign(
        self, calls: Collection[Call], held: Mapping[str, str], load: Mapping[str, int]
    ) -> dict[str, str | None]:
        """The team of every person; None: no team takes them.

        `held`: who already has a team, and keeps it while it exists and takes them. `load`: what each team
        has to do besides these calls. Doing it again with what came of it changes nothing; the order of
        the calls, and of the teams, does not matter.
        """
        kept = {one.person: team for one in calls if (team := self._kept(one, held)) is not None}
        busy = {name: load.get(name, 0) for name in self.teams}
        for name in kept.values():
            busy[name] += 1
        found: dict[str, str | None] = dict(kept)
        for call in sorted(calls, key=urgency):
            if call.person not in found:
                chosen = self._chosen(call, busy)
                found[call.person] = chosen.id if chosen else None
                busy |= {chosen.id: busy[chosen.id] + 1} if chosen else {}
        return found

    def nearest(self, area: AreaCode | None, level: int, most: int) -> list[Team]:
        """Teams that take people of a level, the nearest first."""
        ordered = (team for ring in self._taking(area, level) for team in ring)
        return list(islice(ordered, most))

    def _kept(self, call: Call, held: Mapping[str, str]) -> str | None:
        team = self.teams.get(held.get(call.person, ""))
        return team.id if team and team.takes(call) else None

    def _chosen(self, call: Call, busy: Mapping[str, int]) -> Team | None:
        """The least loaded of the nearest that have room; when nobody has, of the nearest."""
        nearest: Sequence[Team] = ()
        for alike in self._taking(call.area, call.level):
            if room := [team for team in alike if busy[team.id] < team.capacity]:
                nearest = room
                break
            nearest = nearest or alike
        return min(nearest, key=lambda one: (busy[one.id] / max(one.capacity, 1), one.id), default=None)

    def _taking(self, area: AreaCode | None, level: int) -> Sequence[Sequence[Team]]:
        """The rings around an area with only those who take people of a level. Worked out once for both."""
        known = self._takers.get((area, level))
        if known is None:
            rings = ([one for one in ring if level >= one.nearest_level] for ring in self._rings(area))
            known = self._takers[area, level] = [ring for ring in rings if ring]
        return known

    def _rings(self, area: AreaCode | None) -> Sequence[Sequence[Team]]:
        """Teams by nearness to an area; those of one ring are equally near. Worked out once an area."""
        if area not in self._near:
            teams = list(self.teams.values())
            away = [self._distance(team, area) for team in teams]
            apart = self._kilometres(teams, area)
            told = [(step, apart[n] if step == FARTHER else 0, teams[n]) for n, step in enumerate(away)]
            told.sort(key=lambda one: (one[0], one[1], one[2].id))
            rings = groupby(told, key=lambda one: one[:2])
            self._near[area] = [[team for _, _, team in ring] for _, ring in rings]
        return self._near[area]

    def _distance(self, team: Team, area: AreaCode | None) -> int:
        """Same commune (or the very area) 0, same district 1, else farther: then kilometres count.

        Who is to be found outside, or nobody knows where, is nearest to the team of the whole territory.
        """
        here = self.areas.get(area) if area else None
        if here is None or not here.inside:
            return 0 if self.areas[team.area].tier is Tier.PROVINCE else FARTHER
        if team.area == here.code:
            return 0
        district = _district(self.areas, here.code)
        return 1 if district is not None and _district(self.areas, team.area) == district else FARTHER

    def _kilometres(self, teams: Sequence[Team], area: AreaCode | None) -> list[float]:
        """Whole kilometres from an area to each team; what has no coordinates stands behind the others."""
        here = _point(self.areas, area)
        points = np.array([_point(self.areas, team.area) for team in teams]).reshape(-1, 2)
        apart = np.round(distances(points, np.broadcast_to(here, points.shape)) / 1000)
        return [float(one) for one in np.nan_to_num(apart, nan=np.inf)]


def roster(areas: Areas, teams: Iterable[Team]) -> Roster:
    """The roster of these teams, whatever their order."""
    return Roster(areas, {team.id: team for team in sorted(teams)})


def _district(areas: Areas, area: AreaCode) -> AreaCode | None:
    return next((one.code for one in areas.path(area) if one.tier is Tier.DISTRICT), None)


def _point(areas: Areas, area: AreaCode | None) -> tuple[float, float]:
    """The centre of an area, or of what it lies in; not numbers where neither has one."""
    for one in areas.path(area):
        if one.latitude is not None and one.longitude is not None:
            return one.latitude, one.longitude
    return np.nan, np.nan
