"""The picture of a large contact graph: bubbles from 50,000 people, closed and opened."""

import random
import warnings
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

from services.app.web import create_app
from services.app.wiring import House
from services.plumbing.clock import SetClock
from services.tracing.chain_views import graph_as_of
from services.tracing.chains import Chains
from services.tracing.explorer import aggregate
from services.tracing.gexf import gexf_lines
from services.tracing.graphs import Graph, graph_of
from tests.app.portal.contact_graphs import LEARNED, person, put_graph, put_large
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

    def asked(address: str) -> float:
        return cpu_seconds(lambda: door.get(address).raise_for_status())

    first, again = asked("/chains"), asked("/chains")
    what = f"GET /chains, {PEOPLE:,} people on SQLite"
    yield Result(f"{what}: the first answer", "CPU s", first, "the next", again, limit=LIMIT)
    yield Result(f"{what}: the next", "CPU s", again, "the first", first, limit=LIMIT)
    yield from _as_known_then(house, asked)
    house.close()


def _as_known_then(house: House, asked: Callable[[str], float]) -> Iterator[Result]:
    """The same page of an earlier moment, since which something was learned; beside all worked out anew."""
    for step in (2, 3):
        put_graph(house, [], [(person(1), person(step))], LEARNED + timedelta(hours=step - 1), step=step)
    then = LEARNED + timedelta(hours=1)
    with house.database.reading() as tx:
        anew = cpu_seconds(lambda: graph_as_of(tx, then))
    address = f"/chains?as_of={quote(then.isoformat())}"
    what, theirs = f"GET /chains?as_of=, {PEOPLE:,} people on SQLite", "the graph alone, worked out anew"
    for how in ("the first answer", "the next"):
        yield Result(f"{what}: {how}", "CPU s", asked(address), theirs, anew, limit=LIMIT)


def _pandas(graph: Graph) -> int:
    # Here: loading it is no part of what is measured elsewhere.
    import pandas

    people = pandas.DataFrame(graph.nodes).set_index("person")["source"].fillna("")
    rows = pandas.DataFrame(graph.contacts)
    both = pandas.DataFrame({"one": rows["source"].map(people), "other": rows["target"].map(people)})
    return len(both.groupby(["one", "other"]).size())


def _gexf(graph: Graph, day: date) -> int:
    return sum(len(line) for line in gexf_lines(graph, day))
