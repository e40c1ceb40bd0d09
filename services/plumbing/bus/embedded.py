"""The event log kept in the database: durable, for one process or a few."""

import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, LargeBinary, String, UniqueConstraint, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from services.plumbing.bus import Delivered, PositionOf
from services.plumbing.cloudevents import Message
from services.plumbing.database import Base, Database, Transaction
from services.plumbing.faultpoints import reached

PARTITION = 0  # one writer at a time orders the whole topic; partitions would buy nothing here
LOOK_AGAIN_SECONDS = 0.05


class LogRow(Base):
    """One message; offsets of a topic have no gaps."""

    __tablename__ = "plumbing_log"
    __table_args__ = (UniqueConstraint("topic", "id"),)
    topic: Mapped[str] = mapped_column(String(120), primary_key=True)
    offset: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(120))
    id: Mapped[str] = mapped_column(String(64))
    headers: Mapped[dict[str, Any]]
    body: Mapped[bytes] = mapped_column(LargeBinary)  # a log carries bytes, whatever they mean
    appended_at: Mapped[datetime]


class LogHead(Base):
    """The next free offset of a topic; taking it makes appenders wait for each other, in order."""

    __tablename__ = "plumbing_log_head"
    topic: Mapped[str] = mapped_column(String(120), primary_key=True)
    next_offset: Mapped[int] = mapped_column(Integer)


class EmbeddedLog:
    """The log in a database of ours: SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        """Keeps its messages in `plumbing_log` of this database."""
        self._database = database

    def append(self, messages: Sequence[Message]) -> None:
        """All of them or none; a message whose id the topic already has is left out."""
        reached("appending")
        by_topic: dict[str, list[Message]] = {}
        for message in messages:
            by_topic.setdefault(message.topic, []).append(message)
        with self._database.transaction() as tx:
            for topic in sorted(by_topic):  # always the same order: two appenders cannot wait in a ring
                _append(tx, topic, by_topic[topic])
        reached("acknowledged")

    def reader(self, consumer: str, topics: Sequence[str], position_of: PositionOf) -> "EmbeddedReader":
        """A reading that looks into the table."""
        return EmbeddedReader(self._database, topics, position_of)

    def heads(self, topics: Sequence[str]) -> dict[tuple[str, int], int]:
        """Where the topics end."""
        wanted = select(LogHead.topic, LogHead.next_offset).where(LogHead.topic.in_(topics))
        with self._database.reading() as tx:
            return {(row.topic, PARTITION): row.next_offset for row in tx.execute(wanted)}

    def check(self) -> None:
        """The log is there when the database is."""
        with self._database.reading() as tx:
            tx.execute(select(LogHead.topic).limit(1))

    def close(self) -> None:
        """Nothing of its own to give back."""


class EmbeddedReader:
    """Reads from the stored position, or behind what it has handed out and nobody has taken back yet.

    Whoever keeps one batch while he asks for the next is not handed the first one again; after a rollback
    he says so (`rewind`), and what was rolled back comes again.
    """

    def __init__(self, database: Database, topics: Sequence[str], position_of: PositionOf) -> None:
        """`position_of` is asked at every poll."""
        self._database = database
        self._topics = topics
        self._position_of = position_of
        self._read_out: dict[str, int] = {}
        """Topics that were read to this head: until the head moves there is nothing to ask."""
        self._handed_out: dict[str, int] = {}

    def poll(self, limit: int, timeout_seconds: float) -> Sequence[Delivered]:
        """Messages after the position, oldest topic name first."""
        deadline = time.monotonic() + timeout_seconds
        while not (found := self._look(limit)) and time.monotonic() < deadline:
            time.sleep(LOOK_AGAIN_SECONDS)
        return found

    def rewind(self) -> None:
        """Ask for the stored positions again, and forget what was handed out."""
        self._read_out.clear()
        self._handed_out.clear()

    def close(self) -> None:
        """Nothing is held between polls."""

    def _look(self, limit: int) -> list[Delivered]:
        found: list[Delivered] = []
        heads = self._heads()
        for topic in self._topics:
            head = heads.get(topic, 0)
            if head > self._read_out.get(topic, 0) and len(found) < limit:
                found.extend(self._unread(topic, head, limit - len(found)))
        return found

    def _unread(self, topic: str, head: int, limit: int) -> list[Delivered]:
        start = max(self._position_of(topic, PARTITION), self._handed_out.get(topic, 0))
        rows = self._rows(topic, start, limit) if start < head else []
        if rows:
            start = self._handed_out[topic] = rows[-1].offset + 1
        if not rows or start >= head:
            self._read_out[topic] = head
        return rows

    def _heads(self) -> dict[str, int]:
        with self._database.reading() as tx:
            return {row.topic: row.next_offset for row in tx.execute(_HEADS)}

    def _rows(self, topic: str, start: int, limit: int) -> list[Delivered]:
        with self._database.reading() as tx:
            rows = tx.execute(_FROM, [{"on": topic, "start": start, "most": limit}]).all()
        return [
            Delivered(PARTITION, row.offset, Message(topic, row.key, row.id, row.body, row.headers))
            for row in rows
        ]


_ON: Any = bindparam("on")
_FROM = (
    select(LogRow.offset, LogRow.key, LogRow.id, LogRow.headers, LogRow.body)
    .where(LogRow.topic == _ON, LogRow.offset >= bindparam("start"))
    .order_by(LogRow.offset)
    .limit(bindparam("most"))
)
_KNOWN = select(LogRow.id).where(LogRow.topic == _ON, LogRow.id.in_(bindparam("ids", expanding=True)))
_HEADS = select(LogHead.topic, LogHead.next_offset)
_LOCKED_HEAD = (
    update(LogHead)
    .where(LogHead.topic == _ON)
    .values(next_offset=LogHead.next_offset)
    .returning(LogHead.next_offset)
)
_MOVE_ON = update(LogHead).where(LogHead.topic == _ON).values(next_offset=bindparam("next"))


def _append(tx: Transaction, topic: str, messages: Sequence[Message]) -> None:
    start = _queue_up(tx, topic)
    fresh = _unknown(tx, topic, messages)
    tx.add(LogRow, (_row(topic, start + n, message, tx.now) for n, message in enumerate(fresh)))
    tx.execute(_MOVE_ON, {"on": topic, "next": start + len(fresh)})


def _queue_up(tx: Transaction, topic: str) -> int:
    """The next free offset, once no other appender of the topic is at it."""
    # An update that changes nothing takes the row's lock.
    head = tx.execute(_LOCKED_HEAD, {"on": topic}).scalar_one_or_none()
    if head is None:
        tx.add_new(LogHead, [{"topic": topic, "next_offset": 0}])
        head = tx.execute(_LOCKED_HEAD, {"on": topic}).scalar_one()
    return int(head)


def _unknown(tx: Transaction, topic: str, messages: Sequence[Message]) -> list[Message]:
    have = set(tx.execute(_KNOWN, [{"on": topic, "ids": [m.id for m in messages]}]).scalars())
    return list({m.id: m for m in messages if m.id not in have}.values())


def _row(topic: str, offset: int, message: Message, now: datetime) -> dict[str, Any]:
    return {
        "topic": topic,
        "offset": offset,
        "key": message.key,
        "id": message.id,
        "headers": dict(message.headers),
        "body": message.body,
        "appended_at": now,
    }
