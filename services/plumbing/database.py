"""Transactions, outbox, inbox. Only this module commits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Executable,
    Integer,
    MetaData,
    Result,
    String,
    func,
    insert,
    make_url,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from services.domain.events import Event
from services.plumbing.cloudevents import Message, as_message
from services.plumbing.engine import READING, open_engine

Row = Mapping[str, Any]


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


class InboxRow(Base):
    """A consumer has handled this event: a second delivery does nothing."""

    __tablename__ = "plumbing_inbox"
    consumer: Mapped[str] = mapped_column(String(60), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime]


class Transaction:
    """One unit of work. It commits when its `with` block ends, and only then."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        """`now` is the moment all rows of this transaction share."""
        self._connection = connection
        self.now = now

    @property
    def dialect(self) -> str:
        """sqlite or postgresql."""
        return self._connection.dialect.name

    def execute(self, statement: Executable, rows: Sequence[Row] | None = None) -> Result[Any]:
        """Run a statement, once or for each row."""
        return self._connection.execute(statement, rows) if rows else self._connection.execute(statement)

    def add(self, table: type[Base], rows: Iterable[Row]) -> None:
        """Add rows in bulk."""
        rows = list(rows)
        if rows:
            self._connection.execute(insert(table), rows)

    def add_new(self, table: type[Base], rows: Iterable[Row]) -> int:
        """Add rows whose key is not there yet; returns how many were new."""
        rows = list(rows)
        if not rows:
            return 0
        # Counted by what comes back: psycopg does not say how many rows of a bulk insert were new.
        key = list(table.__table__.primary_key)[0]
        statement = self._insert(table).on_conflict_do_nothing().returning(key)
        return len(self._connection.execute(statement, rows).all())

    def put(self, table: type[Base], row: Row) -> None:
        """Add a row, or replace the one with its primary key."""
        keys = [column.name for column in table.__table__.primary_key]
        fresh = {name: value for name, value in row.items() if name not in keys}
        statement = self._insert(table).values(dict(row))
        if fresh:
            statement = statement.on_conflict_do_update(index_elements=keys, set_=fresh)
        else:
            statement = statement.on_conflict_do_nothing()
        self._connection.execute(statement)

    def lock(self, name: str) -> None:
        """Wait until no other transaction holds this name; held until the end. SQLite has one pen anyway."""
        if self.dialect == "postgresql":
            self._connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(name))))

    def emit(self, *events: Event) -> None:
        """Leave events in the outbox: they are published if, and only if, this transaction commits."""
        self.add(OutboxRow, (_outbox_row(as_message(happened)) for happened in events))

    def first_sight(self, consumer: str, event_id: str) -> bool:
        """True the first time this consumer meets the event; noted in this same transaction."""
        return event_id in self.first_sights(consumer, [event_id])

    def first_sights(self, consumer: str, event_ids: Iterable[str]) -> set[str]:
        """Which of these events the consumer meets for the first time; noted in this same transaction."""
        # Sorted: two consumers' workers that note the same ids cannot wait for each other in a ring.
        rows = [
            {"consumer": consumer, "event_id": one, "seen_at": self.now} for one in sorted(set(event_ids))
        ]
        noted = self._insert(InboxRow).on_conflict_do_nothing().returning(InboxRow.event_id)
        return set(self._connection.execute(noted, rows).scalars()) if rows else set()

    def _insert(self, table: type[Base]) -> Any:  # the two dialects' inserts share no typed base
        return (sqlite if self.dialect == "sqlite" else postgresql).insert(table)


class Database:
    """One database; hands out transactions. SQLite (WAL, synchronous=FULL) or PostgreSQL."""

    def __init__(self, url: str, clock: Any) -> None:
        """`url` as SQLAlchemy writes it; `clock` dates what transactions write."""
        self.url = make_url(url)
        self.engine = open_engine(url)
        self._clock = clock

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A unit of work that may write; commits at the end, rolls back on any error."""
        with self.engine.begin() as connection:
            yield Transaction(connection, self._clock())

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A consistent look that writes nothing and holds up nobody."""
        kind = self.engine.dialect.name
        with self.engine.connect().execution_options(**READING[kind]) as connection:
            yield Transaction(connection, self._clock())

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def _outbox_row(message: Message) -> Row:
    return {
        "topic": message.topic,
        "key": message.key,
        "id": message.id,
        "headers": dict(message.headers),
        "body": message.body.decode(),
    }
