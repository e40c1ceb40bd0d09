"""Opens databases: SQLite with one pen that is waited for, or PostgreSQL; both keep what they committed."""

import sqlite3
from functools import partial
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection, create_engine, event, make_url
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

BUSY_MS = 15_000  # a second writer waits this long for SQLite's one pen, or a row's lock, before it gives up
IDLE_MS = 120_000  # a frozen process may not hold its locks longer than this

READING: dict[str, dict[str, Any]] = {
    "sqlite": {"reading": True},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
"""What makes a connection of each kind show one consistent picture and write nothing."""


def open_engine(url: str, *, exercise: bool = False) -> Engine:
    """The engine of a database; what people wrote stays out of its error texts.

    `exercise`: a SQLite file that is replayed anyway. Killed at any moment it is whole; when the power fails
    its last seconds may be lost, and no commit waits for the disk.
    """
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, "NORMAL" if exercise else "FULL")
    limits = f"-c lock_timeout={BUSY_MS} -c idle_in_transaction_session_timeout={IDLE_MS}"
    return create_engine(
        url,
        pool_pre_ping=True,
        json_serializer=as_json,
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        connect_args={"options": limits},
    )


def is_passing(error: Exception) -> bool:
    """A fault of a server or of timing, not of what was asked: the same may succeed later."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
    return isinstance(error, NoConnectionFree)


def _sqlite(url: str, synchronous: str) -> Engine:
    engine = create_engine(
        url, json_serializer=as_json, hide_parameters=True, connect_args={"timeout": BUSY_MS / 1000}
    )
    event.listen(engine, "connect", partial(_prepare_sqlite, synchronous))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def as_json(value: Any) -> str:
    """What a column of JSON holds, as both databases keep it; `json` takes five times as long."""
    return to_json(value, inf_nan_mode="constants").decode()


def _prepare_sqlite(synchronous: str, connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late and is deferred
    connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    _switch_to_wal(connection)
    for pragma in (f"synchronous={synchronous}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


# SQLite does not wait where two open a new file at once and both would switch it.
@retry(
    retry=retry_if_exception_type(sqlite3.OperationalError),
    wait=wait_fixed(0.02),
    stop=stop_after_delay(BUSY_MS / 1000),
    reraise=True,
)
def _switch_to_wal(connection: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE takes the pen at once: a deferred transaction that writes later can fail half-way.
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
