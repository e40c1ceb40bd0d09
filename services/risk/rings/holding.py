"""From the grades of a moment and what was held before to the levels that are suggested. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from services.domain.areas import AreaCode, Areas
from services.domain.base import Sentence
from services.domain.levels import AreaGrade, Reason, RiskLevel, Standing
from services.domain.text import inside
from services.risk.grading import Standings
from services.risk.orders import OrdersInForce
from services.risk.rings.evidence import EvidenceOf
from services.risk.rings.ratchet import Held, held_after
from services.risk.standing import decided
from services.risk.worst_of import WorstOf

HeldLevels = Mapping[AreaCode, Held]
HELD = "held"
"""The name of the reason that a level is held."""


@dataclass(frozen=True)
class Holding:
    """What a step of the memory needs beside the grades."""

    areas: Areas
    orders: OrdersInForce
    before: HeldLevels
    evidence: EvidenceOf
    worst_of: WorstOf | None
    """What the chance of an outbreak asks for; None: no law says."""
    now: datetime
    zone: tzinfo


def hold(holding: Holding, standings: Standings) -> tuple[Standings, dict[AreaCode, Held]]:
    """The standings with held levels in them, and what every area inside is held at now."""
    shown, held = dict(standings), {}
    for code, standing in standings.items():
        if not holding.areas[code].inside:
            continue
        held[code] = _after(holding, code, standing.grade)
        certain = standing.grade.level or standing.grade.at_least
        if held[code].level > certain:
            shown[code] = _held_standing(holding, standing, held[code])
    return shown, held


def _after(holding: Holding, code: AreaCode, grade: AreaGrade) -> Held:
    before = holding.before.get(code) or Held(RiskLevel.NEW_NORMAL, holding.now)
    return held_after(
        before, grade, holding.now, lambda lower_for: _allowed(holding, code, before, lower_for)
    )


def _allowed(holding: Holding, code: AreaCode, before: Held, lower_for: timedelta) -> bool:
    return holding.evidence.allows(code, lower_for) and not _feared(holding, code, before)


def _feared(holding: Holding, code: AreaCode, held: Held) -> tuple[Sentence, ...]:
    """What silence or the end of an order might bring, where that asks for the level that is held."""
    feared = holding.worst_of.left_to_fear(code, held.level) if holding.worst_of else None
    return (feared,) if feared else ()


def _held_standing(holding: Holding, standing: Standing, held: Held) -> Standing:
    why = Reason(indicator=HELD, value=float(held.level), text=_why(holding, standing, held))
    grade = standing.grade.model_copy(
        update={
            "level": held.level,
            "at_least": held.level,
            "reasons": (why, *standing.grade.reasons),
            "numbers_level": standing.grade.level,
            "held_since": held.since,
        }
    )
    code = standing.area
    level, order = decided(holding.areas, holding.orders, code, grade.level, grade.at_least)
    return Standing(area=code, level=level, grade=grade, order=order)


def _why(holding: Holding, standing: Standing, held: Held) -> Sentence:
    """`Giữ mức 3: số liệu đã ở mức 1 từ 09/02; chưa hạ vì …`."""
    numbers = standing.grade.level
    if numbers is None or held.below_since is None:
        return Sentence(
            vi=f"Giữ mức {int(held.level)}: thiếu số liệu không làm mức thấp đi",
            en=f"Held at level {int(held.level)}: missing data never lowers a level",
        )
    since = held.below_since.astimezone(holding.zone)
    lacking = (
        *_waiting(holding, standing.area, held),
        *holding.evidence(standing.area).lacking(holding.evidence.asked),
        *_feared(holding, standing.area, held),
    )
    return Sentence(
        vi=f"Giữ mức {int(held.level)}: số liệu ở mức {int(numbers)} từ {since:%d/%m}; chưa hạ vì "
        + "; ".join(inside(one.vi) for one in lacking),
        en=f"Held at level {int(held.level)}: the numbers say {int(numbers)} since {since:%d/%m};"
        " no step down yet: " + "; ".join(inside(one.en) for one in lacking),
    )


def _waiting(holding: Holding, code: AreaCode, held: Held) -> tuple[Sentence, ...]:
    steady = holding.evidence(code).steady(holding.evidence.asked)
    left = steady - (holding.now - held.below_since) if held.below_since else timedelta()
    if left <= timedelta():
        return ()
    days = steady.days
    until = (holding.now + left).astimezone(holding.zone)
    return (
        Sentence(
            vi=f"Cần giữ ổn định {days} ngày, đến {until:%d/%m}",
            en=f"The numbers must have been lower for {days} days, until {until:%d/%m}",
        ),
    )
