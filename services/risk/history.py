"""Levels as they were shown, day by day: what the map's slider walks through."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from services.domain.areas import AreaCode
from services.plumbing.database import Transaction
from services.risk.tables import GradeRow

LevelsByDay = dict[AreaCode, tuple[int | None, ...]]


def daily_levels(tx: Transaction, days: Sequence[date], zone: ZoneInfo, as_of: datetime) -> LevelsByDay:
    """The level each area showed at the end of each day (the last day: at `as_of`); None: none yet."""
    ends = [min(datetime.combine(day, time.max, tzinfo=zone), as_of) for day in days]
    steps: dict[AreaCode, tuple[list[datetime], list[int | None]]] = {}
    for row in tx.execute(
        select(GradeRow.area, GradeRow.at, GradeRow.level)
        .where(GradeRow.at <= as_of)
        .order_by(GradeRow.at, GradeRow.id)
    ):
        moments, levels = steps.setdefault(row.area, ([], [None]))
        moments.append(row.at)
        levels.append(row.level)
    return {
        area: tuple(levels[bisect_right(moments, end)] for end in ends)
        for area, (moments, levels) in steps.items()
    }


def graded_days(tx: Transaction, zone: ZoneInfo, as_of: datetime, longest: int) -> list[date]:
    """The days from the first grade to `as_of`, the last `longest` of them."""
    first = tx.execute(select(GradeRow.at).where(GradeRow.at <= as_of).order_by(GradeRow.at).limit(1))
    start = first.scalar_one_or_none()
    last = as_of.astimezone(zone).date()
    if start is None:
        return [last]
    span = min((last - start.astimezone(zone).date()).days, longest - 1)
    return [last - timedelta(days=back) for back in range(span, -1, -1)]
