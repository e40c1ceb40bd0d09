"""How an area came to its level: every kept step, and a strip of days."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from services.app.views import Angle
from services.domain.areas import AreaCode
from services.domain.levels import Reason, RiskLevel
from services.plumbing.database import Transaction
from services.risk.history import daily_levels, graded_days
from services.risk.tables import GradeRow

LONGEST_STRIP = 60
STEPS_SHOWN = 40


@dataclass(frozen=True)
class Step:
    """The level, or what it rests on, changed."""

    at: datetime
    level: RiskLevel | None
    suggested: RiskLevel | None
    order_number: str | None
    ruleset: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Day:
    """The level shown at the end of a day."""

    day: date
    level: int | None


def steps_of(tx: Transaction, code: AreaCode, as_of: datetime) -> list[Step]:
    """Newest first, as known at a moment."""
    wanted = select(*GradeRow.__table__.columns).where(GradeRow.area == code, GradeRow.at <= as_of)
    newest_first = wanted.order_by(GradeRow.at.desc(), GradeRow.id.desc()).limit(STEPS_SHOWN)
    return [
        Step(
            at=row.at,
            level=_level(row.level),
            suggested=_level(row.suggested),
            order_number=row.order_number,
            ruleset=row.ruleset,
            reasons=tuple(Reason.model_validate(reason) for reason in row.reasons),
        )
        for row in tx.execute(newest_first)
    ]


def day_strip(tx: Transaction, angle: Angle, code: AreaCode) -> list[Day]:
    """One level a day, the last one now; empty where nothing was ever graded."""
    zone, as_of = angle.jurisdiction.zone, angle.survey.as_of
    days = graded_days(tx, zone, as_of, LONGEST_STRIP)
    kept = daily_levels(tx, days, zone, as_of).get(code)
    return [Day(day, level) for day, level in zip(days, kept, strict=True)] if kept else []


def _level(number: int | None) -> RiskLevel | None:
    return None if number is None else RiskLevel(number)
