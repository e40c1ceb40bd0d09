"""A worker and a relay that kill or freeze themselves at a chosen point.

Everything but the point is the house's own code; the points are patched in here, production code knows none.
"""

import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.domain.errors import Fenced, Unavailable
from services.domain.events import FirstCaseAfterQuiet
from services.plumbing import cloudevents
from services.plumbing.bus import Delivered, EventLog, LogReader
from services.plumbing.bus.embedded import EmbeddedLog
from services.plumbing.clock import system_clock
from services.plumbing.consuming import Consumer, deliver, hearing, position
from services.plumbing.database import Database, Transaction
from services.plumbing.relay import relay

FIRES_AT_BATCH = 2  # something has been done before, and something is left to do
BATCH = 5
PAUSE = threading.Event()
log = logging.getLogger("worker")


@dataclass(frozen=True)
class Task:
    """What the test asked for."""

    role: str
    database: str
    kafka: str | None
    prefix: str
    consumer: str
    fault: str
    session_ms: int


class FaultPoint:
    """Fires once, when a step has been reached often enough."""

    def __init__(self, name: str, wanted: str) -> None:
        self._left = FIRES_AT_BATCH if name == wanted.split("-")[-1] else 0
        self._signal = signal.SIGSTOP if wanted.startswith("freeze") else signal.SIGKILL

    def reached(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), self._signal)


def main() -> None:
    """Build what the task names, and work until somebody ends us."""
    logging.basicConfig(level=logging.INFO)
    task = Task(**json.loads(sys.argv[1]))
    cloudevents.EVENT_TOPIC_PREFIX = task.prefix
    database = Database(task.database, system_clock)
    events = patiently(lambda: on_kafka(task) if task.kafka else EmbeddedLog(database))
    step = {"work": work, "relay": publish}[task.role](task, database, events)
    while True:
        patiently(step)


def on_kafka(task: Task) -> EventLog:
    """Imported here: the embedded house's processes start in half the time without it."""
    from services.plumbing.bus.kafka import KafkaLog

    return KafkaLog(task.kafka, session_seconds=task.session_ms / 1000)


def work(task: Task, database: Database, events: EventLog) -> Callable[[], None]:
    """One poll and one delivery."""
    polled, inside, committed = (FaultPoint(name, task.fault) for name in ("polled", "inside", "committed"))

    def handle(happened: FirstCaseAfterQuiet, tx: Transaction) -> None:
        tx.execute(text("INSERT INTO test_tally (cases) VALUES (:cases)"), [{"cases": happened.cases}])

    def after(tx: Transaction) -> None:
        inside.reached()

    consumer = hearing(task.consumer, {FirstCaseAfterQuiet: handle}, after)
    reading = partial(position, database, task.consumer)
    opened = patiently(lambda: events.reader(task.consumer, consumer.topics, reading))

    def one_batch() -> None:
        if batch := opened.poll(BATCH, 0.2):
            polled.reached()
            hand_over(database, consumer, opened, batch)
            committed.reached()

    return one_batch


def hand_over(database: Database, consumer: Consumer, source: LogReader, batch: list[Delivered]) -> None:
    try:
        deliver(database, consumer, batch)
    except BaseException:
        source.rewind()
        raise


def publish(task: Task, database: Database, events: EventLog) -> Callable[[], None]:
    """One round of the relay."""
    appended = FaultPoint("appended", task.fault)
    append = events.append

    def append_and_perhaps_die(messages: list[cloudevents.Message]) -> None:
        append(messages)
        appended.reached()

    events.append = append_and_perhaps_die

    def one_round() -> None:
        if not relay(database, events):
            PAUSE.wait(0.05)

    return one_round


def patiently(step: Callable[[], object]) -> object:
    """What passes is waited for, as the house's own loops do."""
    while True:
        try:
            return step()
        except (Fenced, Unavailable, DBAPIError) as fault:
            log.info("passing fault: %s", type(fault).__name__)
            PAUSE.wait(0.2)


if __name__ == "__main__":
    main()
