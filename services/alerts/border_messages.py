"""What is read of people who came in without a gate. Pure."""

from collections.abc import Sequence
from datetime import datetime

from services.alerts.border_tasks import INCIDENT, INCIDENT_AGENCIES
from services.alerts.happened import with_tasks
from services.alerts.phrases import moment, place, say
from services.alerts.terms import Terms
from services.alerts.words import Kind, Severity, Told
from services.domain.agencies import Agency
from services.domain.events import BorderIncidentReported
from services.domain.labels import INCIDENTS
from services.domain.levels import Reason
from services.domain.records import IncidentKind

GRAVE = (IncidentKind.ESCAPED, IncidentKind.FOUND_INSIDE)  # somebody walks about whom nobody watches


def incidents_told(
    events: Sequence[BorderIncidentReported], terms: Terms, now: datetime
) -> dict[Agency, Told]:
    """To those who watch the border and those who take the people in; several incidents in one message."""
    kinds = [event.kind for event in events]
    gravest = next((kind for kind in (*GRAVE, *IncidentKind) if kind in kinds), kinds[0])
    where = place(terms.areas, events[0].area)
    label = INCIDENTS[gravest]
    title = say(
        f"Nhập cảnh trái phép ({label.vi.lower()}): {where.vi}",
        f"Illegal entry ({label.en.lower()}): {where.en}",
    )
    if len(events) > 1:
        title = say(f"{len(events)} vụ nhập cảnh trái phép", f"{len(events)} illegal entries")
    shape = Told(
        kind=Kind.BORDER_INCIDENT,
        severity=Severity.SEVERE if gravest in GRAVE else Severity.MODERATE,
        area=events[0].area,
        title=title,
        text=title,
        reasons=tuple(_incident_reason(event, terms) for event in events),
        cite=terms.cites[Kind.BORDER_INCIDENT],
        deadline=None,
    )
    tasks = INCIDENT[gravest]
    return {agency: with_tasks(shape, agency, tasks, terms, now) for agency in INCIDENT_AGENCIES}


def _incident_reason(event: BorderIncidentReported, terms: Terms) -> Reason:
    where, at = place(terms.areas, event.area), moment(event.happened_at, terms.zone)
    way = say("đường biển", "by sea") if event.by_sea else say("đường bộ", "by land")
    people = say(f"{event.people} người", f"{event.people} people")
    if event.people == 0:
        people = say("chưa rõ số người", "number unknown")
    spot = f" ({event.place})" if event.place else ""
    label = INCIDENTS[event.kind]
    text = say(
        f"{label.vi}, {way.vi}, {people.vi}: {where.vi}{spot}, {at.vi}",
        f"{label.en}, {way.en}, {people.en}: {where.en}{spot}, {at.en}",
    )
    return Reason(indicator="border_incident", value=event.people, text=text)
