"""Loops: consume, relay, send. Each can be run once, for the embedded house and for tests."""

import gc
import logging
import threading
from collections.abc import Callable, Collection
from functools import partial
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from tenacity import (
    RetryCallState,
    RetryError,
    Retrying,
    retry_if_exception_type,
    sleep_using_event,
    stop_when_event_set,
    wait_exponential,
)

from services.app.pipeline import Pipeline
from services.app.wiring import House
from services.domain.errors import Fenced, Unavailable
from services.plumbing.bus import LogReader
from services.plumbing.consuming import Consumer, deliver, portions, position
from services.plumbing.relay import relay

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

BATCH = 500
WAIT_SECONDS = 1.0
IDLE_SECONDS = 0.2
AT_ONCE = ("intake", "tracing", "work", "risk", "alerts")
"""What a command or a step of the replay waits for; linkage follows in its own time, its lag is shown."""

TRANSIENT = (DBAPIError, NoConnectionFree, Unavailable, Fenced)
"""Faults that pass: another worker was faster, or a server is being restarted."""


class Readers:
    """One open reading for each consumer of a house, in one thread: the embedded house between two steps."""

    def __init__(self, house: House, names: Collection[str] = AT_ONCE) -> None:
        """Opens those named: at first what grades and alerts, the rest may lag behind."""
        self._house = house
        self._readers = {name: open_reader(house, house.consumers[name]) for name in names}

    def settle(self) -> int:
        """Relay and deliver until nothing moves any more; returns how many messages were delivered.

        Consumers leave their events in the outbox: when nothing was relayed, only who was handed a full batch
        may have more to read.
        """
        delivered, full = 0, True
        while relay(self._house.database, self._house.log) or full:
            came = [self._turn(name, reader) for name, reader in self._readers.items()]
            delivered += sum(came)
            full = max(came) == BATCH
        return delivered

    def _turn(self, name: str, reader: LogReader) -> int:
        return consume_once(self._house, self._house.consumers[name], reader, wait_seconds=0.0)

    def close(self) -> None:
        """Leave: on Kafka others take over the partitions at once."""
        for reader in self._readers.values():
            reader.close()


def open_reader(house: House, consumer: Consumer) -> LogReader:
    """A reading of the consumer's topics, from its stored positions on."""
    return house.log.reader(consumer.name, consumer.topics, partial(position, house.database, consumer.name))


def consume_once(house: House, consumer: Consumer, reader: LogReader, wait_seconds: float) -> int:
    """One poll and one delivery; returns how many messages came. On any fault the reader is rewound."""
    batch = reader.poll(BATCH, wait_seconds)
    if batch:
        try:
            for portion in portions(consumer, batch):
                deliver(house.database, consumer, portion)
        except BaseException:
            reader.rewind()
            raise
    return len(batch)


def consume(house: House, name: str, stop: threading.Event) -> None:
    """The loop of `phendau work NAME`."""
    consumer = house.consumers[name]
    reader = _patiently(stop, partial(open_reader, house, consumer))
    if reader is None:
        return
    pipeline = Pipeline(house.database, consumer, reader)
    collect_seldom()
    try:
        while not stop.is_set():
            _patiently(stop, partial(pipeline.turn, WAIT_SECONDS))
    finally:
        pipeline.close()
        reader.close()


def collect_seldom() -> None:
    """A batch is a hundred thousand short-lived objects without cycles: looking for cycles costs a fifth."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def relay_all(house: House, stop: threading.Event) -> None:
    """The loop of `phendau work relay`."""
    while not stop.is_set():
        if not _patiently(stop, partial(relay, house.database, house.log)):
            stop.wait(IDLE_SECONDS)


def _patiently(stop: threading.Event, step: Callable[[], Answer]) -> Answer | None:
    """Try a step until it works or the loop is told to stop; what passes is waited for, not reported lost."""
    trying = Retrying(
        retry=retry_if_exception_type(TRANSIENT),
        wait=wait_exponential(multiplier=0.2, max=10),
        stop=stop_when_event_set(stop),
        sleep=sleep_using_event(stop),
        before_sleep=_say_so,
    )
    try:
        return trying(step)
    except RetryError:  # told to stop while the fault lasted: what is left is done after the next start
        return None


def _say_so(state: RetryCallState) -> None:
    # The class alone: a fault's text may quote a statement and its values.
    fault = state.outcome.exception() if state.outcome else None
    log.warning("waiting", extra={"fault": type(fault).__name__, "attempt": state.attempt_number})
