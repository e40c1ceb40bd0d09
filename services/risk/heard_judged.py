"""What officers judged, and what areas tell of themselves, as known at one moment. Pure values."""

from dataclasses import dataclass
from datetime import date, datetime

from services.domain.areas import AreaCode
from services.domain.records import JudgementKind


@dataclass(frozen=True, slots=True)
class JudgementHeard:
    """What an officer judged of an area, from a moment to a moment."""

    area: AreaCode
    what: JudgementKind
    value: float
    since: datetime
    until: datetime | None
    author: str
    ground: str | None
    learned_at: datetime

    def holds_at(self, moment: datetime) -> bool:
        """In force at this moment: from `since` on, and before `until`."""
        return self.since <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True)
class AreaFactsHeard:
    """What one area told of one day; None: not told."""

    area: AreaCode
    day: date
    adults_one_dose_share: float | None = None
    treatment_capacity_met: bool | None = None
    beds: int | None = None
    beds_used: int | None = None
    quarantine_capacity: int | None = None
    population: int | None = None
    learned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AreaActivityHeard:
    """How much of life one area told of on one day; None: not told."""

    area: AreaCode
    day: date
    learned_at: datetime
    workers_back: int | None = None
    enterprises_open: int | None = None
    tourism_open: int | None = None
    tourism_closed: int | None = None
    visitors: int | None = None
