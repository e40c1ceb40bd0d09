"""What officers judged of an area, and what is known of it besides disease."""

from datetime import date

from services.domain.areas import AreaCode
from services.domain.base import Moment
from services.domain.events.base import Event
from services.domain.records import JudgementKind


class JudgementMade(Event):
    """An officer judged what no count can tell, changed it, or set its end."""

    topic = "judgement-made.v1"
    ref: str
    area: AreaCode
    what: JudgementKind
    value: float
    """Share (0 to 1) or yes (1) and no (0)."""
    since: Moment
    until: Moment | None = None
    author: str
    """Office of who judged: never a private name."""
    ground: str | None = None
    """The document it rests on."""


class AreaFactsReported(Event):
    """What one area told of one day: doses, beds, people. None: not told, so what was told before stands."""

    topic = "area-facts-reported.v1"
    ref: str
    area: AreaCode
    day: date
    adults_one_dose_share: float | None = None
    treatment_capacity_met: bool | None = None
    beds: int | None = None
    beds_used: int | None = None
    quarantine_capacity: int | None = None
    population: int | None = None
