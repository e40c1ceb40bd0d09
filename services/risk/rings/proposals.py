"""Tighten here, may loosen there: where an order and what is suggested differ. Nothing here decides. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from services.domain.areas import Area, AreaCode, Areas, Tier
from services.domain.base import Sentence
from services.domain.levels import AreaGrade, OrderInForce, Reason, RiskLevel, Standing
from services.policy.level_measures import LevelMeasure, LevelMeasures
from services.risk.grading import Standings
from services.risk.orders import OrdersInForce
from services.risk.rings.costs import Costs, CostsOf
from services.risk.rings.evidence import Evidence, EvidenceOf
from services.risk.worst_of import WorstOf


class Way(StrEnum):
    """Which way a proposal goes."""

    TIGHTEN = "tighten"
    LOOSEN = "loosen"


@dataclass(frozen=True)
class Proposal:
    """One change the command centre may sign; an order of its own makes it so."""

    area: AreaCode
    way: Way
    ordered: RiskLevel
    """The level that holds by order; new normal where none does."""
    to: RiskLevel
    suggested: RiskLevel
    measure: LevelMeasure
    order: OrderInForce | None
    """The order it would change; a part of the area where `order.part` says so."""
    reasons: tuple[Reason, ...]
    evidence: Evidence
    lacking: tuple[Sentence, ...]
    """What stands in the way of loosening; to tighten nothing does."""
    costs: Costs

    @property
    def ready(self) -> bool:
        """May it be signed with the evidence asked for?"""
        return not self.lacking


@dataclass(frozen=True)
class Proposing:
    """What proposals are made from."""

    areas: Areas
    standings: Standings
    orders: OrdersInForce
    evidence: EvidenceOf
    measures: LevelMeasures
    costs: CostsOf
    worst_of: WorstOf | None = None
    """What the chance of an outbreak asks for; None: no law says."""


def proposals(given: Proposing) -> list[Proposal]:
    """To tighten first, the worst first; then what may be loosened; then what lacks evidence yet."""
    found = [one for area in given.areas.graded() for one in _of(given, area)]
    kept = [one for one in found if not _said_above(given, one, found)]
    return sorted(kept, key=lambda one: (one.way is Way.LOOSEN, not one.ready, -one.to, one.area))


def _of(given: Proposing, area: Area) -> Iterator[Proposal]:
    standing = given.standings[area.code]
    own = given.orders.strictest(area.code)
    above = given.orders.inherited(given.areas, area.code)
    ordered = max((one.level for one in (own, above) if one), default=RiskLevel.NEW_NORMAL)
    suggested = standing.grade.level or standing.grade.at_least
    asked_for = _by_numbers(standing.grade)
    if asked_for > ordered and not _echoes(standing.grade):
        yield _proposal(given, standing, Way.TIGHTEN, ordered, asked_for, own)
    elif own and suggested < own.level:
        yield _proposal(given, standing, Way.LOOSEN, own.level, RiskLevel(own.level - 1), own)
    for order in given.orders.parts.get(area.code, ()):
        if order.level > suggested:
            yield _proposal(given, standing, Way.LOOSEN, order.level, RiskLevel(order.level - 1), order)


def _echoes(grade: AreaGrade) -> bool:
    """Do only orders over parts of the area itself raise it? They are already what is ordered."""
    return all(reason.indicator == "locked_parts" for reason in grade.reasons)


def _by_numbers(grade: AreaGrade) -> RiskLevel:
    """What the numbers of the day ask for: a level that is only held is no reason to tighten."""
    if grade.held_since is not None and grade.numbers_level is not None:
        return grade.numbers_level
    return grade.level or grade.at_least


def _proposal(
    given: Proposing,
    standing: Standing,
    way: Way,
    ordered: RiskLevel,
    to: RiskLevel,
    order: OrderInForce | None,
) -> Proposal:
    evidence = given.evidence(standing.area)
    lacking = _lacking(given, standing, evidence, ordered) if way is Way.LOOSEN else ()
    return Proposal(
        area=standing.area,
        way=way,
        ordered=ordered,
        to=to,
        suggested=standing.grade.level or standing.grade.at_least,
        measure=given.measures.of(to),
        order=order,
        reasons=standing.grade.reasons,
        evidence=evidence,
        lacking=lacking,
        costs=given.costs(standing.area),
    )


def _lacking(
    given: Proposing, standing: Standing, evidence: Evidence, ordered: RiskLevel
) -> tuple[Sentence, ...]:
    feared = given.worst_of.left_to_fear(standing.area, ordered) if given.worst_of else None
    lacking = evidence.lacking(given.evidence.asked) + ((feared,) if feared else ())
    if standing.grade.level is not None:
        return lacking
    return (
        Sentence(
            vi="Chưa đủ số liệu để biết mức theo quy định",
            en="Too little is reported to know the level by law",
        ),
        *lacking,
    )


def _said_above(given: Proposing, one: Proposal, found: list[Proposal]) -> bool:
    """A commune need not be told to tighten as far as its district, nor a district as far as the province."""
    if one.way is Way.LOOSEN or given.areas[one.area].tier is Tier.PROVINCE:
        return False
    path = {area.code for area in given.areas.path(one.area)[1:]}
    return any(other.way is one.way and other.area in path and other.to >= one.to for other in found)
