"""Appends to Kafka, and opens readers of it; topics are made when they are first needed."""

import logging
import threading
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import Any

from kafka import KafkaAdminClient, KafkaProducer
from kafka.errors import KafkaError, TopicAlreadyExistsError

from services.plumbing.bus import PositionOf
from services.plumbing.bus.kafka.faults import answering, unavailable
from services.plumbing.bus.kafka.heads import heads_of
from services.plumbing.bus.kafka.reader import KafkaReader
from services.plumbing.cloudevents import Message

log = logging.getLogger(__name__)

PARTITIONS = 4  # one worker a partition: room for four of each kind before anybody repartitions
SEND_TIMEOUT_SECONDS = 30.0
LINGER_MS = 5
BATCH_BYTES = 262_144


class KafkaLog:
    """The log on a broker; topics are made when they are first needed."""

    def __init__(self, bootstrap: str, topics: Iterable[str] = ()) -> None:
        """`bootstrap`: host:port list; `topics` are made at once so that readers find them."""
        self._bootstrap = bootstrap.split(",")
        self._lock = threading.Lock()
        self._producer: KafkaProducer | None = None
        self._known: set[str] = set()
        self._make(topics)

    def append(self, messages: Sequence[Message]) -> None:
        """Waits for every acknowledgement (acks=all); raises Unavailable when one is missing."""
        self._make({message.topic for message in messages})
        try:
            producer = self._open_producer()
            futures = [
                producer.send(m.topic, key=m.key.encode(), value=m.body, headers=_headers(m))
                for m in messages
            ]
            for future in futures:
                future.get(timeout=SEND_TIMEOUT_SECONDS)
        except KafkaError as error:
            self._drop_producer()  # a producer that failed once may be stuck for good
            raise unavailable(error) from error

    def reader(self, consumer: str, topics: Sequence[str], position_of: PositionOf) -> "KafkaReader":
        """A member of the consumer's group."""
        self._make(topics)
        with answering():
            return KafkaReader(self._bootstrap, consumer, topics, position_of)

    def heads(self, topics: Sequence[str]) -> dict[tuple[str, int], int]:
        """Asks the broker where the topics end."""
        return heads_of(self._bootstrap, topics)

    def check(self) -> None:
        """Asks the broker for its topics."""
        with answering(), closing(KafkaAdminClient(**self._address(), bootstrap_timeout_ms=5_000)) as admin:
            admin.list_topics()

    def close(self) -> None:
        """Flush and close the producer."""
        self._drop_producer()

    def _open_producer(self) -> KafkaProducer:
        with self._lock:
            if self._producer is None:
                self._producer = KafkaProducer(
                    bootstrap_servers=self._bootstrap,
                    acks="all",
                    linger_ms=LINGER_MS,
                    batch_size=BATCH_BYTES,
                    delivery_timeout_ms=int(SEND_TIMEOUT_SECONDS * 1000),
                    max_block_ms=int(SEND_TIMEOUT_SECONDS * 1000),
                    request_timeout_ms=10_000,
                )
            return self._producer

    def _drop_producer(self) -> None:
        with self._lock:
            producer, self._producer = self._producer, None
        if producer is not None:
            producer.close(timeout=5)

    def _make(self, topics: Iterable[str]) -> None:
        missing = set(topics) - self._known
        if not missing:
            return
        with answering(), closing(KafkaAdminClient(**self._address())) as admin:
            _create(admin, missing - set(admin.list_topics()))
        self._known |= missing

    def _address(self) -> dict[str, Any]:
        return {"bootstrap_servers": self._bootstrap}


def _create(admin: KafkaAdminClient, topics: set[str]) -> None:
    if not topics:
        return
    try:
        admin.create_topics(
            {topic: {"num_partitions": PARTITIONS, "replication_factor": -1} for topic in sorted(topics)},
            wait_for_metadata=True,
        )
    except TopicAlreadyExistsError:
        log.info("topics were made by another process meanwhile")


def _headers(message: Message) -> list[tuple[str, bytes]]:
    return [(name, value.encode()) for name, value in message.headers.items()]
