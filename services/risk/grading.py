"""The law applied to a whole map of numbers: level by level, tier by tier. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf

from services.domain.areas import Area, AreaCode, Areas, Tier
from services.domain.levels import AreaGrade, Reason, RiskLevel, Standing
from services.policy.dated import InForce
from services.policy.indicators import IndicatorTexts, reason_text
from services.policy.rulebook import Rulebook
from services.risk.blocks import connected_blocks
from services.risk.orders import OrdersInForce
from services.risk.standing import standing_of
from services.risk.sums import AreaNumbers, Numbers
from services.risk.verdicts import NO_VERDICT, Verdict, judged, lowest_limits

FROM_OTHERS = (
    "locked_neighbours", "very_high_neighbours", "high_neighbours", "very_high_outside_neighbours",
    "very_high_children", "high_children", "at_risk_children",
    "share_very_high", "share_high", "share_at_risk", "very_high_blocks", "high_blocks",
)  # fmt: skip
"""Numbers that depend on the level of other areas; complete when a row may ask for them."""

Standings = dict[AreaCode, Standing]
Shown = Mapping[AreaCode, RiskLevel]
"""The level each area is at, at least."""


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
    def lowest(self) -> dict[str, float]:
        """Every indicator the law speaks of, with the number from which on it looks at it."""
        return lowest_limits(self.in_force.value) if self.in_force else {}

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
        found |= {area.code: _stand(grading, area, others[area.code], settled) for area in fresh}
        seen = others
    return found


def _shown(standings: Standings) -> Shown:
    """An area of unknown level is at least where it is known to be: no higher, and no lower."""
    return {code: standing.level or standing.grade.at_least for code, standing in standings.items()}


def _stand(grading: Grading, area: Area, others: AreaNumbers, settled: Standings) -> Standing:
    values = grading.numbers[area.code] | others
    verdict = _verdict(grading, area.tier, values)
    ceiling = _ceiling(grading, area, settled)
    if ceiling is not None and verdict.level is not None:
        highest = _from_children(grading.areas, area, ceiling)
        if _verdict(grading, area.tier, values | highest).at_least > verdict.level:
            verdict = _undecided(grading, verdict, [name for name in highest if name in grading.lowest])
    grade = AreaGrade(area=area.code, **vars(verdict))
    return standing_of(grading.areas, grading.orders, grade)


def _ceiling(grading: Grading, area: Area, settled: Standings) -> Shown | None:
    """The areas inside, those of unknown level as high as they may turn out to be; None: all are known."""
    inside = {code: settled[code].level for code in grading.areas.around(area.code).inside if code in settled}
    if None not in inside.values():
        return None
    return {code: level or RiskLevel.VERY_HIGH for code, level in inside.items()}


def _verdict(grading: Grading, tier: Tier, values: AreaNumbers) -> Verdict:
    """Equal numbers have equal answers: most areas of a calm map share one, so it is worked out once.

    A number below every limit is as good as any other below it.
    """
    law = grading.in_force
    if law is None:
        return NO_VERDICT
    numbers = ((values.get(name), lowest) for name, lowest in grading.lowest.items())
    key = (tier, *(n if n is None or n >= lowest else -inf for n, lowest in numbers))
    if key not in grading.verdicts:
        grading.verdicts[key] = judged(law, tier, values, grading.texts)
    return grading.verdicts[key]


def _undecided(grading: Grading, verdict: Verdict, names: list[str]) -> Verdict:
    """The same with its level open, because those of areas inside are."""
    met = [reason for reason in verdict.reasons if reason.indicator in grading.lowest]
    open_too = Reason(indicator=names[0], value=None, text=reason_text(names[0], None, grading.texts))
    return replace(verdict, level=None, reasons=(*met, open_too))


def _from_others(grading: Grading, area: Area, shown: Shown) -> AreaNumbers:
    around = grading.areas.around(area.code)
    return {
        "locked_neighbours": len(grading.locked.intersection(around.alike)),
        "very_high_neighbours": len(_at(shown, around.alike, RiskLevel.VERY_HIGH)),
        "high_neighbours": len(_at(shown, around.alike, RiskLevel.HIGH)),
        "very_high_outside_neighbours": len(_at(shown, around.other, RiskLevel.VERY_HIGH)),
        **_from_children(grading.areas, area, shown),
    }


_NO_CHILDREN: AreaNumbers = dict.fromkeys(FROM_OTHERS[4:], 0.0)


def _from_children(areas: Areas, area: Area, shown: Shown) -> AreaNumbers:
    children = areas.around(area.code).inside
    if not children:
        return _NO_CHILDREN
    very_high = _at(shown, children, RiskLevel.VERY_HIGH)
    high = _at(shown, children, RiskLevel.HIGH)
    at_risk = _at(shown, children, RiskLevel.AT_RISK)
    return {
        "very_high_children": len(very_high),
        "high_children": len(high),
        "at_risk_children": len(at_risk),
        "share_very_high": len(very_high) / len(children),
        "share_high": len(high) / len(children),
        "share_at_risk": len(at_risk) / len(children),
        "very_high_blocks": connected_blocks(areas, very_high),
        "high_blocks": connected_blocks(areas, high),
    }


def _at(shown: Shown, codes: Iterable[AreaCode], level: RiskLevel) -> list[AreaCode]:
    """Those of the areas that are at this level or above, as far as is known."""
    return [code for code in codes if shown.get(code, RiskLevel.NEW_NORMAL) >= level]
