"""Contacts that are right in themselves and odd in the graph: too early to pass it on, or in a circle."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from services.domain.row_notes import RowNote
from services.tracing.chain_problems import problem
from services.tracing.chains import Chains
from services.tracing.contacts import Contact


def odd_contacts(contacts: Mapping[int, Contact], chains: Chains) -> Iterator[RowNote]:
    """Both kinds; `contacts` by row number."""
    for number, contact in contacts.items():
        if chains.ended_too_early(contact):
            yield problem("E", number, "to", "ended_too_early")
    yield from _circle(contacts)


def _circle(contacts: Mapping[int, Contact]) -> Iterator[RowNote]:
    """The rows of one circle of directed contacts; undirected ones are in circles wherever three meet."""
    came_from: TopologicalSorter[str] = TopologicalSorter()
    directed = {number: one for number, one in contacts.items() if one.directed}
    for one in directed.values():
        came_from.add(one.target, one.source)
    try:
        came_from.prepare()
    except CycleError as circle:
        people = circle.args[1]
        steps = set(zip(people, people[1:], strict=False))
        for number, one in directed.items():
            if (one.source, one.target) in steps:
                yield problem("E", number, "directed", "circle")
