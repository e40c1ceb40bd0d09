"""From the log to a room: one batch, one transaction; a second delivery does nothing; poison is parked."""

import logging
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Mapped, mapped_column

from services.domain.base import Sentence
from services.domain.errors import Fenced, PhenDauError, Unavailable
from services.domain.events import Event, MessageParked
from services.plumbing.bus import Delivered
from services.plumbing.cloudevents import as_event, topic_of
from services.plumbing.database import Base, BigKey, Database, Transaction
from services.plumbing.positions import advance
from services.plumbing.positions import position as position  # asked for here by whoever consumes

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 5  # a fault that outlives five tries in a row needs a person

Handler = Callable[[Event, Transaction], None]
AfterBatch = Callable[[Transaction], None]
Receive = Callable[[Delivered, Transaction], None]


class ParkedRow(Base):
    """A message that failed again and again, set aside with its error until a person retries it."""

    __tablename__ = "plumbing_parked"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    consumer: Mapped[str] = mapped_column(String(60))
    topic: Mapped[str] = mapped_column(String(120))
    partition: Mapped[int]
    offset: Mapped[int] = mapped_column(BigKey)
    message_id: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(Text)
    headers: Mapped[dict[str, Any]]
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
    seal: Callable[[bytes], str] = lambda body: body.decode(errors="replace")
    """How the body of a parked message is kept: what strangers send may name people."""
    unseal: Callable[[str], bytes] = str.encode


def hearing(name: str, handlers: Mapping[type[Event], Handler], after: AfterBatch | None = None) -> Consumer:
    """A consumer of our own events: each kind to its handler."""

    def receive(delivered: Delivered, tx: Transaction) -> None:
        happened = as_event(delivered.message)
        handlers[type(happened)](happened, tx)

    return Consumer(name, tuple(topic_of(kind) for kind in handlers), receive, after or (lambda tx: None))


def deliver(database: Database, consumer: Consumer, batch: Sequence[Delivered]) -> None:
    """Hand a batch to a consumer, each message once, however often it comes.

    Raises Fenced when another worker has moved the position, and the database's own error when it does
    not answer: then nothing was written and the same batch may be delivered again.
    """
    try:
        _deliver_whole(database, consumer, batch)
    except Exception as error:  # whatever a handler raises: find the one message that is at fault
        if _passes(error):
            raise
        log.warning("batch failed, going on one by one", extra={"consumer": consumer.name, **_fault(error)})
        for delivered in batch:
            _deliver_alone(database, consumer, delivered)


def _deliver_whole(database: Database, consumer: Consumer, batch: Sequence[Delivered]) -> None:
    with database.transaction() as tx:
        advance(tx, consumer.name, batch)
        fresh = tx.first_sights(consumer.name, [delivered.message.id for delivered in batch])
        for delivered in batch:
            if delivered.message.id in fresh:
                fresh.remove(delivered.message.id)  # the same message may be in one batch twice
                consumer.receive(delivered, tx)
        consumer.after(tx)


def _deliver_alone(database: Database, consumer: Consumer, delivered: Delivered) -> None:
    for attempt in range(1, MAX_ATTEMPTS + 1):
        try:
            _deliver_whole(database, consumer, [delivered])
        except Exception as error:  # any fault of a handler counts as one attempt
            if _passes(error):
                raise
            if attempt == MAX_ATTEMPTS:
                _park(database, consumer, delivered, error)
        else:
            return


def _passes(error: Exception) -> bool:
    """A fault of a server or of timing, not of the message: the same batch may succeed later."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or isinstance(error, (OperationalError, InterfaceError))
    return isinstance(error, (Fenced, Unavailable, NoConnectionFree))


def _park(database: Database, consumer: Consumer, delivered: Delivered, error: Exception) -> None:
    """Set a message aside, say so, and go on behind it; all in one commit."""
    message = delivered.message
    said = error.sentence if isinstance(error, PhenDauError) else _unexpected(error)
    with database.transaction() as tx:
        advance(tx, consumer.name, [delivered])
        tx.first_sight(consumer.name, message.id)
        row = {
            "consumer": consumer.name,
            "topic": message.topic,
            "partition": delivered.partition,
            "offset": delivered.offset,
            "message_id": message.id,
            "key": _text(message.key),
            "headers": {_text(name): _text(value) for name, value in message.headers.items()},
            "body": _text(consumer.seal(message.body)),
            "error": said.en,
            "parked_at": tx.now,
        }
        tx.add(ParkedRow, [row])
        if message.topic != topic_of(MessageParked):  # else a fault in hearing of faults would never end
            parked = MessageParked(
                learned_at=tx.now, consumer=consumer.name, source_topic=message.topic, error=said
            )
            tx.emit(parked)
    log.error("parked", extra={"consumer": consumer.name, "id": message.id, **_fault(error)})


def _text(told: str) -> str:
    """What PostgreSQL can hold: it knows no character zero."""
    return told.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _fault(error: Exception) -> dict[str, str]:
    """The kind of a fault and its place: its text may quote what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return {"fault": type(error).__name__, "place": place}


def _unexpected(error: Exception) -> Sentence:
    # The class alone: an exception's text may quote what a person wrote.
    name = type(error).__name__
    return Sentence(
        vi=f"Lỗi không lường trước ({name}) khi xử lý; xem nhật ký và thử lại bằng `phendau parked`.",
        en=f"Unexpected fault ({name}) while handling; see the log and retry with `phendau parked`.",
    )
