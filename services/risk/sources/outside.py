"""Places outside with the epidemic, and which of our areas they are near to. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from services.domain.areas import AreaCode, Areas, Tier
from services.risk.heard import Case
from services.risk.pressure import PressureMap

RINGS = ("ring1", "ring2", "elsewhere")
"""Names of the factors that the law gives by nearness."""


@dataclass(frozen=True)
class OutsidePlace:
    """A place outside with F0, or locked: a district, or a province of which no district was named."""

    code: AreaCode
    cases: int
    locked: bool
    pressure: float
    """Infection that may go on there unseen, in F0."""
    touching: frozenset[AreaCode]
    """Areas that it touches."""
    behind: frozenset[AreaCode]
    """Areas that lie in one it touches, or touch one."""

    @cached_property
    def signals(self) -> tuple[tuple[str, float], ...]:
        """What there is to weigh, the same for every area."""
        seen = (
            ("outside_case", self.cases),
            ("outside_locked", float(self.locked)),
            ("outside_pressure", self.pressure),
        )
        return tuple((signal, units) for signal, units in seen if units)

    def ring(self, area: AreaCode) -> str:
        """How near it is to an area: the name of the factor that the law gives."""
        if area in self.touching:
            return "ring1"
        return "ring2" if area in self.behind else "elsewhere"


def outside_places(
    areas: Areas,
    epidemic: Iterable[AreaCode],
    cases: Mapping[AreaCode, Sequence[Case]],
    locked: frozenset[AreaCode],
    pressure: PressureMap,
) -> list[OutsidePlace]:
    """The places with the epidemic, in the order of their codes, each F0 in one of them only."""
    found = []
    for code in sorted(epidemic):
        unseen = pressure.of(code).total
        told = sum(case.count for case in cases.get(code, ()) if case.area == code)
        if areas[code].tier is Tier.DISTRICT:
            near = frozenset(areas[code].neighbours)
            found.append(
                OutsidePlace(code, told, code in locked, unseen, near, frozenset(_behind(areas, code)))
            )
        elif told:
            # Somewhere in a province: how near, nobody can say.
            unseen = pressure.beside(code).total
            found.append(OutsidePlace(code, told, False, unseen, touching=frozenset(), behind=frozenset()))
    return found


def _behind(areas: Areas, code: AreaCode) -> Iterable[AreaCode]:
    for near in areas[code].neighbours:
        if near in areas:
            yield from areas[near].neighbours
            yield from (area.code for area in areas.within(near))
