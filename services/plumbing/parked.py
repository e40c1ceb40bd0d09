"""What is set aside: a message that failed again and again, with its error, until a person retries it."""

import logging
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.domain.base import Sentence
from services.domain.errors import PhenDauError
from services.domain.events import MessageParked
from services.plumbing.bus import Delivered
from services.plumbing.cloudevents import topic_of
from services.plumbing.database import Base, BigKey, Transaction

log = logging.getLogger(__name__)


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


def park(tx: Transaction, consumer: str, delivered: Delivered, body: str, error: Exception) -> None:
    """Set a message aside and say so, in the transaction that goes on behind it; `body` as it may be kept."""
    message = delivered.message
    said = error.sentence if isinstance(error, PhenDauError) else _unexpected(error)
    row = {
        "consumer": consumer,
        "topic": message.topic,
        "partition": delivered.partition,
        "offset": delivered.offset,
        "message_id": message.id,
        "key": _text(message.key),
        "headers": {_text(name): _text(value) for name, value in message.headers.items()},
        "body": _text(body),
        "error": said.en,
        "parked_at": tx.now,
    }
    tx.add(ParkedRow, [row])
    if message.topic != topic_of(MessageParked):  # else a fault in hearing of faults would never end
        tx.emit(MessageParked(learned_at=tx.now, consumer=consumer, source_topic=message.topic, error=said))
    log.error("parked", extra={"consumer": consumer, "id": message.id, **fault(error)})


def _text(told: str) -> str:
    """What PostgreSQL can hold: it knows no character zero."""
    return told.replace("\0", "\N{REPLACEMENT CHARACTER}")


def fault(error: Exception) -> dict[str, str]:
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
