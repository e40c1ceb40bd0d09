"""Appends to Kafka, and opens readers of it; topics are made when they are first needed."""

import logging
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from typing import Any

from kafka import KafkaAdminClient, KafkaProducer
from kafka.errors import KafkaError, TopicAlreadyExistsError

from services.domain.errors import Unavailable
from services.plumbing.bus import PositionOf
from services.plumbing.bus.kafka.faults import answering, resting
from services.plumbing.bus.kafka.heads import heads_of
from services.plumbing.bus.kafka.in_flight import InFlight, in_portions
from services.plumbing.bus.kafka.reader import LOOK_AROUND_MS, RECONNECT_MS, SESSION_SECONDS, KafkaReader
from services.plumbing.cloudevents import Message
from services.plumbing.faultpoints import reached

log = logging.getLogger(__name__)

PARTITIONS = 4  # one worker a partition: room for four of each kind before anybody repartitions
SEND_TIMEOUT_SECONDS = 15.0
CONNECT_MS = 5_000
REST_SECONDS = 1.0
"""After a failure nobody else waits for the same broker: callers are told at once, for this long."""
CLOSE_SECONDS = 2.0
LINGER_MS = 5
BATCH_BYTES = 262_144
LARGEST = 6 << 20
"""Bytes of one message with its headers: what comes by HTTP (5 MB) must fit through the topic too."""


class KafkaLog:
    """The log on a broker; topics are made when they are first needed."""

    def __init__(
        self,
        bootstrap: str,
        topics: Iterable[str] = (),
        *,
        prefix: str = "",
        session_seconds: float = SESSION_SECONDS,
    ) -> None:
        """`bootstrap`: host:port list; `topics` are made at once so that readers find them.

        `prefix` goes before every topic and group; a member silent for `session_seconds` is dismissed.
        """
        self._bootstrap = bootstrap.split(",")
        self._prefix, self._session_seconds = prefix, session_seconds
        self._lock = threading.Lock()
        self._producer: KafkaProducer | None = None
        self._rests_until = 0.0
        self._in_flight = InFlight()
        self._known: set[str] = set()
        self._make(topics)

    def append(self, messages: Sequence[Message]) -> None:
        """Waits for every acknowledgement (acks=all); raises Unavailable when one is missing.

        What waits at once is bounded, over all threads. While the broker is away callers are told so
        after SEND_TIMEOUT_SECONDS at the latest, and at once when another has just found out.
        """
        reached("appending")
        for portion in in_portions(messages):
            with self._in_flight.room_for(portion, SEND_TIMEOUT_SECONDS):
                self._append(portion)
        reached("acknowledged")

    def reader(self, consumer: str, topics: Sequence[str], position_of: PositionOf) -> KafkaReader:
        """A member of the consumer's group."""
        self._make(topics)
        with answering():
            return KafkaReader(
                self._bootstrap,
                consumer,
                topics,
                position_of,
                prefix=self._prefix,
                session_seconds=self._session_seconds,
            )

    def heads(self, topics: Sequence[str]) -> dict[tuple[str, int], int]:
        """Asks the broker where the topics end."""
        return heads_of(self._address(), topics, self._prefix)

    def check(self) -> None:
        """Asks the broker for its topics."""
        with answering(), closing(KafkaAdminClient(**self._address())) as admin:
            admin.list_topics()

    def close(self) -> None:
        """Close the producer: whoever appended has waited for his acknowledgements."""
        with self._lock:
            producer, self._producer = self._producer, None
        _end(producer)

    def _append(self, portion: Sequence[Message]) -> None:
        if time.monotonic() < self._rests_until:
            raise resting()
        producer = None
        try:
            self._make({message.topic for message in portion})
            with answering():
                producer = self._open_producer()
                self._send(producer, portion)
        except Unavailable:
            self._give_up(producer)
            raise

    def _send(self, producer: KafkaProducer, portion: Sequence[Message]) -> None:
        futures = [
            producer.send(self._prefix + m.topic, key=m.key.encode(), value=m.body, headers=_headers(m))
            for m in portion
        ]
        reached("sent")
        for future in futures:
            future.get(timeout=SEND_TIMEOUT_SECONDS)

    def _give_up(self, failed: KafkaProducer | None) -> None:
        """A client that failed once may be stuck for good, and a topic may have been removed."""
        self._known.clear()
        self._rests_until = time.monotonic() + REST_SECONDS
        with self._lock:
            if self._producer is failed:  # else another thread has opened a fresh one meanwhile
                self._producer = None
        _end(failed)

    def _open_producer(self) -> KafkaProducer:
        with self._lock:
            if self._producer is None:
                self._producer = KafkaProducer(
                    **self._address(),
                    acks="all",
                    linger_ms=LINGER_MS,
                    batch_size=BATCH_BYTES,
                    max_request_size=LARGEST,
                    metadata_max_age_ms=LOOK_AROUND_MS,
                    reconnect_backoff_max_ms=RECONNECT_MS,
                    delivery_timeout_ms=int(SEND_TIMEOUT_SECONDS * 1000),
                    max_block_ms=int(SEND_TIMEOUT_SECONDS * 1000),
                    request_timeout_ms=int(SEND_TIMEOUT_SECONDS * 500),
                )
            return self._producer

    def _make(self, topics: Iterable[str]) -> None:
        missing = {self._prefix + topic for topic in topics} - self._known
        if not missing:
            return
        with answering(), closing(KafkaAdminClient(**self._address())) as admin:
            _create(admin, missing - set(admin.list_topics()))
        self._known |= missing

    def _address(self) -> dict[str, Any]:
        return {"bootstrap_servers": self._bootstrap, "bootstrap_timeout_ms": CONNECT_MS}


def _end(producer: KafkaProducer | None) -> None:
    if producer is None:
        return
    # kafka-python 3.0.12: with something unsent, `close` alone raises half-way and leaves its thread, and
    # all that it holds, behind. What is unsent here has been reported as not sent.
    producer._sender.force_close()
    with suppress(KafkaError):
        producer.close(timeout=CLOSE_SECONDS)


def _create(admin: KafkaAdminClient, topics: set[str]) -> None:
    if not topics:
        return
    wanted = {
        "num_partitions": PARTITIONS,
        "replication_factor": -1,
        "configs": {"max.message.bytes": str(LARGEST)},
    }
    try:
        admin.create_topics({topic: wanted for topic in sorted(topics)}, wait_for_metadata=True)
    except TopicAlreadyExistsError:
        log.info("topics were made by another process meanwhile")


def _headers(message: Message) -> list[tuple[str, bytes]]:
    return [(name, value.encode()) for name, value in message.headers.items()]
