"""Levels a draft would change: what it suggests, and what would be shown while memory and orders stand."""

from services.app.angles import Row, named, referred
from services.domain.areas import Area
from services.domain.base import Language
from services.domain.levels import RiskLevel, Standing
from services.policy.reader import Jurisdiction
from services.risk.rings.holding import HELD
from services.risk.survey import Survey


def changed_levels(land: Jurisdiction, now: Survey, then: Survey, language: Language) -> list[Row]:
    """Every area whose shown or suggested level differs, under the law in force and the draft.

    Both surveys know what is held (decision 0061): a draft that suggests less lowers nothing at once.
    """
    pairs = ((area, now.standings.get(area.code), then.standings.get(area.code)) for area in land.areas)
    return [_row(area, a, b, language) for area, a, b in pairs if a and b and _levels(a) != _levels(b)]


def _levels(standing: Standing) -> tuple[RiskLevel | None, RiskLevel | None]:
    return standing.level, suggested(standing)


def suggested(standing: Standing) -> RiskLevel | None:
    """What the numbers of the moment say under a law, whatever is held or ordered."""
    grade = standing.grade
    return grade.level if grade.held_since is None else grade.numbers_level


def _row(area: Area, now: Standing, then: Standing, language: Language) -> Row:
    return {
        "area": area.code,
        "name": named(area, language),
        "tier": area.tier.value,
        "now": _digit(now.level),
        "draft": _digit(then.level),
        "suggested": {"now": _digit(suggested(now)), "draft": _digit(suggested(then))},
        "held": _held(then, language),
        "reasons_now": _reasons(now, language),
        "reasons": _reasons(then, language),
        "cite": referred(then.grade.cite),
    }


def _held(standing: Standing, language: Language) -> str | None:
    """Why what is shown is not what the draft suggests; None where it is."""
    if standing.order is not None and standing.level != suggested(standing):
        number, level = standing.order.number, int(standing.order.level)
        return (
            f"Quyết định {number} giữ mức {level}"
            if language == "vi"
            else f"Order {number} keeps it at level {level}"
        )
    why = [reason for reason in standing.grade.reasons if reason.indicator == HELD]
    return why[0].text.said_in(language) if why else None


def _reasons(standing: Standing, language: Language) -> list[str]:
    told = (one for one in standing.grade.reasons if one.indicator != HELD)
    return [one.text.said_in(language) for one in told]


def _digit(level: RiskLevel | None) -> int | None:
    return None if level is None else int(level)
