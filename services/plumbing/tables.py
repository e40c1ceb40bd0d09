"""What every table of the house is made of, and the two tables of the pipes: outbox and inbox."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from services.plumbing.cloudevents import Message


class Instant(TypeDecorator[datetime]):
    """A moment kept in UTC: SQLite has no zones, so what comes back is given its UTC again."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables of the house; each room declares its own in its `tables.py`, prefixed with its name."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Instant, dict[str, Any]: JSON, list[Any]: JSON}


BigKey = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER counts by itself on SQLite


class OutboxRow(Base):
    """An event that a committed transaction left to be published."""

    __tablename__ = "plumbing_outbox"
    seq: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=True)
    topic: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(String(120))
    id: Mapped[str] = mapped_column(String(64))
    headers: Mapped[dict[str, Any]]
    body: Mapped[str]


def outbox_row(message: Message) -> dict[str, Any]:
    """A message as the outbox keeps it."""
    return {
        "topic": message.topic,
        "key": message.key,
        "id": message.id,
        "headers": dict(message.headers),
        "body": message.body.decode(),
    }


class InboxRow(Base):
    """A consumer has handled this event: a second delivery does nothing."""

    __tablename__ = "plumbing_inbox"
    consumer: Mapped[str] = mapped_column(String(60), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime]
