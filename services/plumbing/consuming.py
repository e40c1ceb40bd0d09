"""From the log to a room: one batch, one transaction; a second delivery does nothing; poison is parked."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Integer, String, Text, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, mapped_column

from services.domain.base import Sentence
from services.domain.errors import Fenced, PhenDauError
from services.domain.events import Event, MessageParked
from services.plumbing.bus import Delivered
from services.plumbing.cloudevents import as_event, topic_of
from services.plumbing.database import Base, BigKey, Database, Transaction

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 5  # a fault that outlives five tries in a row needs a person

Handler = Callable[[Event, Transaction], None]
AfterBatch = Callable[[Transaction], None]
Receive = Callable[[Delivered, Transaction], None]


class PositionRow(Base):
    """The next offset a consumer wants of one partition; moved in the transaction of its work."""

    __tablename__ = "plumbing_position"
    consumer: Mapped[str] = mapped_column(String(60), primary_key=True)
    topic: Mapped[str] = mapped_column(String(120), primary_key=True)
    partition: Mapped[int] = mapped_column(Integer, primary_key=True)
    next_offset: Mapped[int] = mapped_column(BigKey)


class ParkedRow(Base):
    """A message that failed again and again, set aside with its error until a person retries it."""

    __tablename__ = "plumbing_parked"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    consumer: Mapped[str] = mapped_column(String(60))
    topic: Mapped[str] = mapped_column(String(120))
    partition: Mapped[int]
    offset: Mapped[int] = mapped_column(BigKey)
    message_id: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    error: Mapped[str] = mapped_column(Text)
    parked_at: Mapped[datetime]
    released_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Consumer:
    """Who listens to what: `receive` takes one message, `after` runs once at the end of each batch."""

    name: str
    topics: tuple[str, ...]
    receive: Receive
    after: AfterBatch = field(default=lambda tx: None)


def hearing(name: str, handlers: Mapping[type[Event], Handler], after: AfterBatch | None = None) -> Consumer:
    """A consumer of our own events: each kind to its handler."""

    def receive(delivered: Delivered, tx: Transaction) -> None:
        happened = as_event(delivered.message)
        handlers[type(happened)](happened, tx)

    return Consumer(name, tuple(topic_of(kind) for kind in handlers), receive, after or (lambda tx: None))


def position(database: Database, consumer: str, topic: str, partition: int) -> int:
    """Where the consumer goes on reading; 0 at first."""
    wanted = select(PositionRow.next_offset).where(
        PositionRow.consumer == consumer, PositionRow.topic == topic, PositionRow.partition == partition
    )
    with database.reading() as tx:
        return tx.execute(wanted).scalar_one_or_none() or 0


def deliver(database: Database, consumer: Consumer, batch: Sequence[Delivered]) -> None:
    """Hand a batch to a consumer, each message once, however often it comes.

    Raises Fenced when another worker has moved the position, and the database's own error when it does
    not answer: then nothing was written and the same batch may be delivered again.
    """
    try:
        _deliver_whole(database, consumer, batch)
    except (Fenced, DBAPIError):
        raise
    except Exception:  # whatever a handler raises: find the one message that is at fault
        log.exception("batch failed, going on one by one", extra={"consumer": consumer.name})
        for delivered in batch:
            _deliver_alone(database, consumer, delivered)


def _deliver_whole(database: Database, consumer: Consumer, batch: Sequence[Delivered]) -> None:
    with database.transaction() as tx:
        _advance(tx, consumer.name, batch)
        seen = tx.seen(consumer.name, [delivered.message.id for delivered in batch])
        for delivered in batch:
            if delivered.message.id not in seen and tx.first_sight(consumer.name, delivered.message.id):
                consumer.receive(delivered, tx)
        consumer.after(tx)


def _deliver_alone(database: Database, consumer: Consumer, delivered: Delivered) -> None:
    for attempt in range(1, MAX_ATTEMPTS + 1):
        try:
            _deliver_whole(database, consumer, [delivered])
        except (Fenced, DBAPIError):
            raise
        except Exception as error:  # any fault of a handler counts as one attempt
            if attempt == MAX_ATTEMPTS:
                _park(database, consumer.name, delivered, error)
        else:
            return


def _advance(tx: Transaction, consumer: str, batch: Sequence[Delivered]) -> None:
    """Move each partition's position from the batch's first offset past its last, or be fenced."""
    spans: dict[tuple[str, int], tuple[int, int]] = {}
    for one in batch:
        place = (one.message.topic, one.partition)
        first, _ = spans.get(place, (one.offset, one.offset))
        spans[place] = (first, one.offset)
    for (topic, partition), (first, last) in sorted(spans.items()):
        _move(tx, consumer, topic, partition, first, last + 1)


def _move(tx: Transaction, consumer: str, topic: str, partition: int, first: int, beyond: int) -> None:
    start = {"consumer": consumer, "topic": topic, "partition": partition, "next_offset": 0}
    tx.add_new(PositionRow, [start])
    here = (
        (PositionRow.consumer == consumer)
        & (PositionRow.topic == topic)
        & (PositionRow.partition == partition)
    )
    # A log may skip offsets (transaction markers, expired segments) but never goes back: the stored
    # position must lie at or before the batch, and nobody may have moved it since we read it.
    expected = tx.execute(select(PositionRow.next_offset).where(here).with_for_update()).scalar_one()
    moved = tx.execute(
        update(PositionRow).where(here, PositionRow.next_offset == expected).values(next_offset=beyond)
    )
    if expected > first or moved.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result has it
        raise Fenced(
            vi=f"Vị trí đọc của '{consumer}' trên '{topic}' đã do tiến trình khác cập nhật; đọc lại từ đó.",
            en=f"Another worker moved '{consumer}' on '{topic}'; start again from the stored position.",
        )


def _park(database: Database, consumer: str, delivered: Delivered, error: Exception) -> None:
    """Set a message aside, say so, and go on behind it; all in one commit."""
    message = delivered.message
    said = error.sentence if isinstance(error, PhenDauError) else _unexpected(error)
    with database.transaction() as tx:
        _advance(tx, consumer, [delivered])
        tx.first_sight(consumer, message.id)
        row = {
            "consumer": consumer,
            "topic": message.topic,
            "partition": delivered.partition,
            "offset": delivered.offset,
            "message_id": message.id,
            "body": message.body.decode(errors="replace"),
            "error": said.en,
            "parked_at": tx.now,
        }
        tx.add(ParkedRow, [row])
        tx.emit(MessageParked(learned_at=tx.now, consumer=consumer, source_topic=message.topic, error=said))


def _unexpected(error: Exception) -> Sentence:
    # The class alone: an exception's text may quote what a person wrote.
    name = type(error).__name__
    return Sentence(
        vi=f"Lỗi không lường trước ({name}) khi xử lý; xem nhật ký và thử lại bằng `phendau parked`.",
        en=f"Unexpected fault ({name}) while handling; see the log and retry with `phendau parked`.",
    )
