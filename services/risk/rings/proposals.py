"""Tighten here, may loosen there: where an order and what is suggested differ. Nothing here decides. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from services.domain.areas import Area, AreaCode, Areas, Tier
from services.domain.base import Sentence
from services.domain.levels import AreaGrade, OrderInForce, Reason, RiskLevel, Standing, Way
from services.policy.level_measures import LevelMeasure, LevelMeasures
from services.risk.grading import Standings
from services.risk.orders import OrdersInForce
from services.risk.rings.evidence import Evidence, EvidenceOf
from services.risk.rings.signed import loosening, tightening
from services.risk.worst_of import WorstOf


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
    shows: RiskLevel
    """What an area shows under an order of the measure's state: no state stands for every level."""
    order: OrderInForce | None
    """The order it would change; a part of the area where `order.part` says so."""
    reasons: tuple[Reason, ...]
    evidence: Evidence
    clean_needed: int
    """Days without a case that a step down asks for."""
    lacking: tuple[Sentence, ...]
    """What stands in the way of loosening; to tighten nothing does."""
    coming: OrderInForce | None = None
    """An order of this way that is signed and begins later."""

    @property
    def signed(self) -> bool:
        """Does an order that is to begin make it so? Nothing is left to sign."""
        asked = self.shows if self.way is Way.TIGHTEN else RiskLevel.NEW_NORMAL
        return self.coming is not None and self.coming.level >= asked

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
    now: datetime
    worst_of: WorstOf | None = None
    """What the chance of an outbreak asks for; None: no law says."""


def proposals(given: Proposing) -> list[Proposal]:
    """To tighten first, the worst first; then what may be loosened; then what lacks evidence yet."""
    found = [one for area in given.areas.graded() for one in _of(given, area)]
    kept = [one for one in found if not _said_above(given, one, found)]
    return sorted(kept, key=lambda one: (one.way is Way.LOOSEN, not one.ready, -one.to, one.area))


def _of(given: Proposing, area: Area) -> Iterator[Proposal]:
    standing, parts = given.standings[area.code], given.orders.parts.get(area.code, ())
    own, asked_for = given.orders.strictest(area.code), _by_numbers(standing.grade)
    if asked_for is RiskLevel.NEW_NORMAL and own is None and not parts:
        return  # most areas, most days
    above = given.orders.inherited(given.areas, area.code)
    ordered = max((one.level for one in (own, above) if one), default=RiskLevel.NEW_NORMAL)
    suggested = standing.grade.level or standing.grade.at_least
    if _gives(given, asked_for) > ordered and not _echoes(standing.grade):
        yield _proposal(given, standing, Way.TIGHTEN, ordered, asked_for, own)
    elif own and suggested < own.level:
        yield _proposal(given, standing, Way.LOOSEN, own.level, RiskLevel(own.level - 1), own)
    for order in parts:
        if order.level > suggested:
            yield _proposal(given, standing, Way.LOOSEN, order.level, RiskLevel(order.level - 1), order)


def _gives(given: Proposing, level: RiskLevel) -> RiskLevel:
    """The level an order of the state that this level asks for sets; once it is ordered, all is signed."""
    state = given.measures.of(level).state
    return given.orders.law.level(state) if state in given.orders.law.states else level


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
    lacking = tuple(_lacking(given, standing, evidence, order)) if way is Way.LOOSEN and order else ()
    return Proposal(
        area=standing.area,
        way=way,
        ordered=ordered,
        to=to,
        suggested=standing.grade.level or standing.grade.at_least,
        measure=given.measures.of(to),
        shows=_gives(given, to),
        order=order,
        reasons=standing.grade.reasons,
        evidence=evidence,
        clean_needed=given.evidence.asked.clean_needed,
        lacking=lacking,
        coming=_coming(given, standing.area, way, ordered, order),
    )


def _coming(
    given: Proposing, area: AreaCode, way: Way, ordered: RiskLevel, order: OrderInForce | None
) -> OrderInForce | None:
    if way is Way.TIGHTEN:
        return tightening(given.areas, given.orders, area, ordered)
    return loosening(given.orders, order) if order else None


def _lacking(
    given: Proposing, standing: Standing, evidence: Evidence, order: OrderInForce
) -> Iterator[Sentence]:
    if standing.grade.level is None:
        yield Sentence(
            vi="Chưa đủ số liệu để biết mức theo quy định",
            en="Too little is reported to know the level by law",
        )
    yield from _too_early(given, evidence, order)
    yield from evidence.lacking(given.evidence.asked)
    feared = given.worst_of.left_to_fear(standing.area, order.level) if given.worst_of else None
    yield from (feared,) if feared else ()


def _too_early(given: Proposing, evidence: Evidence, order: OrderInForce) -> Iterator[Sentence]:
    """A step must have stood as long as the numbers must have been lower: the next is no part of it."""
    steady = evidence.steady(given.evidence.asked)
    stood = given.now - order.since
    if stood < steady:
        yield Sentence(
            vi=f"Văn bản mới có hiệu lực {stood.days} ngày, cần giữ {steady.days} ngày",
            en=f"The order has been in force for {stood.days} days, {steady.days} asked",
        )


def _said_above(given: Proposing, one: Proposal, found: list[Proposal]) -> bool:
    """A commune need not be told to tighten as far as its district, nor a district as far as the province."""
    if one.way is Way.LOOSEN or given.areas[one.area].tier is Tier.PROVINCE:
        return False
    path = {area.code for area in given.areas.path(one.area)[1:]}
    return any(other.way is one.way and other.area in path and other.to >= one.to for other in found)
