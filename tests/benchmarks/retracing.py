"""A locality is locked, and 100,000 people declared it in the last two weeks: one list, in one go."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from services.app.localities_room import look_through
from services.app.wiring import House
from services.domain.events import OrderIssued
from services.domain.levels import State
from services.ingest.tables import RecordRow
from services.plumbing.bus import Delivered
from services.plumbing.clock import SetClock
from services.plumbing.cloudevents import as_message
from services.plumbing.consuming import deliver
from services.tracing.hearing import tracing_consumer
from services.tracing.retracing import localities_subject
from services.tracing.tables_visits import VisitRow
from tests.benchmarks.measuring import Result, bench_house, cpu_seconds

PEOPLE = 100_000
NOW = datetime.fromisoformat("2021-02-08T08:00:00+07:00")
PLACE, DAY = "290", timedelta(days=1)
LIMIT = 2.0
"""Seconds within which a hundred thousand declarations are looked through (the issue)."""
_VISIT = ("record", "person", "kind", "place", "area", "since", "until", "learned_at", "gone_at")


def run(folder: Path) -> list[Result]:
    """Seconds of processor from the order to the list and its event, committed; and to closing it."""
    house = bench_house(folder, SetClock(NOW))
    _fill(house)
    ground = look_through(house.jurisdiction, house.clock)
    consumer = tracing_consumer(lambda tx, ids: [], [localities_subject(ground)])

    def hear(offset: int, state: State) -> float:
        told = OrderIssued(
            learned_at=NOW + offset * timedelta(hours=1),
            ref="o1", number="QĐ 1", issuer="UBND", state=state, area=PLACE, since=NOW - DAY,
        )  # fmt: skip
        delivered = [Delivered(0, offset, as_message(told))]
        return cpu_seconds(lambda: deliver(house.database, consumer, delivered))

    pairs = [(hear(n, State.LOCKDOWN), hear(n + 1, State.NORMAL)) for n in (0, 2, 4)]
    opened, closed = (min(took) for took in zip(*pairs, strict=True))
    alone = cpu_seconds(lambda: _rows_alone(house))
    house.close()
    what, other = f"an order over a place that {PEOPLE:,} people declared", "as many rows written, no more"
    return [
        Result(f"{what}: listed", "CPU s", opened, other, alone, limit=LIMIT),
        Result("it is withdrawn: the list closed", "CPU s", closed, other, alone, limit=LIMIT),
    ]


def _fill(house: House) -> None:
    body = json.dumps({"declaration_id": "d", "area": "07090", "origin": PLACE, "vehicle": "xe khách"})
    until = [NOW - (3 + n) * DAY for n in range(6)]
    visits = (
        (f"r{n}", _person(n), "declared", "Chí Linh", PLACE, NOW - 9 * DAY, until[n % 6], NOW - 2 * DAY, None)
        for n in range(PEOPLE)
    )
    records = (
        (f"r{n}", "declarations", f"k{n}", 1, "f", NOW - 2 * DAY, "x", body, _person(n))
        for n in range(PEOPLE)
    )
    names = ("id", "feed", "key", "revision", "fingerprint", "learned_at", "receipt", "body", "person")
    with house.database.transaction() as tx:
        tx.pour(VisitRow, _VISIT, visits)
        tx.pour(RecordRow, names, records)


def _rows_alone(house: House) -> None:
    """The floor: rows with indexes, poured and committed."""
    rows = (("r", _person(PEOPLE + n), "declared", None, None, NOW, NOW, NOW, None) for n in range(PEOPLE))
    with house.database.transaction() as tx:
        tx.pour(VisitRow, _VISIT, rows)


def _person(number: int) -> str:
    return f"p{number:024x}"
