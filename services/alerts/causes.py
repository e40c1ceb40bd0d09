"""What goes into one alert: the cause of an event, and how a storm becomes one message. Pure.

An order on a parent area changes the level of everything inside it at one moment: that is one cause, and
each agency is told once, with a list. A change by the law alone is told by itself, unless one batch brings
more than a few of the same kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.alerts.families import families_of
from services.alerts.level_messages import kind_of
from services.domain.areas import AreaCode, Areas
from services.domain.events import (
    AreaLevelChanged,
    BorderIncidentReported,
    Event,
    FirstCaseAfterQuiet,
    InspectionsDue,
    ListKind,
    MessageParked,
    PeopleListed,
    ProposalChanged,
    RevisionRefused,
)

LIST = "list:"
"""Before the id of a list, in the name of what is told of it."""
COLLAPSE_ABOVE = 5  # five messages one can read; more of one kind at once are a list


@dataclass(frozen=True)
class Cause:
    """Events that are told together, under a name that is the same on every delivery."""

    root: str
    gathers: bool
    """True: later batches join its list for a short while. False: a later event of it changes nothing."""
    events: tuple[Event, ...]

    @property
    def is_list(self) -> bool:
        """Is it a list of people, which goes on changing after it was told?"""
        return isinstance(self.events[0], PeopleListed)

    @property
    def renews(self) -> bool:
        """Does news of it take the place of what was told before?"""
        return isinstance(self.events[0], PeopleListed | ProposalChanged | InspectionsDue)


def causes_of(events: Sequence[Event], areas: Areas) -> list[Cause]:
    """The events of one batch, told together where they belong together; what is worth no alert is left out.

    In a stable order, so that two workers with overlapping causes take their locks alike.
    """
    named: dict[str, list[Event]] = {}
    alike: dict[str, list[Event]] = {}
    telling = list(filter(worth_telling, events))
    families = families_of(telling, areas)
    together = {event.id for family in families for event in family}
    for event in telling:
        if event.id in together:
            continue
        root = _shared_root(event)
        if root is None:
            alike.setdefault(_likeness(event, areas), []).append(event)
        else:
            named.setdefault(root, []).append(event)
    causes = [Cause(root, _gathers(found[0]), tuple(found)) for root, found in named.items()]
    causes += [Cause(f"family:{family[0].id}", False, tuple(family)) for family in families]
    for found in alike.values():
        causes += _collapsed(found) if len(found) > COLLAPSE_ABOVE else [_alone(event) for event in found]
    return sorted(causes, key=lambda cause: cause.root)


def worth_telling(event: Event) -> bool:
    """Does this event make an alert at all? Who was followed up after all leaves a list in silence."""
    if isinstance(event, PeopleListed) and event.kind is ListKind.FOLLOW_UP:
        return event.added > 0 or event.people == 0
    return not isinstance(event, AreaLevelChanged) or kind_of(event) is not None


def _shared_root(event: Event) -> str | None:
    if isinstance(event, AreaLevelChanged) and event.order_number:
        return f"order:{event.order_number}:{event.at.timestamp():.0f}:{kind_of(event)}"
    if isinstance(event, MessageParked):
        # One alert an hour and place of failure: a broken feed parks thousands.
        return f"parked:{event.consumer}:{event.source_topic}:{event.learned_at.timestamp() // 3600:.0f}"
    if isinstance(event, RevisionRefused):
        # One alert a day, list and fault: a sender that repeats a broken file every minute is one fault.
        return f"refused:{event.feed}:{event.code}:{event.learned_at.date()}"
    if isinstance(event, PeopleListed):
        return f"{LIST}{event.ref}"
    return _standing_root(event)


def _standing_root(event: Event) -> str | None:
    """One proposal, or the visits due in one district, is one cause as long as it stands."""
    if isinstance(event, ProposalChanged):
        return f"proposal:{event.ref}"
    return f"inspections:{event.area}" if isinstance(event, InspectionsDue) else None


def _gathers(event: Event) -> bool:
    return isinstance(event, AreaLevelChanged | PeopleListed | ProposalChanged | InspectionsDue)


def _likeness(event: Event, areas: Areas) -> str:
    """Alike is what asks for the same tasks: inside one traces, outside one watches the ways in."""
    if isinstance(event, AreaLevelChanged):
        inside = _is_inside(event.area, areas)
        return f"{event.topic}:{inside}:{event.cite.document}:{event.at.timestamp():.0f}:{kind_of(event)}"
    if isinstance(event, FirstCaseAfterQuiet):
        return f"{event.topic}:{_is_inside(event.area, areas)}"
    return event.topic if isinstance(event, BorderIncidentReported) else event.id


def _is_inside(code: AreaCode, areas: Areas) -> bool:
    area = areas.get(code)
    return area is None or area.inside


def _collapsed(events: Sequence[Event]) -> list[Cause]:
    return [Cause(f"many:{events[0].id}", False, tuple(events))]


def _alone(event: Event) -> Cause:
    if isinstance(event, BorderIncidentReported):
        # A corrected report is told again only when what matters to the patrol has changed.
        root = f"incident:{event.ref}:{event.area}:{event.kind}:{event.people}"
        return Cause(root, False, (event,))
    return Cause(f"event:{event.id}", False, (event,))
