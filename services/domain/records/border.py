"""What happens at the border, on land and at sea."""

from enum import StrEnum

from services.domain.areas import AreaCode
from services.domain.base import Moment, Word
from services.domain.records.words import Count


class IncidentKind(StrEnum):
    """Land or sea, and what became of it."""

    CAUGHT = "caught"
    ESCAPED = "escaped"
    TIP_OFF = "tip_off"
    FOUND_INSIDE = "found_inside"


class BorderIncident(Word):
    """People who came, or tried to come, in without a gate."""

    incident_id: str
    happened_at: Moment
    area: AreaCode
    kind: IncidentKind
    by_sea: bool = False
    people: Count
    place: str | None = None
    marker: str | None = None
    direction: str = "in"
    nationality: str | None = None
