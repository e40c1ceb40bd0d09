"""The law applied to a whole map of numbers: level by level, tier by tier. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from services.domain.areas import Area, AreaCode, Areas, Tier
from services.domain.levels import AreaGrade, RiskLevel, Standing
from services.policy.dated import InForce
from services.policy.indicators import IndicatorTexts
from services.policy.rulebook import Rulebook
from services.risk.blocks import connected_blocks
from services.risk.numbers import AreaNumbers, Numbers
from services.risk.orders import OrdersInForce
from services.risk.standing import standing_of
from services.risk.verdicts import NO_VERDICT, Verdict, judged

FROM_OTHERS = (
    "locked_neighbours", "very_high_neighbours", "high_neighbours", "very_high_outside_neighbours",
    "very_high_children", "high_children", "at_risk_children",
    "share_very_high", "share_high", "share_at_risk", "very_high_blocks", "high_blocks",
)  # fmt: skip
"""Numbers that depend on the level of other areas; complete when a row may ask for them."""

Standings = dict[AreaCode, Standing]
Shown = dict[AreaCode, RiskLevel | None]


@dataclass(frozen=True)
class Grading:
    """What a grading needs: the register, the law in force with its words, the orders, the numbers."""

    areas: Areas
    in_force: InForce[Rulebook] | None
    """None: no law covers this moment; then only orders give levels."""
    texts: IndicatorTexts
    orders: OrdersInForce
    numbers: Numbers
    verdicts: dict[tuple[object, ...], Verdict] = field(default_factory=dict)
    """Verdicts of this grading by tier and numbers."""

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The indicators the law in force speaks of."""
        return tuple(sorted(self.in_force.value.indicator_names())) if self.in_force else ()

    @cached_property
    def locked(self) -> frozenset[AreaCode]:
        """Areas under lockdown or Directive 16."""
        return self.orders.locked(self.areas)


def grade_map(grading: Grading) -> Standings:
    """Level, reasons and citation of every commune, district and province; orders outrank.

    Districts outside are graded too, so that those inside know what they touch. Within a tier the highest
    level is settled first: "next to a very high one" is then an ordinary number (rule book 4.2).
    """
    standings: Standings = {}
    for tier in (Tier.DISTRICT, Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE):
        # Outside districts first: communes look at them; then communes; then our own districts.
        inside = None if tier is not Tier.DISTRICT else bool(standings)
        places = [a for a in grading.areas.of_tier(tier, inside=inside) if a.inside or tier is Tier.DISTRICT]
        standings |= _grade_tier(grading, places, standings)
    return standings


def _grade_tier(grading: Grading, places: list[Area], settled: Standings) -> Standings:
    """Three passes: who is very high, who is high, and the rest; each sees the levels above it settled."""
    found: Standings = {}
    seen: Numbers = {}
    shown: Shown | None = None
    for _ in (RiskLevel.VERY_HIGH, RiskLevel.HIGH, RiskLevel.AT_RISK):
        before, shown = shown, _shown({**settled, **found})
        if shown == before:
            break
        others = {area.code: _from_others(grading, area, shown) for area in places}
        fresh = [area for area in places if others[area.code] != seen.get(area.code)]
        found |= {area.code: _stand(grading, area, others[area.code]) for area in fresh}
        seen = others
    return found


def _stand(grading: Grading, area: Area, others: AreaNumbers) -> Standing:
    verdict = _verdict(grading, area.tier, grading.numbers[area.code] | others)
    grade = AreaGrade(area=area.code, **vars(verdict))
    return standing_of(grading.areas, grading.orders, grade)


def _verdict(grading: Grading, tier: Tier, values: AreaNumbers) -> Verdict:
    """Equal numbers have equal answers: most areas of a calm map share one, so it is worked out once."""
    law = grading.in_force
    if law is None:
        return NO_VERDICT
    key = (tier, *(values.get(name) for name in grading.named))
    if key not in grading.verdicts:
        grading.verdicts[key] = judged(law, tier, values, grading.texts)
    return grading.verdicts[key]


def _shown(standings: Standings) -> Shown:
    return {code: standing.level for code, standing in standings.items()}


def _from_others(grading: Grading, area: Area, shown: Shown) -> AreaNumbers:
    around = grading.areas.around(area.code)
    same, wider, children = around.alike, around.other, around.inside
    very_high = _at(shown, children, RiskLevel.VERY_HIGH)
    high = _at(shown, children, RiskLevel.HIGH)
    at_risk = _at(shown, children, RiskLevel.AT_RISK)
    total = len(children)
    return {
        "locked_neighbours": len(grading.locked.intersection(same)),
        "very_high_neighbours": len(_at(shown, same, RiskLevel.VERY_HIGH)),
        "high_neighbours": len(_at(shown, same, RiskLevel.HIGH)),
        "very_high_outside_neighbours": len(_at(shown, wider, RiskLevel.VERY_HIGH)),
        "very_high_children": len(very_high),
        "high_children": len(high),
        "at_risk_children": len(at_risk),
        "share_very_high": len(very_high) / total if total else 0.0,
        "share_high": len(high) / total if total else 0.0,
        "share_at_risk": len(at_risk) / total if total else 0.0,
        "very_high_blocks": connected_blocks(grading.areas, very_high),
        "high_blocks": connected_blocks(grading.areas, high),
    }


def _at(shown: Shown, codes: Iterable[AreaCode], level: RiskLevel) -> list[AreaCode]:
    """Those of the areas that are shown at this level or above; one of unknown level is not counted."""
    return [code for code in codes if (found := shown.get(code)) is not None and found >= level]
