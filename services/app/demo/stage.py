"""Stage: what every invented row is made from, whichever script asks for it."""

from dataclasses import dataclass
from datetime import date
from random import Random
from zoneinfo import ZoneInfo

from services.app.demo.chance import dice
from services.app.demo.doors import Doors
from services.app.demo.facts import Facts
from services.app.demo.volumes import Names
from services.domain.areas import Areas


@dataclass(frozen=True)
class Stage:
    """Register, names, volumes; and how much of them."""

    areas: Areas
    names: Names
    doors: Doors
    zone: ZoneInfo
    province: str
    seed: int
    volume: float

    def dice(self, *names: object) -> Random:
        """A generator for one thing."""
        return dice(self.seed, *names)

    def number(self, a_day: float, *names: object) -> int:
        """How many on a day: the whole part, and one more as often as the rest says."""
        wanted = a_day * self.volume
        return int(wanted) + (self.dice("number", *names).random() < wanted % 1)


def stage_of(facts: Facts, areas: Areas, seed: int, volume: float) -> Stage:
    """The stage of the replayed wave."""
    volumes = facts.volumes
    return Stage(areas, volumes.names, facts.doors, volumes.zone, facts.province, seed, volume)


def days_back(day: date, days: int) -> list[date]:
    """The last so many days before a day, the earliest first."""
    return [date.fromordinal(day.toordinal() - back) for back in range(days, 0, -1)]
