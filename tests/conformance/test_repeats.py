"""The Kafka door keeps no inbox: what it took in it knows by the receipt. Held on both databases."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sqlalchemy import func, select

from services.ingest.feeds import FEEDS
from services.ingest.tables import ReceiptRow, RecordRow
from services.ingest.topics import intake_consumer
from services.plumbing.bus import Delivered
from services.plumbing.cloudevents import Message, intake_message
from services.plumbing.consuming import Consumer, ParkedRow, deliver
from services.plumbing.database import Database, InboxRow, Transaction
from tests.ingest.made_up import CASE, NOW, PRIVACY, reading_at

CONSUMER = intake_consumer(FEEDS, reading_at, lambda: NOW, PRIVACY)


def told(*codes: str) -> Message:
    body = json.dumps([{**CASE, "code": code} for code in codes]).encode()
    return intake_message("cases", body, key="k", at=NOW, source="/test")


def books(database: Database) -> dict[str, int]:
    with database.reading() as tx:
        return {
            table.__tablename__: tx.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (ReceiptRow, RecordRow, ParkedRow, InboxRow)
        }


def waiting(consumer: Consumer, wait: Callable[[], object]) -> Consumer:
    """The same consumer, which waits before its commit."""

    def after(_: Transaction) -> None:
        wait()

    return replace(consumer, after=after)


def test_two_workers_that_take_in_one_message_at_once_keep_it_once(any_database: Database) -> None:
    twice, alone = told("MAU1", "MAU2"), told("MAU3")
    kept, other_has_begun = threading.Event(), threading.Event()

    def hold() -> None:
        kept.set()
        other_has_begun.wait(5)

    def second() -> None:
        kept.wait(5)
        threading.Timer(0.3, other_has_begun.set).start()
        deliver(any_database, CONSUMER, [Delivered(1, 0, alone), Delivered(1, 1, twice)])

    with ThreadPoolExecutor(2) as workers:
        first = workers.submit(deliver, any_database, waiting(CONSUMER, hold), [Delivered(0, 0, twice)])
        workers.submit(second).result()
        first.result()

    expected = {"ingest_receipt": 2, "ingest_record": 3, "plumbing_parked": 0, "plumbing_inbox": 0}
    assert books(any_database) == expected


def test_a_message_that_comes_twice_in_one_batch_is_kept_once(any_database: Database) -> None:
    one = told("MAU1")

    deliver(any_database, CONSUMER, [Delivered(0, 0, one), Delivered(0, 1, one)])

    assert books(any_database)["ingest_receipt"] == 1
    assert books(any_database)["ingest_record"] == 1
