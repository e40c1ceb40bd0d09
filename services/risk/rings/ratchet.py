"""The memory of a suggested level: up at once, down one step at a time. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.domain.levels import AreaGrade, RiskLevel


@dataclass(frozen=True, slots=True)
class Held:
    """The level an area is held at."""

    level: RiskLevel
    since: datetime
    below_since: datetime | None = None
    """Since when the numbers alone have said less, known and without a break; None: they do not."""


def held_after(
    before: Held | None,
    grade: AreaGrade,
    now: datetime,
    may_loosen: Callable[[timedelta], bool],
) -> Held:
    """What an area is held at once the numbers of `now` are known (decision 0061).

    `may_loosen` is told for how long the numbers have said less. An open grade neither lowers nor lets time
    run.
    """
    certain = grade.level or grade.at_least
    if before is None or certain > before.level:
        return Held(certain, now)
    if certain == before.level or grade.level is None:
        return replace(before, below_since=None) if before.below_since else before
    if before.below_since is None:
        return replace(before, below_since=now)
    if not may_loosen(now - before.below_since):
        return before
    lower = RiskLevel(before.level - 1)
    return Held(lower, now, now if certain < lower else None)
