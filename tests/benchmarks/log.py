"""The embedded event log with outbox, inbox and positions, beside a bare table of the same bytes."""

import sqlite3
from functools import partial
from pathlib import Path

from services.domain.events import ArrivalCount, ArrivalsCounted
from services.plumbing.bus.embedded import EmbeddedLog
from services.plumbing.clock import SetClock
from services.plumbing.cloudevents import topic_of
from services.plumbing.consuming import Consumer, deliver, position
from services.plumbing.relay import relay
from tests.benchmarks.measuring import Result, bench_house, best_of
from tests.benchmarks.waves import START

EVENTS = 5_000
BATCH = 500


def run(folder: Path) -> list[Result]:
    """Events a second from a committed transaction to a handler that has handled each exactly once."""
    house = bench_house(folder, SetClock(START))
    events = [_event(number) for number in range(EVENTS)]
    handled: list[str] = []
    consumer = Consumer("bench", (topic_of(ArrivalsCounted),), lambda d, tx: handled.append(d.message.id))
    log = EmbeddedLog(house.database)
    reader = log.reader("bench", consumer.topics, partial(position, house.database, "bench"))

    def ours() -> None:
        for start in range(0, EVENTS, BATCH):
            with house.database.transaction() as tx:
                tx.emit(*events[start : start + BATCH])
        while relay(house.database, log):
            pass
        while batch := reader.poll(BATCH, 0.0):
            deliver(house.database, consumer, batch)

    seconds = best_of(1, ours)
    assert len(handled) == len(set(handled)) == EVENTS
    bare = best_of(3, lambda: _bare(folder / "bare.db", [event.model_dump_json() for event in events]))
    house.close()
    other = "one bare table, written and read"
    return [
        Result(
            "events committed, relayed, delivered once", "events/s", EVENTS / seconds, other, EVENTS / bare
        )
    ]


def _event(number: int) -> ArrivalsCounted:
    count = ArrivalCount(origin="30", area="205", day=START.date(), people=number)
    return ArrivalsCounted(learned_at=START, ref=f"bench:{number}", kind="declaration", counts=(count,))


def _bare(path: Path, bodies: list[str]) -> None:
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode=wal")
    connection.execute("pragma synchronous=full")
    connection.execute("create table bare (id integer primary key, body text)")
    for start in range(0, len(bodies), BATCH):
        connection.execute("begin immediate")
        rows = [(body,) for body in bodies[start : start + BATCH]]
        connection.executemany("insert into bare (body) values (?)", rows)
        connection.execute("commit")
    assert len(connection.execute("select body from bare").fetchall()) == len(bodies)
    connection.close()
