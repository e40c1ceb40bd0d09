"""What this room listens to: one consumer of our own events, told once a batch."""

from functools import partial

from services.alerts.raising import (
    CONSUMER,
    on_area_level_changed,
    on_border_incident,
    on_first_case_after_quiet,
    on_inspections_due,
    on_message_parked,
    on_people_listed,
    on_proposal_changed,
    on_revision_refused,
    raise_heard,
)
from services.alerts.terms import Terms
from services.domain.events import (
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
from services.plumbing.consuming import Consumer, Handler, hearing


def alerts_consumer(terms: Terms) -> Consumer:
    """The consumer named `alerts`: hears events into the ledger, raises after each batch."""
    handlers: dict[type[Event], Handler] = {
        # partial() with no arguments: each handler takes its own kind of event, `hearing` gives it no other.
        AreaLevelChanged: partial(on_area_level_changed),
        FirstCaseAfterQuiet: partial(on_first_case_after_quiet),
        BorderIncidentReported: partial(on_border_incident),
        MessageParked: partial(on_message_parked),
        RevisionRefused: partial(on_revision_refused),
        PeopleListed: partial(on_people_listed),
        ProposalChanged: partial(on_proposal_changed),
        InspectionsDue: partial(on_inspections_due),
    }
    return hearing(CONSUMER, handlers, after=partial(raise_heard, terms=terms))
