"""An F1 becomes F0 in a house of 50,000 people and 100,000 contacts: from the record to the commit."""

import random
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, func, select

from services.app.wiring import House
from services.plumbing.clock import SetClock
from services.tracing.tables_chains import StandingRow
from tests.app.portal.contact_graphs import LEARNED, put_graph
from tests.benchmarks.chains import CASES, CONTACTS, DEPTH, PEOPLE, SEED
from tests.benchmarks.doors import Doors, at, case, pseudonym
from tests.benchmarks.measuring import Result, bench_house, least_cpu

CHANGED = 40


def run(folder: Path) -> list[Result]:
    """Seconds of processor; beside all levels anew with networkx, in memory, written nowhere."""
    house = bench_house(folder, SetClock(LEARNED + timedelta(hours=3)))
    chance = random.Random(SEED)
    names = [pseudonym(house, number) for number in range(PEOPLE)]
    met = [(chance.choice(names), chance.choice(names)) for _ in range(CONTACTS)]
    cases = chance.sample(names, CASES)
    put_graph(house, cases, met)
    doors = Doors(house)
    number_of = {name: number for number, name in enumerate(names)}
    f1 = chance.sample(_standing(house, StandingRow.level == 1), CHANGED + 1)
    before = _written(house)
    first, *took = doors.took("cases", [case(number_of[one]) for one in f1])
    doors.close()
    moved = _written(house) - before
    house.close()
    what = f"an F1 becomes F0, {PEOPLE:,} people, {CONTACTS:,} contacts"
    other, anew = "networkx, all levels anew, nothing kept", least_cpu(lambda: _networkx(met, cases)) * 1e3
    return [
        Result(f"{what}: median", "CPU ms", at(took, 0.5) * 1e3, other, anew),
        Result(f"{what}: slowest of {CHANGED}", "CPU ms", at(took, 1) * 1e3, other, anew),
        Result("… the first, which reads what stands", "CPU ms", first * 1e3, other, anew),
        Result("… levels that a change writes, mean", "", moved / len(f1), "people", PEOPLE),
    ]


def _standing(house: House, which: ColumnElement[bool]) -> list[str]:
    with house.database.reading() as tx:
        wanted = select(StandingRow.person).where(StandingRow.gone_at.is_(None), which)
        return list(tx.execute(wanted.order_by(StandingRow.id)).scalars())


def _written(house: House) -> int:
    with house.database.reading() as tx:
        return int(tx.execute(select(func.count()).select_from(StandingRow)).scalar_one())


def _networkx(met: Sequence[tuple[str, str]], cases: Sequence[str]) -> dict[str, int]:
    # Here: only who measures and who tests needs networkx.
    import networkx

    graph = networkx.Graph()
    graph.add_edges_from(met)
    graph.add_nodes_from(cases)
    layers = networkx.bfs_layers(graph, list(cases))
    return {person: level for level, layer in zip(range(DEPTH + 1), layers, strict=False) for person in layer}
