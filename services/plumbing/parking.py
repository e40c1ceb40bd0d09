"""Messages that were set aside: what waits for a person, and one more try."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from services.domain.errors import NotFound
from services.plumbing.bus import Delivered
from services.plumbing.cloudevents import Message
from services.plumbing.consuming import Consumer, ParkedRow
from services.plumbing.database import Database, Transaction


@dataclass(frozen=True)
class Parked:
    """One message that failed again and again. Its body is not shown: it may name people."""

    id: int
    consumer: str
    topic: str
    error: str
    parked_at: datetime


def parked_messages(tx: Transaction) -> list[Parked]:
    """What waits for a person, oldest first."""
    row = ParkedRow
    waiting = (
        select(row.id, row.consumer, row.topic, row.error, row.parked_at)
        .where(row.released_at.is_(None))
        .order_by(row.id)
    )
    return [Parked(*tuple(found)) for found in tx.execute(waiting)]


def release(database: Database, consumers: Mapping[str, Consumer], parked_id: int) -> None:
    """Hand a parked message to its consumer once more; raises what the handler raises, and stays parked."""
    here = (ParkedRow.id == parked_id) & ParkedRow.released_at.is_(None)
    with database.transaction() as tx:
        # Claimed first: of two people who retry it at once, the second waits and finds it gone.
        claim = (
            update(ParkedRow).where(here).values(released_at=tx.now).returning(*ParkedRow.__table__.columns)
        )
        row = tx.execute(claim).one_or_none()
        if row is None:
            raise NotFound(
                vi=f"Không có tin nhắn tạm giữ số {parked_id}; xem danh sách bằng `phendau parked`.",
                en=f"No parked message {parked_id}; `phendau parked` lists them.",
                field="id",
            )
        consumer = consumers[row.consumer]
        message = Message(row.topic, row.key, row.message_id, consumer.unseal(row.body), row.headers)
        consumer.receive(Delivered(row.partition, row.offset, message), tx)
        consumer.after(tx)
