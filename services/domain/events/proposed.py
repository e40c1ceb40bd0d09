"""What the house asks people to look at by a decision or a visit: proposals, and places to be inspected."""

from datetime import date

from services.domain.areas import AreaCode
from services.domain.base import Moment, Sentence
from services.domain.events.base import Event
from services.domain.levels import Citation, Reason, RiskLevel, Way


class ProposalChanged(Event):
    """A proposal to the command centre came up, changed, or no longer stands; `ref` names it."""

    topic = "proposal-changed.v1"
    ref: str
    area: AreaCode
    part: str | None = None
    """The order it is about covers only this part of the area."""
    way: Way
    at: Moment
    standing: bool
    """False: it fell away, or an order made it so."""
    ordered: RiskLevel
    to: RiskLevel
    measures: Sentence | None = None
    reasons: tuple[Reason, ...] = ()
    cite: Citation | None = None
    """Of the measures; None, as they, once it no longer stands."""
    order_number: str | None = None
    """The order it would change; of one that no longer stands, the order that made it so, or that ended."""
    ended: bool = False
    """It no longer stands because the order it was about ended by itself."""


class InspectionsDue(Event):
    """Places of a district whose next visit is due, in numbers: once a local day, where it is news."""

    topic = "inspections-due.v1"
    area: AreaCode
    day: date
    places: int
    """Due today or before; 0: all have been visited."""
    overdue: int
    """Of them, those that were due before today."""
    cite: Citation
