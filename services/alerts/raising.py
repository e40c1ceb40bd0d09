"""From an event to alerts that wait: heard once, told once to each agency, however often it is delivered."""

from sqlalchemy import select, update

from services.alerts.causes import Cause, causes_of
from services.alerts.emptied import is_empty, take_back
from services.alerts.falling_away import fall_away, has_fallen_away
from services.alerts.keeping import keep_alerts, open_part
from services.alerts.messages import told
from services.alerts.superseded import supersede
from services.alerts.tables import HeardRow
from services.alerts.terms import Terms
from services.domain.areas import AreaCode
from services.domain.events import (
    EVENTS,
    AreaLevelChanged,
    BorderIncidentReported,
    Event,
    FirstCaseAfterQuiet,
    InspectionsDue,
    MessageParked,
    PeopleListed,
    ProposalChanged,
    RevisionRefused,
)
from services.plumbing.database import Transaction

CONSUMER = "alerts"
QUIET_PART = 0


def on_area_level_changed(happened: AreaLevelChanged, tx: Transaction) -> None:
    """A level changed: remembered here, told by `raise_heard` when the batch is complete."""
    _hear(tx, happened, area=happened.area, after=happened.after)


def on_first_case_after_quiet(happened: FirstCaseAfterQuiet, tx: Transaction) -> None:
    """A first case after a quiet period."""
    _hear(tx, happened, area=happened.area)


def on_border_incident(happened: BorderIncidentReported, tx: Transaction) -> None:
    """People came, or tried to come, in without a gate."""
    _hear(tx, happened, area=happened.area)


def on_message_parked(happened: MessageParked, tx: Transaction) -> None:
    """A message was set aside: the operators must look."""
    if happened.consumer == CONSUMER and happened.source_topic.endswith(MessageParked.topic):
        return  # our own fault about a fault: an alert about it would park again, for ever
    _hear(tx, happened)


def on_revision_refused(happened: RevisionRefused, tx: Transaction) -> None:
    """A published list is broken: the operators must look."""
    _hear(tx, happened)


def on_people_listed(happened: PeopleListed, tx: Transaction) -> None:
    """A list of people for a team changed."""
    _hear(tx, happened, area=happened.area)


def on_proposal_changed(happened: ProposalChanged, tx: Transaction) -> None:
    """A proposal to the command centre came up, changed or no longer stands."""
    _hear(tx, happened, area=happened.area)


def on_inspections_due(happened: InspectionsDue, tx: Transaction) -> None:
    """Places of a district are to be inspected again."""
    _hear(tx, happened, area=happened.area)


def raise_heard(tx: Transaction, terms: Terms) -> None:
    """After a batch: whatever was heard in it becomes alerts, causes told together."""
    found = tx.execute(
        select(HeardRow.topic, HeardRow.body).where(HeardRow.part.is_(None)).order_by(HeardRow.event_id)
    )
    events = [_event(row.topic, row.body) for row in found]
    for cause in causes_of(events, terms.areas):
        _raise(tx, cause, terms)
    tx.execute(update(HeardRow).where(HeardRow.part.is_(None)).values(part=QUIET_PART))


def _raise(tx: Transaction, cause: Cause, terms: Terms) -> None:
    """Join the alerts that are still gathering, or make new ones from all events of this cause and part."""
    if is_empty(cause):
        _enter(tx, cause, take_back(tx, cause, terms))
        return
    if has_fallen_away(cause):
        fall_away(tx, cause)
        _enter(tx, cause, QUIET_PART)
        return
    opened = open_part(tx, cause, terms)
    _enter(tx, cause, opened.part)
    if opened.complete:
        return
    events = _members(tx, cause.root, opened.part)
    keep_alerts(tx, opened, told(events, terms, opened.raised_at), events, terms)
    if cause.renews:
        supersede(tx, opened)


def _enter(tx: Transaction, cause: Cause, part: int) -> None:
    tx.execute(
        update(HeardRow)
        .where(HeardRow.event_id.in_([event.id for event in cause.events]))
        .values(root=cause.root, part=part)
    )


def _members(tx: Transaction, root: str, part: int) -> list[Event]:
    found = (
        select(HeardRow.topic, HeardRow.body)
        .where(HeardRow.root == root, HeardRow.part == part)
        .order_by(HeardRow.event_id)
    )
    return [_event(row.topic, row.body) for row in tx.execute(found)]


def _hear(
    tx: Transaction, happened: Event, *, area: AreaCode | None = None, after: int | None = None
) -> None:
    row = {
        "event_id": happened.id,
        "topic": happened.topic,
        "area": area,
        "after": after,
        "learned_at": happened.learned_at,
        "body": happened.model_dump_json(),
    }
    tx.add_new(HeardRow, [row])


def _event(topic: str, body: str) -> Event:
    return EVENTS[topic].model_validate_json(body)
