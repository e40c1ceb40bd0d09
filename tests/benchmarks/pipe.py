"""Declarations from Kafka to PostgreSQL through one worker, beside the bare pipe: poll and COPY."""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
from kafka import KafkaConsumer, TopicPartition

from services.app import workers
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

DECLARATIONS = 100_000
ENVELOPE = 100
TOPIC = "phendau.intake.declarations"
LEAST = 8_000


def run(folder: Path) -> list[Result]:
    """Rows a second, broker, database and worker sharing the machine; once by envelopes, once one by one."""
    results = []
    for per_message, count in ((ENVELOPE, DECLARATIONS), (1, DECLARATIONS // 4)):
        with ExitStack() as servers:
            house = _house(folder / str(per_message), servers)
            bodies = [_body(part) for part in _parts(declarations(house, count), per_message)]
            _send(house, bodies)
            ours = count / _worker(house, count)
            theirs = count / _bare(house, len(bodies))
        what = f"declarations, Kafka to PostgreSQL, {per_message} a message"
        results.append(
            Result(what, "rows/s", ours, "poll and COPY of the same bytes", theirs, least=LEAST, share=0.5)
        )
    return results


def _house(folder: Path, servers: ExitStack) -> House:
    kafka, postgres = choose_kafka(), choose_postgres()
    for server in (kafka, postgres):
        servers.callback(server.remove)
        server.start()
    settings = Settings(
        home=folder,
        database_url=postgres.fresh_database(),
        kafka_bootstrap=kafka.bootstrap,
        secret_key="a key for benchmarks only, long enough",  # type: ignore[arg-type]  # pydantic makes it a secret
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


def _worker(house: House, count: int) -> float:
    """Seconds from the first row stored to the last: joining the group is not counted."""
    stop = threading.Event()
    worker = threading.Thread(target=workers.consume, args=(house, "intake", stop))
    worker.start()
    with psycopg.connect(_plain_url(house), autocommit=True) as look:
        first, began = _wait_for(look, 1)
        _, ended = _wait_for(look, count)
    stop.set()
    worker.join()
    return (ended - began) * count / (count - first)


def _wait_for(look: psycopg.Connection[Any], least: int) -> tuple[int, float]:
    while True:
        row = look.execute("select coalesce(sum(rows), 0) from ingest_receipt").fetchone()
        found = int(row[0]) if row else 0
        if found >= least:
            return found, time.perf_counter()
        time.sleep(0.02)


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
                polled = consumer.poll(timeout_ms=1_000, max_records=500)
                records = [record for part in polled.values() for record in part]
                _copy(connection, [line for record in records for line in record.value.split(b"\n")])
                left -= len(records)
            return time.perf_counter() - began


def _copy(connection: psycopg.Connection[Any], lines: Sequence[bytes]) -> None:
    names = "id, feed, key, revision, fingerprint, learned_at, receipt, body, person, phone"
    with connection.cursor() as cursor, cursor.copy(f"copy bare ({names}) from stdin") as copy:
        for identifier, line in zip(new_ids(len(lines)), lines, strict=True):
            copy.write_row(
                (
                    identifier,
                    "declarations",
                    identifier,
                    1,
                    identifier,
                    BUSIEST,
                    "",
                    line.decode(),
                    identifier,
                    None,
                )
            )
    connection.commit()


def _plain_url(house: House) -> str:
    return str(house.settings.database_url).replace("+psycopg", "")
