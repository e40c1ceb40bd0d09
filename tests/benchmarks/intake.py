"""Declarations through the intake, beside the same text put bare into a table."""

import sqlite3
from itertools import islice
from pathlib import Path

from services.app.demo.delivery import Delivery
from services.app.demo.facts import read_facts
from services.app.demo.script import deliveries
from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records
from services.plumbing.clock import SetClock
from tests.benchmarks.measuring import Result, bench_house, best_of
from tests.benchmarks.waves import BUSIEST, START

ROWS = 10_000
BATCH = 2_000
LEAST = 5_000


def run(folder: Path) -> list[Result]:
    """Rows a second: read, checked, de-duplicated, sealed, kept and told, in batches."""
    house = bench_house(folder, clock := SetClock(BUSIEST))
    facts = read_facts(house.jurisdiction.name, house.jurisdiction.zone)
    script = deliveries(START, BUSIEST, 7, house.jurisdiction.areas, facts, volume=2.0)
    rows = list(islice(_declarations(script), ROWS))
    batches = [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
    clock.move_to(BUSIEST)

    def ours() -> None:
        for batch in batches:
            with house.database.transaction() as tx:
                receive_records(tx, FEEDS["declarations"], batch, house.reading())

    seconds = best_of(1, ours)
    bare = best_of(3, lambda: _bare(folder / "bare.db", batches))
    house.close()
    other = "executemany of the same text, nothing checked"
    rate = len(rows) / seconds
    return [Result("declarations taken in", "rows/s", rate, other, len(rows) / bare, least=LEAST)]


def _declarations(script: object) -> object:
    for delivery in script:  # type: ignore[attr-defined]  # an iterator of deliveries
        assert isinstance(delivery, Delivery)
        if delivery.feed == "declarations":
            yield from delivery.rows


def _bare(path: Path, batches: list[list[dict[str, str]]]) -> None:
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode=wal")
    connection.execute("pragma synchronous=full")
    connection.execute("create table bare (id integer primary key, body text)")
    for batch in batches:
        connection.execute("begin immediate")
        connection.executemany("insert into bare (body) values (?)", [(str(row),) for row in batch])
        connection.execute("commit")
    connection.close()
