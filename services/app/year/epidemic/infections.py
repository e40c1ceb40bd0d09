"""Infection and Course: what the epidemic of a year is made of."""

from bisect import bisect_left
from dataclasses import dataclass, field
from operator import attrgetter

from services.app.year.epidemic.parameters import Wave
from services.domain.areas import AreaCode
from services.domain.levels import State

SLOWEST = 90
"""Days after its onset beyond which nobody becomes known any more."""
HERE = "here"
"""Source of who was infected in the territory."""


@dataclass(slots=True)
class Infection:
    """One infected person. Days count from the first of January; None: never."""

    number: int
    infector: "Infection | None"
    source: str
    """i1 to i4, or `HERE`."""
    wave: str
    area: AreaCode
    infected: int
    onset: int
    keen: float
    """How many it infects beside what its days and area say; the mean over all is 1."""
    resulted: int | None = None
    known: int | None = None
    """The day of the bulletin."""
    apart: int | None = None
    """From this day it infects nobody."""
    traced: bool = False
    """Found as a contact of an F0, and in quarantine when the result came."""
    force: list[float] = field(default_factory=list)
    """R in its commune, 0 once it is apart: by day, from the first on which it may infect."""
    infects: list["Infection"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Decree:
    """An order as it was told on a day; the same number and area again moves its end."""

    told: int
    number: int
    state: State
    area: AreaCode
    since: int
    until: int


@dataclass(slots=True)
class Course:
    """A year of it. The lists by day have an entry for every day."""

    waves: tuple[Wave, ...]
    """As the seed moved them."""
    infections: list[Infection] = field(default_factory=list)
    """By onset."""
    decrees: list[Decree] = field(default_factory=list)
    pressure: list[float] = field(default_factory=list)
    """Infectiousness about: cases before, weighted by the serial interval."""
    expected: list[float] = field(default_factory=list)
    """Cases that this pressure was expected to make, whoever is keen."""

    def known_on(self, day: int) -> list[Infection]:
        """F0 of that day's bulletin."""
        first = bisect_left(self.infections, day - SLOWEST, key=attrgetter("onset"))
        return [one for one in self.infections[first:] if one.known == day]

    def r_of(self, day: int) -> float | None:
        """True R by day of onset; None: nobody about who infects."""
        return self.expected[day] / self.pressure[day] if self.pressure[day] > 0 else None
