"""One log and one database, and a table in which a repeated effect would show."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select

from services.domain.errors import Fenced
from services.domain.events import FirstCaseAfterQuiet
from services.plumbing.bus import Delivered, EventLog, LogReader
from services.plumbing.cloudevents import Message, as_message, topic_of
from services.plumbing.consuming import AfterBatch, Consumer, ParkedRow, deliver, hearing, position
from services.plumbing.database import Database, OutboxRow, Transaction
from tests.servers.waiting import wait_until

NOW = datetime(2021, 1, 27, 18, tzinfo=UTC)
SECONDS = 30

DATABASES = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgres", id="postgres", marks=pytest.mark.postgres),
]
KINDS = [
    pytest.param(("embedded", "sqlite"), id="embedded-sqlite"),
    pytest.param(("embedded", "postgres"), id="embedded-postgres", marks=pytest.mark.postgres),
    pytest.param(("kafka", "sqlite"), id="kafka-sqlite", marks=pytest.mark.kafka),
    pytest.param(("kafka", "postgres"), id="kafka-postgres", marks=[pytest.mark.kafka, pytest.mark.postgres]),
]
ON_POSTGRES = [kind for kind in KINDS if kind.values[0][1] == "postgres"]
ON_KAFKA = [kind for kind in KINDS if kind.values[0][0] == "kafka"]

# No key but a count of its own: what is handled twice stands here twice.
tally = Table("test_tally", MetaData(), Column("nr", Integer, primary_key=True), Column("cases", Integer))


def case(cases: int, area: str = "22") -> FirstCaseAfterQuiet:
    """An event; its number of cases serves the tests as its name."""
    return FirstCaseAfterQuiet(learned_at=NOW, area=area, at=NOW, cases=cases, quiet_days=28)


def cases(count: int, area: str = "22") -> list[FirstCaseAfterQuiet]:
    """Events 0, 1, 2 … of one area."""
    return [case(number, area) for number in range(count)]


def broken(body: bytes = b"{") -> Message:
    """A message that nobody can read."""
    topic = topic_of(FirstCaseAfterQuiet)
    return Message(topic, "22", str(uuid.uuid4()), body)


def count_it(happened: FirstCaseAfterQuiet, tx: Transaction) -> None:
    """An effect that cannot be repeated unseen."""
    tx.execute(insert(tally), [{"cases": happened.cases}])


Handle = Callable[[FirstCaseAfterQuiet, Transaction], None]


@dataclass
class Pipes:
    """A house without rooms: what is said is counted."""

    database: Database
    log: EventLog
    name: str = field(default_factory=lambda: f"test-{uuid.uuid4().hex[:8]}")
    readers: list[LogReader] = field(default_factory=list)

    @property
    def topic(self) -> str:
        return topic_of(FirstCaseAfterQuiet)

    def say(self, *said: FirstCaseAfterQuiet | Message) -> None:
        """Append to the log."""
        self.log.append([one if isinstance(one, Message) else as_message(one) for one in said])

    def reader(self, position_of: Callable[[str, int], int] | None = None) -> LogReader:
        """One more reading of this consumer; closed when the test ends."""
        stored = partial(position, self.database, self.name)
        self.readers.append(self.log.reader(self.name, [self.topic], position_of or stored))
        return self.readers[-1]

    def consumer(self, handle: Handle = count_it, after: AfterBatch | None = None) -> Consumer:
        """The one who listens."""
        return hearing(self.name, {FirstCaseAfterQuiet: handle}, after)

    def deliver(self, batch: Sequence[Delivered], handle: Handle = count_it) -> None:
        """Hand over a batch."""
        deliver(self.database, self.consumer(handle), batch)

    def work(
        self, readers: Sequence[LogReader], until: Callable[[], bool], handle: Handle = count_it
    ) -> None:
        """What workers do, in turns, until the condition holds."""

        def done() -> bool:
            for reader in readers:
                self._one_batch(reader, handle)
            return until()

        wait_until(done, SECONDS, "the consumer has caught up")

    def _one_batch(self, reader: LogReader, handle: Handle) -> None:
        try:
            self.deliver(reader.poll(100, 0.2), handle)
        except Fenced:
            reader.rewind()

    def effects(self) -> list[int]:
        """What was counted, in the order of handling."""
        with self.database.reading() as tx:
            return list(tx.execute(select(tally.c.cases).order_by(tally.c.nr)).scalars())

    def parked(self) -> list[str]:
        """Bodies of what was set aside."""
        with self.database.reading() as tx:
            return list(tx.execute(select(ParkedRow.body).order_by(ParkedRow.id)).scalars())

    def outbox(self) -> list[str]:
        """Topics of what waits to be published."""
        with self.database.reading() as tx:
            return list(tx.execute(select(OutboxRow.topic).order_by(OutboxRow.seq)).scalars())

    def positions(self) -> int:
        """How many messages this consumer has left behind it."""
        stored = partial(position, self.database, self.name, self.topic)
        return sum(stored(partition) for partition in range(8))

    def close(self) -> None:
        """Readers first, for they read the log."""
        for reader in self.readers:
            reader.close()
        self.log.close()


def poll_until(reader: LogReader, count: int, limit: int = 100) -> list[Delivered]:
    """Poll until so many messages have come."""
    found: list[Delivered] = []

    def enough() -> bool:
        found.extend(reader.poll(min(limit, count - len(found)), 0.2))
        return len(found) >= count

    wait_until(enough, SECONDS, f"{count} messages are polled")
    return found
