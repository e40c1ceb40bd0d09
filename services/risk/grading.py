"""The law applied to a whole map of numbers: level by level, tier by tier. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from services.domain.areas import Area, AreaCode, Areas, Tier
from services.domain.levels import AreaGrade, OrderInForce, Reason, RiskLevel, Standing
from services.policy.dated import InForce
from services.policy.indicators import IndicatorTexts
from services.policy.rulebook import Row, Rulebook
from services.risk.bands import Band, Bands, bands_of
from services.risk.orders import OrdersInForce
from services.risk.standing import decided
from services.risk.sums import AreaNumbers, Numbers
from services.risk.surroundings import FROM_OTHERS, INSIDE, Shown, from_inside, from_others
from services.risk.verdicts import NO_RULESET, NO_VERDICT, Verdict, judged

Standings = dict[AreaCode, Standing]


@dataclass(frozen=True)
class Sheet:
    """The rows for one kind of area, and which numbers they tell apart."""

    rows: tuple[Row, ...]
    own: Bands
    others: Bands
    open_on: str
    """The first of the numbers from areas inside that the rows ask for."""


@dataclass(frozen=True)
class Grading:
    """What a grading needs: the register, the law in force with its words, the orders, the numbers."""

    areas: Areas
    in_force: InForce[Rulebook] | None
    """None: no law covers this moment; then only orders give levels."""
    texts: IndicatorTexts
    orders: OrdersInForce
    numbers: Numbers
    verdicts: dict[Any, Verdict] = field(default_factory=dict)
    """Verdicts of this grading by rows and bands of numbers: most areas of a calm map share one."""
    sheets: dict[tuple[Tier, bool], Sheet] = field(default_factory=dict)
    said: dict[object, Reason] = field(default_factory=dict)

    @cached_property
    def locked(self) -> frozenset[AreaCode]:
        """Areas under lockdown or Directive 16."""
        return self.orders.locked(self.areas)

    def sheet(self, area: Area) -> Sheet | None:
        """The rows that speak of this area; None: no law does."""
        key = (area.tier, area.inside)
        if self.in_force is not None and key not in self.sheets:
            self.sheets[key] = _sheet(self.in_force.value.of(area.tier, inside=area.inside))
        return self.sheets.get(key)


@dataclass(frozen=True)
class Finding:
    """What was found about one area in one pass."""

    verdict: Verdict
    others: AreaNumbers
    level: RiskLevel | None
    """What it shows, orders included."""
    order: OrderInForce | None

    @property
    def shown(self) -> RiskLevel:
        """An area of unknown level is at least where it is known to be: no higher, and no lower."""
        return self.level or self.verdict.at_least


def grade_map(grading: Grading) -> Standings:
    """Level, reasons and citation of every commune, district and province; orders outrank.

    Districts and provinces outside are graded too: those inside touch them, and the command centre watches
    them. Within a tier the highest level is settled first: "next to a very high one" is then an ordinary
    number (rule book 4.2).
    """
    areas, standings = grading.areas, Standings()
    # Outside districts first: communes look at them; then communes; then what holds communes.
    for places in (
        areas.of_tier(Tier.DISTRICT, inside=False),
        areas.of_tier(Tier.COMMUNE),
        areas.of_tier(Tier.DISTRICT),
        areas.of_tier(Tier.PROVINCE, inside=None),
    ):
        standings |= _grade_tier(grading, places, standings)
    return standings


def _grade_tier(grading: Grading, places: list[Area], settled: Standings) -> Standings:
    """Three passes: who is very high, who is high, and the rest; each sees the levels above it settled."""
    found: dict[AreaCode, Finding] = {}
    own = {area.code: _own(grading, area) for area in places}
    shown: Shown = _raised({code: _told_of(one) for code, one in settled.items()})
    look = places
    for _ in (RiskLevel.VERY_HIGH, RiskLevel.HIGH, RiskLevel.AT_RISK):
        found |= {area.code: _find(grading, area, own[area.code], shown, settled) for area in look}
        before, shown = shown, {**shown, **_raised({code: one.shown for code, one in found.items()})}
        moved = {code for code, level in shown.items() if before.get(code) != level}
        look = [area for area in places if not moved.isdisjoint(area.neighbours)] if moved else []
    return {area.code: _standing(grading, area, found[area.code]) for area in places}


def _told_of(settled: Standing) -> RiskLevel:
    """What an area counts as for others: a mild order settles its own level, and makes nobody else safer."""
    return max(settled.level or RiskLevel.NEW_NORMAL, settled.grade.at_least)


def _raised(levels: Mapping[AreaCode, RiskLevel]) -> Shown:
    return {code: level for code, level in levels.items() if level > RiskLevel.NEW_NORMAL}


def _find(grading: Grading, area: Area, own: Band, shown: Shown, settled: Standings) -> Finding:
    others = from_others(grading.areas, area, shown, grading.locked)
    verdict = _verdict(grading, area, own, others)
    ceiling = None if verdict.level is None else _ceiling(grading, area, settled)
    if ceiling is not None and verdict.level is not None:
        highest = others | from_inside(grading.areas, area, ceiling)
        if _verdict(grading, area, own, highest).at_least > verdict.level:
            verdict = _opened(grading, area, verdict)
    level, order = decided(grading.areas, grading.orders, area.code, verdict.level, verdict.at_least)
    return Finding(verdict, others, level, order)


def _ceiling(grading: Grading, area: Area, settled: Standings) -> Shown | None:
    """The areas inside, those of unknown level as high as they may turn out to be; None: all are known."""
    inside = {code: settled[code] for code in grading.areas.around(area.code).inside if code in settled}
    if all(one.level is not None for one in inside.values()):
        return None
    return _raised(
        {code: _told_of(one) if one.level else RiskLevel.VERY_HIGH for code, one in inside.items()}
    )


def _own(grading: Grading, area: Area) -> Band:
    sheet = grading.sheet(area)
    return sheet.own.of(grading.numbers[area.code]) if sheet else ()


def _verdict(grading: Grading, area: Area, own: Band, others: AreaNumbers) -> Verdict:
    """Numbers in the same bands have the same answer, so it is worked out once."""
    sheet = grading.sheet(area)
    if sheet is None:
        return NO_VERDICT
    key = (area.tier, area.inside, own, sheet.others.of(others))
    if key not in grading.verdicts:
        grading.verdicts[key] = judged(sheet.rows, grading.numbers[area.code] | others)
    return grading.verdicts[key]


def _opened(grading: Grading, area: Area, verdict: Verdict) -> Verdict:
    sheet = grading.sheet(area)
    return verdict.opened(sheet.open_on) if sheet else verdict


def _standing(grading: Grading, area: Area, found: Finding) -> Standing:
    values = grading.numbers[area.code] | found.others
    grade = AreaGrade(
        area=area.code,
        level=found.verdict.level,
        at_least=found.verdict.at_least,
        reasons=found.verdict.reasons(values, grading.texts, grading.said),
        cite=found.verdict.cite,
        ruleset=grading.in_force.name if grading.in_force else NO_RULESET,
    )
    return Standing(area=area.code, level=found.level, grade=grade, order=found.order)


def _sheet(rows: tuple[Row, ...]) -> Sheet:
    bands = bands_of(rows)
    asked = [name for name in INSIDE if name in bands.cuts]
    return Sheet(
        rows=rows,
        own=bands.only(name for name in bands.cuts if name not in FROM_OTHERS),
        others=bands.only(FROM_OTHERS),
        open_on=asked[0] if asked else INSIDE[0],
    )
