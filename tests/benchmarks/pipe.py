"""Declarations from Kafka to PostgreSQL through one worker, beside the bare pipe: poll and COPY."""

import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
from kafka import KafkaConsumer, TopicPartition

from services.app.demo.facts import read_facts
from services.app.demo.script import deliveries
from services.app.settings import Settings
from services.app.wiring import House, build
from services.domain.events import new_ids
from services.plumbing.clock import SetClock
from services.plumbing.cloudevents import Message, intake_message
from tests.benchmarks.measuring import Result
from tests.benchmarks.waves import BUSIEST, START
from tests.servers.fixtures import choose_kafka, choose_postgres
from tests.servers.forked import ForkedCommand

DECLARATIONS = 100_000
ENVELOPE = 100
TOPIC = "phendau.intake.declarations"
LEAST = 8_000
SECRET = "a key for benchmarks only, long enough"


def run(folder: Path) -> list[Result]:
    """Rows a second, broker, database and workers on one machine: in envelopes and one by one."""
    bare = "poll and COPY of the same bytes"
    enveloped, polled = _measured(folder / "one", DECLARATIONS, ENVELOPE, workers=1)
    by_two, polled_for_two = _measured(folder / "two", DECLARATIONS * 3 // 2, ENVELOPE, workers=2)
    single, polled_singly = _measured(folder / "single", DECLARATIONS // 2, 1, workers=1)
    single_by_two, polled_last = _measured(folder / "single two", DECLARATIONS * 3 // 5, 1, workers=2)
    what = "declarations, Kafka to PostgreSQL"
    many, one = f"{what}, {ENVELOPE} a message", f"{what}, 1 a message"
    return [
        Result(f"{many}, one worker", "rows/s", enveloped, bare, polled, least=LEAST, share=0.5),
        Result(f"{many}, two workers", "rows/s", by_two, bare, polled_for_two, least=LEAST, share=0.5),
        Result(f"{one}, one worker", "rows/s", single, bare, polled_singly, least=LEAST, share=0.5),
        Result(f"{one}, two workers", "rows/s", single_by_two, bare, polled_last, least=LEAST, share=0.5),
        Result(f"{what}, two workers", "rows/s", by_two, "one worker", enveloped, share=1.2),
    ]


def _measured(folder: Path, count: int, per_message: int, workers: int) -> tuple[float, float]:
    """Rows a second: of our workers, and of the bare pipe with the same messages."""
    with ExitStack() as servers:
        house = _house(folder, servers)
        bodies = [_body(part) for part in _parts(declarations(house, count), per_message)]
        _send(house, bodies)
        return 1 / _ours(house, count, per_message, workers), count / _bare(house, len(bodies))


def _house(folder: Path, servers: ExitStack) -> House:
    kafka, postgres = choose_kafka(), choose_postgres()
    for server in (kafka, postgres):
        servers.callback(server.remove)
        server.start()
    settings = Settings(
        home=folder,
        database_url=postgres.fresh_database(),
        kafka_bootstrap=kafka.bootstrap,
        secret_key=SECRET,  # type: ignore[arg-type]  # pydantic makes it a secret
    )
    house = build(settings, SetClock(BUSIEST))
    servers.callback(house.close)
    house.move_in()
    return house


def declarations(house: House, count: int) -> Iterator[dict[str, Any]]:
    """The demo's travellers, again and again with another code, telephone and paper."""
    facts = read_facts(house.jurisdiction.name, house.jurisdiction.zone)
    script = deliveries(START, BUSIEST, 7, house.jurisdiction.areas, facts, volume=2.0)
    rows = [dict(row) for one in script if one.feed == "declarations" for row in one.rows]
    for n in range(count):
        row = rows[n % len(rows)]
        yield row | {
            "declaration_id": f"TK-{n:07d}",
            "phone": f"09{n % 10**8:08d}",
            "id_number": _card(row, n) if n % 4 else "",
        }


def _card(row: dict[str, Any], n: int) -> str:
    """An identity card that fits sex and year of birth: most people's do."""
    born = int(row["birth_year"])
    century_and_sex = 2 * (born >= 2000) + (row["sex"] != "Nam")
    return f"0{24 + n % 3:02d}{century_and_sex}{born % 100:02d}{n % 10**6:06d}"


def _parts(rows: Iterator[dict[str, Any]], size: int) -> Iterator[Sequence[dict[str, Any]]]:
    while part := list(islice(rows, size)):
        yield part


def _body(rows: Sequence[dict[str, Any]]) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def _send(house: House, bodies: Sequence[bytes]) -> None:
    messages: list[Message] = [
        intake_message("declarations", body, key=str(n), at=BUSIEST, source="/bench")
        for n, body in enumerate(bodies)
    ]
    for start in range(0, len(messages), 500):
        house.log.append(messages[start : start + 500])


def _ours(house: House, count: int, per_message: int, workers: int) -> float:
    """Seconds a row while the last three quarters are stored: starting and joining are not counted."""
    with ExitStack() as running, psycopg.connect(_plain_url(house), autocommit=True) as look:
        for n in range(workers):
            worker = _worker(house, house.settings.home / f"worker-{n}.log")
            worker.start()
            running.callback(worker.stop)
        stored, began = _wait_for(look, count // 4, per_message)
        _, ended = _wait_for(look, count, per_message)
    return (ended - began) / (count - stored)


def _worker(house: House, log: Path) -> ForkedCommand:
    given = house.settings
    settings = {
        "home": str(given.home),
        "database_url": str(given.database_url),
        "kafka_bootstrap": str(given.kafka_bootstrap),
        "secret_key": SECRET,
    }
    return ForkedCommand(["work", "intake"], log, settings)


def _wait_for(look: psycopg.Connection[Any], least: int, per_message: int) -> tuple[int, float]:
    """How many rows are stored, and when they were, as soon as there are `least`."""
    while True:
        # By the positions, a row a partition: to sum up the receipts costs the database what a worker does.
        row = look.execute("select coalesce(sum(next_offset), 0) from plumbing_position").fetchone()
        found = int(row[0]) * per_message if row else 0
        if found >= least:
            return found, time.perf_counter()
        time.sleep(0.05)


def _bare(house: House, messages: int) -> float:
    """The same bytes polled with kafka-python and put by COPY into a table like ours, unread."""
    with psycopg.connect(_plain_url(house)) as connection:
        connection.execute("create table bare (like ingest_record including indexes)")
        connection.commit()
        with closing(KafkaConsumer(bootstrap_servers=house.settings.kafka_bootstrap)) as consumer:
            places = [TopicPartition(TOPIC, n) for n in consumer.partitions_for_topic(TOPIC)]
            consumer.assign(places)
            consumer.seek_to_beginning()
            began = time.perf_counter()
            left = messages
            while left:
                polled = consumer.poll(timeout_ms=1_000, max_records=4_000)
                records = [record for part in polled.values() for record in part]
                _copy(connection, [line for record in records for line in record.value.split(b"\n")])
                left -= len(records)
            return time.perf_counter() - began


def _copy(connection: psycopg.Connection[Any], lines: Sequence[bytes]) -> None:
    """Under keys in the order of time and marks in none, as ours are: indexes cost what they cost us."""
    names = "id, feed, key, revision, fingerprint, learned_at, receipt, body, person, phone"
    marks = os.urandom(24 * len(lines)).hex()
    with connection.cursor() as cursor, cursor.copy(f"copy bare ({names}) from stdin") as copy:
        for n, (identifier, line) in enumerate(zip(new_ids(len(lines)), lines, strict=True)):
            person, phone = marks[48 * n : 48 * n + 24], marks[48 * n + 24 : 48 * n + 48]
            copy.write_row(
                (identifier, "declarations", identifier, 1, person, BUSIEST, "", line.decode(), person, phone)
            )
    connection.commit()


def _plain_url(house: House) -> str:
    return str(house.settings.database_url).replace("+psycopg", "")
