"""The law applied to a whole map of numbers: level by level, tier by tier. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from services.domain.areas import Area, AreaCode, Areas, Tier
from services.domain.base import Sentence
from services.domain.levels import AreaGrade, OrderInForce, Reason, RiskLevel, Standing
from services.policy.dated import InForce
from services.policy.indicators import IndicatorTexts, reason_text
from services.policy.rulebook import Decision, Row, Rulebook, decide, holding
from services.risk.blocks import connected_blocks
from services.risk.numbers import AreaNumbers, Numbers
from services.risk.orders import OrdersInForce

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
    in_force: InForce[Rulebook]
    texts: IndicatorTexts
    orders: OrdersInForce
    numbers: Numbers

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


def standing_of(areas: Areas, orders: OrdersInForce, grade: AreaGrade) -> Standing:
    """The one place that decides between order and suggestion.

    An order that names the area decides, also where the law alone would say more: people signed it. An
    order over a wider area is a floor: it never hides a worse suggestion. Neither is lowered by a machine.
    """
    own = orders.strictest(grade.area)
    above = orders.inherited(areas, grade.area)
    if own:
        decisive = max((order for order in (own, above) if order), key=lambda order: order.level)
        return Standing(area=grade.area, level=decisive.level, grade=grade, order=decisive)
    if above and above.level >= grade.at_least:
        return Standing(area=grade.area, level=_floor(above, grade), grade=grade, order=above)
    return Standing(area=grade.area, level=grade.level, grade=grade)


def _floor(above: OrderInForce, grade: AreaGrade) -> RiskLevel | None:
    """A wider order is the least that holds, also where too little is reported for a level of its own."""
    if grade.level is None:
        return above.level if above.level > RiskLevel.NEW_NORMAL else None
    return max(above.level, grade.level)


def _grade_tier(grading: Grading, places: list[Area], settled: Standings) -> Standings:
    """Three passes: who is very high, who is high, and the rest; each sees the levels above it settled."""
    found: Standings = {}
    seen: Numbers = {}
    for _ in (RiskLevel.VERY_HIGH, RiskLevel.HIGH, RiskLevel.AT_RISK):
        shown = _shown({**settled, **found})
        others = {area.code: _from_others(grading, area, shown) for area in places}
        fresh = [area for area in places if others[area.code] != seen.get(area.code)]
        found |= {area.code: _stand(grading, area, others[area.code]) for area in fresh}
        seen = others
    return found


def _stand(grading: Grading, area: Area, others: AreaNumbers) -> Standing:
    values = grading.numbers[area.code] | others
    rows = grading.in_force.value.of(area.tier)
    decision = decide(rows, values)
    grade = AreaGrade(
        area=area.code,
        level=decision.level,
        at_least=decision.at_least,
        reasons=_reasons(rows, decision, values, grading.texts),
        cite=rows[decision.row].cite,
        ruleset=grading.in_force.name,
    )
    return standing_of(grading.areas, grading.orders, grade)


def _reasons(
    rows: tuple[Row, ...], decision: Decision, values: Mapping[str, float | None], texts: IndicatorTexts
) -> tuple[Reason, ...]:
    """Every limit that holds at this level; what is missing; or that nothing reached a limit."""
    met = [limit.indicator for i in holding(rows, values) for limit in rows[i].limits]
    named = [*met, *decision.missing]
    if named:
        return tuple(_reason(name, values.get(name), texts) for name in dict.fromkeys(named))
    return (_NOTHING,)


def _reason(name: str, value: float | None, texts: IndicatorTexts) -> Reason:
    return Reason(indicator=name, value=value, text=reason_text(name, value, texts))


_NOTHING = Reason(
    indicator="none",
    value=None,
    text=Sentence(
        vi="Không chỉ số nào chạm ngưỡng của mức cao hơn",
        en="No number reaches the limit of a higher level",
    ),
)


def _shown(standings: Standings) -> Shown:
    return {code: standing.level for code, standing in standings.items()}


def _from_others(grading: Grading, area: Area, shown: Shown) -> AreaNumbers:
    sideways = [n for code in area.neighbours if (n := grading.areas.get(code))]
    same = [n.code for n in sideways if n.tier is area.tier]
    wider = [n.code for n in sideways if n.tier is not area.tier]
    children = [child.code for child in grading.areas.children(area.code) if child.tier is not area.tier]
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
