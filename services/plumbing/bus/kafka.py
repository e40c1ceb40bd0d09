"""The same event log on Apache Kafka. The only importer of kafka.

Offsets live in our database (see `bus/__init__`): the group only shares out the partitions. Each time a
partition is assigned, reading goes on from the stored position; the broker's own commits are not used.
"""

import logging
import threading
from collections.abc import Iterable, Sequence
from typing import Any

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.consumer.subscription_state import ConsumerRebalanceListener
from kafka.errors import KafkaError, TopicAlreadyExistsError

from services.domain.errors import Unavailable
from services.plumbing.bus import Delivered, PositionOf
from services.plumbing.cloudevents import Message

log = logging.getLogger(__name__)

PARTITIONS = 4  # one worker a partition: room for four of each kind before anybody repartitions
SEND_TIMEOUT_SECONDS = 30.0
SESSION_MS = 10_000  # a killed worker's partitions move on after ten seconds
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
            raise _unavailable(error) from error

    def reader(self, consumer: str, topics: Sequence[str], position_of: PositionOf) -> "KafkaReader":
        """A member of the consumer's group."""
        self._make(topics)
        try:
            return KafkaReader(self._bootstrap, consumer, topics, position_of)
        except KafkaError as error:
            raise _unavailable(error) from error

    def check(self) -> None:
        """Asks the broker for its topics."""
        try:
            admin = KafkaAdminClient(bootstrap_servers=self._bootstrap, bootstrap_timeout_ms=5_000)
            admin.list_topics()
            admin.close()
        except KafkaError as error:
            raise _unavailable(error) from error

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
        try:
            admin = KafkaAdminClient(bootstrap_servers=self._bootstrap)
            _create(admin, missing - set(admin.list_topics()))
            admin.close()
        except KafkaError as error:
            raise _unavailable(error) from error
        self._known |= missing


class KafkaReader:
    """One member of a consumer group, always reading on from the stored positions."""

    def __init__(
        self, bootstrap: list[str], consumer: str, topics: Sequence[str], position_of: PositionOf
    ) -> None:
        """Joins the group at the first poll."""
        self._position_of = position_of
        self._wanted: dict[Any, int] = {}
        self._assigned = _Assigned()
        self._consumer = KafkaConsumer(
            bootstrap_servers=bootstrap,
            group_id=f"phendau-{consumer}",
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            session_timeout_ms=SESSION_MS,
            heartbeat_interval_ms=SESSION_MS // 4,
            fetch_max_wait_ms=100,
        )
        self._consumer.subscribe(list(topics), listener=self._assigned)

    def poll(self, limit: int, timeout_seconds: float) -> Sequence[Delivered]:
        """Messages of the partitions this member holds, in offset order within each."""
        try:
            self._go_to_stored_positions()
            polled = self._consumer.poll(timeout_ms=int(timeout_seconds * 1000), max_records=limit)
            moved = self._go_to_stored_positions()
        except KafkaError as error:
            raise _unavailable(error) from error
        found: list[Delivered] = []
        for partition, records in polled.items():
            if partition not in moved:  # what came before the seek is not where we want to read
                found.extend(self._wanted_of(partition, records))
        return found

    def rewind(self) -> None:
        """After a rollback: read again from the stored positions."""
        self._assigned.again(self._consumer.assignment())

    def close(self) -> None:
        """Leave the group at once, so that others need not wait for the session to end."""
        self._consumer.close(autocommit=False)

    def _go_to_stored_positions(self) -> set[Any]:
        fresh = self._assigned.take() & set(self._consumer.assignment())
        for partition in fresh:
            start = self._position_of(partition.topic, partition.partition)
            self._wanted[partition] = start
            self._consumer.seek(partition, start)
        return fresh

    def _wanted_of(self, partition: Any, records: list[Any]) -> list[Delivered]:
        start = self._wanted.get(partition, 0)
        found = [
            Delivered(record.partition, record.offset, _message(record))
            for record in records
            if record.offset >= start
        ]
        if found:
            self._wanted[partition] = found[-1].offset + 1
        return found


class _Assigned(ConsumerRebalanceListener):  # type: ignore[misc]  # kafka-python ships no types
    """Notes, on the client's own thread, which partitions must be sought before their records count."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._fresh: set[Any] = set()

    def on_partitions_assigned(self, assigned: Iterable[Any]) -> None:
        self.again(assigned)

    def on_partitions_revoked(self, revoked: Iterable[Any]) -> None:
        with self._lock:
            self._fresh -= set(revoked)

    def again(self, partitions: Iterable[Any]) -> None:
        with self._lock:
            self._fresh |= set(partitions)

    def take(self) -> set[Any]:
        with self._lock:
            fresh, self._fresh = self._fresh, set()
        return fresh


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


def _message(record: Any) -> Message:
    headers = {name: (value or b"").decode(errors="replace") for name, value in record.headers or ()}
    # A stranger's message may lack an id: its place in the log is as good a name.
    identifier = headers.get("ce_id") or f"{record.topic}-{record.partition}-{record.offset}"
    key = (record.key or b"").decode(errors="replace")
    return Message(record.topic, key, identifier, record.value or b"", headers)


def _unavailable(error: Exception) -> Unavailable:
    return Unavailable(
        vi=f"Kafka không trả lời ({type(error).__name__}); kiểm tra PHENDAU_KAFKA_BOOTSTRAP và máy chủ.",
        en=f"Kafka does not answer ({type(error).__name__}); check PHENDAU_KAFKA_BOOTSTRAP and the broker.",
        field="PHENDAU_KAFKA_BOOTSTRAP",
        code="kafka_unavailable",
    )
