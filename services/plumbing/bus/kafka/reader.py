"""Reads from Kafka as one member of a group, always on from the stored positions."""

import threading
import time
from collections.abc import Iterable, Sequence
from typing import Any

from kafka import KafkaConsumer
from kafka.consumer.subscription_state import ConsumerRebalanceListener
from kafka.errors import UnknownTopicOrPartitionError

from services.plumbing.bus import Delivered, PositionOf
from services.plumbing.bus.kafka.faults import answering, shorter
from services.plumbing.cloudevents import Message, identity

SESSION_SECONDS = 10.0  # a killed worker's partitions move on after ten seconds
HEARTBEAT_MS = 2_500  # by a heartbeat a member hears that others have come, however long sessions are
LOOK_AROUND_MS = 5_000  # topics made while we joined are noticed in this time, not in five minutes

RECONNECT_MS = 2_000  # a broker that comes back is noticed in this time, not in half a minute
LEAST_POLL_MS = 100  # joining a group needs a moment within each poll; with none it never happens
TOPIC_SECONDS = 10  # a topic that was made is known everywhere within this time


class KafkaReader:
    """One member of a consumer group, always reading on from the stored positions."""

    def __init__(
        self,
        bootstrap: list[str],
        consumer: str,
        topics: Sequence[str],
        position_of: PositionOf,
        *,
        prefix: str = "",
        session_seconds: float = SESSION_SECONDS,
    ) -> None:
        """Joins the group at the first poll. `prefix` goes before its name and those of the topics."""
        self._position_of = position_of
        self._prefix = prefix
        self._wanted: dict[Any, int] = {}
        self._assigned = _Assigned()
        self._consumer = KafkaConsumer(
            bootstrap_servers=bootstrap,
            group_id=f"{prefix}phendau-{consumer}",
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            session_timeout_ms=int(session_seconds * 1000),
            heartbeat_interval_ms=min(int(session_seconds * 250), HEARTBEAT_MS),
            fetch_max_wait_ms=100,
            metadata_max_age_ms=LOOK_AROUND_MS,
            reconnect_backoff_max_ms=RECONNECT_MS,
        )
        named = [prefix + topic for topic in topics]
        try:
            self._wait_for(named)
        except BaseException:
            self.close()
            raise
        self._consumer.subscribe(named, listener=self._assigned)

    def poll(self, limit: int, timeout_seconds: float) -> Sequence[Delivered]:
        """Messages of the partitions this member holds, in offset order within each."""
        try:
            with answering():
                return self._polled(limit, timeout_seconds)
        except BaseException:
            self.rewind()  # the client has gone on past what it fetched for us: we have not
            raise

    def rewind(self) -> None:
        """After a rollback: read again from the stored positions."""
        self._assigned.again(self._consumer.assignment())

    def close(self) -> None:
        """Leave the group at once, so that others need not wait for the session to end."""
        self._consumer.close(autocommit=False)

    def _wait_for(self, topics: Sequence[str]) -> None:
        # Who joins before the broker has told of a fresh topic's partitions is given none of them.
        deadline = time.monotonic() + TOPIC_SECONDS
        while missing := [topic for topic in topics if not self._consumer.partitions_for_topic(topic)]:
            if time.monotonic() > deadline:
                raise UnknownTopicOrPartitionError(", ".join(missing))
            time.sleep(TOPIC_SECONDS / 100)

    def _polled(self, limit: int, timeout_seconds: float) -> list[Delivered]:
        self._finish_joining()
        self._go_to_stored_positions()
        polled = self._consumer.poll(
            timeout_ms=max(int(timeout_seconds * 1000), LEAST_POLL_MS), max_records=limit
        )
        moved = self._go_to_stored_positions()
        found: list[Delivered] = []
        for partition, records in polled.items():
            if partition not in moved:  # what came before the seek is not where we want to read
                found.extend(self._wanted_of(partition, records))
        return found

    def _finish_joining(self) -> None:
        # kafka-python 3.0.12: a join that new metadata started, and during which a poll ran out of time, is
        # never finished: the leader's own assignment makes `need_rejoin` false half-way. Say that it is true.
        coordinator = self._consumer._coordinator
        if coordinator.rejoining and not coordinator.need_rejoin():
            coordinator.request_rejoin()

    def _go_to_stored_positions(self) -> set[Any]:
        fresh = self._assigned.take() & set(self._consumer.assignment())
        ends = self._consumer.end_offsets(list(fresh)) if fresh else {}
        for partition in fresh:
            start = self._position_of(partition.topic.removeprefix(self._prefix), partition.partition)
            if start > ends[partition]:
                raise shorter(partition.topic)
            self._wanted[partition] = start
            self._consumer.seek(partition, start)
        return fresh

    def _wanted_of(self, partition: Any, records: list[Any]) -> list[Delivered]:
        found: list[Delivered] = []
        for record in records:
            sought = self._wanted.get(partition, 0)
            if record.offset >= sought:
                found.append(Delivered(record.partition, record.offset, self._message(record), sought))
                self._wanted[partition] = record.offset + 1
        return found

    def _message(self, record: Any) -> Message:
        headers = {name: (value or b"").decode(errors="replace") for name, value in record.headers or ()}
        topic = record.topic.removeprefix(self._prefix)
        identifier = identity(headers, place=f"{topic}-{record.partition}-{record.offset}")
        key = (record.key or b"").decode(errors="replace")
        return Message(topic, key, identifier, record.value or b"", headers)


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
