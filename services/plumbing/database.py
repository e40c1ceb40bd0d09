"""Transactions, outbox, inbox. Only this module commits."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    Result,
    func,
    make_url,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from services.domain.events import Event
from services.plumbing.bulk import add_in_bulk
from services.plumbing.cloudevents import as_message
from services.plumbing.engine import READING, open_engine
from services.plumbing.faultpoints import reached
from services.plumbing.inserts import first_sights, insert_into, new_rows
from services.plumbing.many import all_at_once, listed, one_by_one, these
from services.plumbing.tables import Base as Base
from services.plumbing.tables import BigKey as BigKey
from services.plumbing.tables import InboxRow as InboxRow
from services.plumbing.tables import Instant as Instant
from services.plumbing.tables import OutboxRow as OutboxRow
from services.plumbing.tables import outbox_row

Row = Mapping[str, Any]


class Transaction:
    """One unit of work. It commits when its `with` block ends, and only then."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        """`now` is the moment all rows of this transaction share."""
        self._connection = connection
        self.now = now
        self._last: list[tuple[str, Callable[[], None]]] = []

    @property
    def dialect(self) -> str:
        """sqlite or postgresql."""
        return self._connection.dialect.name

    def execute(self, statement: Executable, rows: Sequence[Row] | Row | None = None) -> Result[Any]:
        """Run a statement: once, once with these values, or once for each row."""
        return self._connection.execute(statement, rows) if rows else self._connection.execute(statement)

    def add(self, table: type[Base], rows: Iterable[Row]) -> None:
        """Add rows that all name the same columns."""
        rows = list(rows)
        if rows:
            self.pour(table, tuple(rows[0]), (tuple(row.values()) for row in rows))

    def pour(self, table: type[Base], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add rows by the thousand: each holds its values in the order of `names`."""
        add_in_bulk(self._connection, table.__table__, names, rows)  # type: ignore[arg-type]  # a FromClause by its hint, a Table in fact

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """What another writer makes fail inside is undone, and what was done before stays.

        The error goes on to the caller. SQLite has one writer: nothing can come between, nothing is marked.
        """
        if self.dialect == "sqlite":
            yield
        else:
            with self._connection.begin_nested():
                yield

    def among(self, column: InstrumentedAttribute[Any], values: Collection[str]) -> ColumnElement[bool]:
        """Is the column one of many values? For statements that run now and then; see `many` for others."""
        return column.in_(select(these(values)))

    def each(
        self, wanted: Any, column: InstrumentedAttribute[Any], values: Collection[str], most: int
    ) -> Result[Any]:
        """The rows of `wanted` for each of many values of an indexed column, about `most` of them a value.

        PostgreSQL is made to look them up one by one: a table that has just grown has no statistics yet, and
        its planner would read the whole of it. SQLite looks them up in any case, and gives them all. What is
        `wanted` is to be the same object each time: the statement is then made once.
        """
        at_once = self.dialect == "sqlite"
        statement = all_at_once(wanted, column) if at_once else one_by_one(wanted, column, most)
        return self.execute(statement, {"values": listed(values)})

    def add_new(self, table: type[Base], rows: Iterable[Row]) -> int:
        """Add rows whose key is not there yet; returns how many were new."""
        rows = list(rows)
        if not rows:
            return 0
        return len(self._connection.execute(new_rows(table, self.dialect), rows).all())

    def put(self, table: type[Base], row: Row) -> None:
        """Add a row, or replace the one with its primary key."""
        keys = [column.name for column in table.__table__.primary_key]
        fresh = {name: value for name, value in row.items() if name not in keys}
        statement = insert_into(table, self.dialect).values(dict(row))
        if fresh:
            statement = statement.on_conflict_do_update(index_elements=keys, set_=fresh)
        else:
            statement = statement.on_conflict_do_nothing()
        self._connection.execute(statement)

    def lock(self, name: str) -> None:
        """Wait until no other transaction holds this name; held until the end. SQLite has one pen anyway."""
        if self.dialect == "postgresql":
            self._connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(name))))

    def at_end(self, name: str, step: Callable[[], None]) -> None:
        """Do this right before the commit: for rows that every worker writes, so that none waits long.

        Steps are done in the order of their names: two transactions cannot wait for each other in a ring.
        """
        self._last.append((name, step))

    def once_at_end(self, name: str, step: Callable[[], None]) -> None:
        """The same, however often it is asked for under one name."""
        if all(other != name for other, _ in self._last):
            self.at_end(name, step)

    def finish(self) -> None:
        """Do what was left for the end; whoever commits calls it."""
        for _, step in sorted(self._last, key=lambda one: one[0]):
            step()
        self._last.clear()

    def emit(self, *events: Event) -> None:
        """Leave events in the outbox: they are published if, and only if, this transaction commits."""
        self.add(OutboxRow, (outbox_row(as_message(happened)) for happened in events))

    def first_sight(self, consumer: str, event_id: str) -> bool:
        """True the first time this consumer meets the event; noted in this same transaction."""
        return event_id in self.first_sights(consumer, [event_id])

    def first_sights(self, consumer: str, event_ids: Iterable[str]) -> set[str]:
        """Which of these events the consumer meets for the first time; noted in this same transaction."""
        # Sorted: two consumers' workers that note the same ids cannot wait for each other in a ring.
        if not (wanted := sorted(set(event_ids))):
            return set()
        told = {"consumer": consumer, "ids": listed(wanted), "seen_at": self.now}
        return set(self._connection.execute(first_sights(self.dialect), told).scalars())


class Database:
    """One database; hands out transactions. SQLite (WAL, synchronous=FULL) or PostgreSQL."""

    def __init__(self, url: str, clock: Any, *, exercise: bool = False) -> None:
        """`url` as SQLAlchemy writes it; `clock` dates what is written; `exercise`: see `open_engine`."""
        self.url = make_url(url)
        self.engine = open_engine(url, exercise=exercise)
        self._clock = clock

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A unit of work that may write; commits at the end, rolls back on any error."""
        with self.engine.begin() as connection:
            tx = Transaction(connection, self._clock())
            yield tx
            tx.finish()
            reached("committing")

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A consistent look that writes nothing and holds up nobody."""
        kind = self.engine.dialect.name
        with self.engine.connect().execution_options(**READING[kind]) as connection:
            yield Transaction(connection, self._clock())

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()
