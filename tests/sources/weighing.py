"""The four sources held against the truth of a scenario year: given, true, was it held. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from services.app.year.epidemic.entering import expected, holds
from services.app.year.epidemic.parameters import Wave
from services.domain.areas import Tier
from services.risk.orders import orders_in_force
from services.risk.sources.clues import gather
from services.risk.unseen.from_heard import Entering, entering_of, known_at
from services.risk.unseen.model import outlook as stated_by
from services.risk.unseen.shares import Banded, banded
from tests.sources.listening import Listener

SOURCES = ("i1", "i2", "i3", "i4")


@dataclass(frozen=True)
class Point:
    """One source on one day, in infectious people a day in the whole province."""

    seed: int
    day: date
    source: str
    true: float
    stated: Banded
    """Without what signs say: the model as it was before."""
    given: Banded
    wave: str = ""
    """The wave that comes in on the day, by its name."""

    @property
    def held_before(self) -> bool:
        """Does the band of stated inputs hold the true rate?"""
        return self.stated.low <= self.true <= self.stated.high

    @property
    def held(self) -> bool:
        """Does the band?"""
        return self.given.low <= self.true <= self.given.high


def points_of(listener: Listener, seed: int, days: Iterable[date]) -> list[Point]:
    """Every source on each of these days."""
    return [point for day in days for point in _on(listener, seed, day)]


def entering_on(listener: Listener, day: date) -> Entering:
    """What the model makes of what was known on the night of a day."""
    heard, law = listener.heard_at(day), listener.land.law
    states = law.order_levels.find(heard.as_of)
    orders = orders_in_force(heard.orders, states.value if states else None, heard.as_of)
    known = known_at(gather(listener.land, heard, orders), orders)
    assert known is not None
    return entering_of(known)


def share_held(points: Sequence[Point], source: str, before: bool = False) -> float:
    """On which part of the days the band of a source holds the true rate."""
    mine = [point for point in points if point.source == source]
    return float(np.mean([point.held_before if before else point.held for point in mine]))


def shares(points: Sequence[Point]) -> dict[str, tuple[float, float, float]]:
    """By source its part of all infectious people over all days: true, given before, given."""
    sums = {
        source: np.sum(
            [(p.true, p.stated.expected, p.given.expected) for p in points if p.source == source], axis=0
        )
        for source in SOURCES
    }
    whole = np.sum(list(sums.values()), axis=0)
    return {source: tuple(map(float, one / whole)) for source, one in sums.items()}  # type: ignore[misc]  # three


def lift(points: Sequence[Point], source: str, before: bool = False) -> float:
    """So many times its calm days a source is given in its waves."""
    mine = [point for point in points if point.source == source]
    given = [(point.stated if before else point.given).expected for point in mine]
    in_wave = [one for one, point in zip(given, mine, strict=True) if point.wave]
    calm = [one for one, point in zip(given, mine, strict=True) if not point.wave]
    return float(np.mean(in_wave) / np.mean(calm))


def waves(points: Sequence[Point]) -> dict[tuple[int, str], list[Point]]:
    """The points of each wave of each seed."""
    found: dict[tuple[int, str], list[Point]] = {}
    for point in points:
        if point.wave:
            found.setdefault((point.seed, point.wave), []).append(point)
    return found


def _on(listener: Listener, seed: int, day: date) -> list[Point]:
    story, found = listener.story, entering_on(listener, day)
    number, outlook = story.number(day), found.outlook
    province = next(row for row, area in enumerate(found.known.areas) if area.tier is Tier.PROVINCE)
    inside = found.known.upwards()[province]
    points = []
    bare = replace(outlook.inputs, hidden={})
    before = stated_by(bare, outlook.chance)
    for source in SOURCES:
        given, stated = (
            np.einsum("a,sad->sd", inside, lines[source].entrants())
            for lines in (outlook.lines, before.lines)
        )
        true = expected(story.parameters, story.course.waves, source, number)
        wave = _wave(story.course.waves, source, number)
        points.append(Point(seed, day, source, true, banded(stated), banded(given), wave))
    return points


def _wave(several: Iterable[Wave], source: str, number: int) -> str:
    return next((wave.name for wave in several if wave.source == source and holds(wave, number)), "")
