"""What the house itself concluded of an area."""

from services.domain.areas import AreaCode
from services.domain.base import Moment
from services.domain.events.base import Event
from services.domain.levels import Citation, Reason, RiskLevel


class AreaLevelChanged(Event):
    """An area's shown level changed, by law or by order."""

    topic = "area-level-changed.v1"
    area: AreaCode
    before: RiskLevel | None
    after: RiskLevel | None
    at: Moment
    reasons: tuple[Reason, ...]
    cite: Citation
    order_number: str | None = None
    suggested: RiskLevel | None = None
    """What the law alone would say, when an order decides."""


class FirstCaseAfterQuiet(Event):
    """A case after a quiet period: the moment at which hours count."""

    topic = "first-case-after-quiet.v1"
    area: AreaCode
    at: Moment
    cases: int
    quiet_days: int | None
    """None: never a case before."""


class SourcePressureChanged(Event):
    """Unseen infection in a place rose to the level from which people who were there are looked through."""

    topic = "source-pressure-changed.v1"
    area: AreaCode
    at: Moment
    high: bool
    """False: it fell well below again."""
    pressure: float
    """In F0."""
    untraced: int
    """F0 without a known source."""
    oldest_days: float
    expected: float
    """F1 that the F0 usually have."""
    found: float
    reasons: tuple[Reason, ...]
