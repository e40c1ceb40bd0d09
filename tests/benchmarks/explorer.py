"""The picture of a large contact graph: bubbles from 50,000 people, closed and opened."""

import random
import warnings
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from services.app.web import create_app
from services.plumbing.clock import SetClock
from services.tracing.chains import Chains
from services.tracing.explorer import aggregate
from services.tracing.gexf import gexf_lines
from services.tracing.graphs import Graph, graph_of
from tests.app.portal.contact_graphs import LEARNED, put_large
from tests.benchmarks.chains import CASES, CONTACTS, DEPTH, FIRST, PEOPLE, SEED, contacts_drawn
from tests.benchmarks.measuring import Result, bench_house, cpu_seconds, least_cpu

AREAS = 177
LIMIT = 2.0
"""Seconds within which the picture of 50,000 people answers (the issue)."""


def run(folder: Path) -> list[Result]:
    """Seconds of processor: all anew, then bubbles alone, closed and opened; beside pandas on the same."""
    chance = random.Random(SEED)
    contacts = list(contacts_drawn(chance))
    cases = {f"p{n}": FIRST for n in chance.sample(range(PEOPLE), CASES)}
    areas = {f"p{n}": f"{n % AREAS:05}" for n in range(PEOPLE)}

    def drawn() -> Graph:
        return graph_of(Chains(contacts, cases, DEPTH), contacts, cases, areas)

    graph = drawn()
    largest = aggregate(graph).groups[0].path
    opened = {largest, *((*largest, str(level)) for level in range(DEPTH + 1))}
    what = f"picture of {PEOPLE:,} people, {CONTACTS:,} contacts"
    other, theirs = "pandas, contacts by two source cases", least_cpu(lambda: _pandas(graph))
    made = {
        "all anew": lambda: aggregate(drawn()),
        "bubbles of cases": lambda: aggregate(graph),
        "the largest opened to areas": lambda: aggregate(graph, opened=opened),
    }
    gexf = Result(
        "the same graph as GEXF", "CPU s", least_cpu(lambda: _gexf(graph, FIRST)), "its picture", theirs
    )
    return [
        *(
            Result(f"{what}: {how}", "CPU s", least_cpu(make), other, theirs, LIMIT)
            for how, make in made.items()
        ),
        gexf,
        *_of_a_house(folder),
    ]


def _of_a_house(folder: Path) -> Iterator[Result]:
    """The page of a house that holds such a graph: the first answer reads it all, the next find it kept."""
    house = bench_house(folder, SetClock(LEARNED + timedelta(hours=3)))
    put_large(house, PEOPLE, CONTACTS, CASES)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # starlette would rather have httpx's successor; it works with both
        from fastapi.testclient import TestClient

        door = TestClient(create_app(house), headers={"accept": "text/html"})
    first, again = (cpu_seconds(lambda: door.get("/chains").raise_for_status()) for _ in range(2))
    what = f"GET /chains, {PEOPLE:,} people on SQLite"
    yield Result(f"{what}: the first answer", "CPU s", first, "the next", again, limit=LIMIT)
    yield Result(f"{what}: the next", "CPU s", again, "the first", first, limit=LIMIT)
    house.close()


def _pandas(graph: Graph) -> int:
    # Here: loading it is no part of what is measured elsewhere.
    import pandas

    people = pandas.DataFrame(graph.nodes).set_index("person")["source"].fillna("")
    rows = pandas.DataFrame(graph.contacts)
    both = pandas.DataFrame({"one": rows["source"].map(people), "other": rows["target"].map(people)})
    return len(both.groupby(["one", "other"]).size())


def _gexf(graph: Graph, day: date) -> int:
    return sum(len(line) for line in gexf_lines(graph, day))
