"""What officers judged, as numbers; open where a question arises that nobody has judged. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.domain.areas import AreaCode, Areas
from services.domain.records import JudgementKind
from services.risk.heard import Case
from services.risk.heard_judged import JudgementHeard
from services.risk.sums import AreaNumbers, Numbers

_HARD = ("cases_unknown_source_14d", "cases_hard_place_14d")


@dataclass(frozen=True)
class Judged:
    """Judgements in force, the newest of each kind and area."""

    areas: Areas
    in_force: Mapping[tuple[AreaCode, JudgementKind], JudgementHeard]
    hard: frozenset[AreaCode]
    """Areas judged hard to control, with all that lies in them."""

    def is_hard(self, case: Case) -> bool:
        """Infected at a place that is hard to trace, or in an area judged so (Decision 2686)."""
        return case.hard_place or case.area in self.hard

    def numbers(self, told: Numbers) -> Numbers:
        """Both judged numbers of every area. `told`: F0 of two weeks, by what is known of their source."""
        worrying = {code: _worrying(numbers) for code, numbers in told.items()}
        return {
            area.code: {
                "judged_spread_share": self._value(
                    area.code, JudgementKind.SPREAD_SHARE, worrying[area.code]
                ),
                "key_zone_exposed": self._value(
                    area.code, JudgementKind.KEY_ZONE, self._worrying_near(area.code, worrying)
                ),
            }
            for area in self.areas
        }

    def _value(self, area: AreaCode, what: JudgementKind, asked: bool | None) -> float | None:
        """As judged; 0 where there is nothing to judge; None where there is and nobody has."""
        one = self.in_force.get((area, what))
        if one is not None:
            return one.value
        return 0.0 if asked is False else None

    def _worrying_near(self, area: AreaCode, worrying: Mapping[AreaCode, bool | None]) -> bool | None:
        # An unknown neighbour asks nothing: most of our neighbours will never report to us.
        near = any(worrying.get(code) for code in self.areas.around(area).alike)
        return True if near else worrying[area]


def judgements_at(areas: Areas, heard: Sequence[JudgementHeard], moment: datetime) -> Judged:
    """The judgements that hold at a moment: of two of one kind and area the one that began later."""
    holding = [one for one in heard if one.area in areas and one.holds_at(moment)]
    holding.sort(key=lambda one: one.since)
    in_force = {(one.area, one.what): one for one in holding}
    hard = (one.area for one in in_force.values() if one.what is JudgementKind.HARD_TO_CONTROL and one.value)
    return Judged(areas, in_force, frozenset(inside.code for code in hard for inside in areas.within(code)))


def _worrying(numbers: AreaNumbers) -> bool | None:
    """Is there a source here of which nobody knows how far it may spread? None: nobody reports."""
    told = [numbers[name] for name in _HARD]
    return any(told) if None not in told else None
