"""How an area came to its level: a strip of days."""

from dataclasses import dataclass
from datetime import date

from services.app.angles import Angle
from services.domain.areas import AreaCode
from services.plumbing.database import Transaction
from services.risk.history import daily_levels, graded_days

LONGEST_STRIP = 60


@dataclass(frozen=True)
class Day:
    """The level shown at the end of a day."""

    day: date
    level: int | None


def day_strip(tx: Transaction, angle: Angle, code: AreaCode) -> list[Day]:
    """One level a day, the last one now; empty where nothing was ever graded."""
    zone, as_of = angle.jurisdiction.zone, angle.survey.as_of
    days = graded_days(tx, zone, as_of, LONGEST_STRIP)
    kept = daily_levels(tx, days, zone, as_of).get(code)
    return [Day(day, level) for day, level in zip(days, kept, strict=True)] if kept else []
