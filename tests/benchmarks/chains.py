"""Levels of a contact graph: from scratch beside networkx, then change by change."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from services.tracing.chains import Chains
from services.tracing.contacts import Contact
from tests.benchmarks.measuring import Result, cpu_seconds, least_cpu

PEOPLE, CONTACTS, CASES, CHANGES = 50_000, 100_000, 50, 200
DEPTH = 5
FIRST = date(2021, 1, 1)
DAYS = 60
SEED = 20210128
CROWDED = 40
"""People who met 250 others each: what makes one change reach far; each tenth change is about one of them."""


def run(_folder: Path) -> list[Result]:
    """The targets of the issue: 0.5 s from scratch, 20 ms a change; seconds of processor, not of the wall."""
    chance = random.Random(SEED)
    dated = list(contacts_drawn(chance))
    cases = {f"p{n}": FIRST for n in chance.sample(range(PEOPLE), CASES)}
    undated = [Contact(one.source, one.target) for one in dated]
    other, theirs = "networkx, breadth first, no days", least_cpu(lambda: _networkx(undated, cases))
    what = f"levels of {PEOPLE:,} people, {CONTACTS:,} contacts, {DEPTH} deep"
    return [
        Result(
            f"{what}: dated",
            "CPU s",
            least_cpu(lambda: Chains(dated, cases, DEPTH)),
            other,
            theirs,
            limit=0.5,
        ),
        Result(
            f"{what}: undated",
            "CPU s",
            least_cpu(lambda: Chains(undated, cases, DEPTH)),
            other,
            theirs,
            limit=0.5,
        ),
        *_changes(chance, dated, cases, theirs),
    ]


def _changes(
    chance: random.Random, contacts: list[Contact], cases: dict[str, date], again: float
) -> Iterator[Result]:
    chains = Chains(contacts, cases, DEPTH)
    took: list[float] = []
    for n in range(CHANGES):
        person = f"p{n % CROWDED}" if n % 10 == 0 else f"p{chance.randrange(PEOPLE)}"
        if person in cases:
            continue
        one = chance.choice(contacts)
        took += [
            cpu_seconds(lambda who=person: chains.confirm(who, FIRST)),
            cpu_seconds(lambda who=person: chains.withdraw(who)),
            cpu_seconds(lambda which=one: chains.remove_edge(which)),
            cpu_seconds(lambda which=one: chains.add_edge(which)),
        ]
    took.sort()
    other, theirs = "networkx, all anew", again * 1000
    for share, name in ((50, "median"), (99, "99 of 100"), (100, "slowest")):
        milliseconds = took[min(len(took) * share // 100, len(took) - 1)] * 1000
        yield Result(f"one change in it, {name}", "CPU ms", milliseconds, other, theirs, limit=20)


def contacts_drawn(chance: random.Random) -> Iterator[Contact]:
    """A tenth of the contacts are those of a few people; the others are spread evenly."""
    for n in range(CONTACTS):
        source = n // 10 % CROWDED if n % 10 == 0 else chance.randrange(PEOPLE)
        start = FIRST + timedelta(days=chance.randrange(DAYS))
        end = start + timedelta(days=chance.randrange(3))
        yield Contact(f"p{source}", f"p{chance.randrange(PEOPLE)}", "work", start=start, end=end)


def _networkx(contacts: list[Contact], cases: dict[str, date]) -> dict[str, int]:
    # Here: only who measures and who tests needs networkx.
    import networkx

    graph = networkx.Graph()
    graph.add_edges_from(one[:2] for one in contacts)
    graph.add_nodes_from(cases)
    layers = networkx.bfs_layers(graph, list(cases))
    return {person: level for level, layer in zip(range(DEPTH + 1), layers, strict=False) for person in layer}
