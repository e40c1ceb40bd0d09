"""What people read about one cause: which kind of event is told by which module. Pure."""

from collections.abc import Sequence
from datetime import datetime

from services.alerts.border_messages import incidents_told
from services.alerts.case_messages import cases_told
from services.alerts.level_messages import levels_told
from services.alerts.operator_messages import parked_told, refused_told
from services.alerts.people_messages import listed_told
from services.alerts.standing_messages import standing_told
from services.alerts.terms import Terms
from services.alerts.words import Told
from services.domain.agencies import Agency
from services.domain.events import (
    AreaLevelChanged,
    BorderIncidentReported,
    Event,
    FirstCaseAfterQuiet,
    MessageParked,
    PeopleListed,
    RevisionRefused,
)


def told(events: Sequence[Event], terms: Terms, now: datetime) -> dict[Agency, Told]:
    """What each agency reads about these events: one event, or many of one kind and one cause."""
    first = events[0]
    if isinstance(first, AreaLevelChanged):
        return levels_told([e for e in events if isinstance(e, AreaLevelChanged)], terms, now)
    if isinstance(first, FirstCaseAfterQuiet):
        return cases_told([e for e in events if isinstance(e, FirstCaseAfterQuiet)], terms, now)
    if isinstance(first, BorderIncidentReported):
        return incidents_told([e for e in events if isinstance(e, BorderIncidentReported)], terms, now)
    if isinstance(first, RevisionRefused):
        return refused_told([e for e in events if isinstance(e, RevisionRefused)], terms)
    if isinstance(first, MessageParked):
        return parked_told([e for e in events if isinstance(e, MessageParked)], terms)
    return _renewed(events, terms, now)


def _renewed(events: Sequence[Event], terms: Terms, now: datetime) -> dict[Agency, Told]:
    """Of what goes on changing after it was told."""
    if isinstance(events[0], PeopleListed):
        return listed_told([e for e in events if isinstance(e, PeopleListed)], terms, now)
    return standing_told(events[-1], terms, now)
