"""A contact graph to look at: everyone with level, neighbour before, first day and source case."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.tracing.chains import Chains
from services.tracing.contacts import Contact
from services.tracing.standings import Standing


class Node(NamedTuple):
    """One person of the graph; a pseudonym, never a name."""

    person: str
    level: int | None
    """0 for an F0, 1 for an F1 …; None: in no chain, or further away than was followed."""
    via: str | None
    """The neighbour through whom the level is so; None for an F0."""
    since: date | None
    """F0: the day of confirmation. Others: the first day they can have been infected. None: not known."""
    source: str | None
    """The F0 at the end of the way back; an F0 is its own."""
    area: str | None = None
    """Code of the area where the person stays; None: not known."""


@dataclass(frozen=True)
class Graph:
    """Everyone and every contact, as known at one moment."""

    nodes: Sequence[Node] = ()
    contacts: Sequence[Contact] = ()


def graph_of(
    chains: Chains,
    contacts: Sequence[Contact],
    confirmed: Mapping[str, date],
    areas: Mapping[str, str] | None = None,
) -> Graph:
    """Everyone whom a contact or a confirmation names; by level and name, those in no chain last."""
    places = areas or {}
    standings = list(chains.standings())
    sources = sources_of(standings)
    nodes = [
        Node(
            *one,
            confirmed.get(one.person) or chains.exposed_on(one.person),
            sources[one.person],
            places.get(one.person),
        )
        for one in standings
    ]
    nodes += [
        Node(person, None, None, None, None, places.get(person)) for person in _others(contacts, sources)
    ]
    return Graph(nodes, contacts)


def sources_of(standings: Iterable[Standing]) -> dict[str, str]:
    """The F0 from whom each came, by the neighbours of `via`; `standings` by level, as chains tell them."""
    found: dict[str, str] = {}
    for person, _, via in standings:
        found[person] = person if via is None else found[via]
    return found


def _others(contacts: Sequence[Contact], reached: Mapping[str, str]) -> Iterator[str]:
    named = {person for one in contacts for person in one[:2]}
    return iter(sorted(named.difference(reached)))
