"""Many rows at once, by the shortest way of each database: COPY on PostgreSQL, one prepared INSERT on SQLite.

SQLAlchemy's own bulk insert spends ten times as long on a row's parameters as the driver does on the row.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

import psycopg
from sqlalchemy import JSON, Connection, Dialect, LargeBinary, Table
from sqlalchemy.exc import DBAPIError

from services.plumbing.copying import blocks
from services.plumbing.engine import as_json
from services.plumbing.tables import Instant

Convert = Callable[[Any], Any] | None
"""How a value is written for the driver; None: as it is."""


def add_in_bulk(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Add rows, each with its values in the order of `names`.

    Raises what SQLAlchemy raises for an ordinary insert: IntegrityError for a key that is there, and so on.
    """
    rows = _converted(rows, _converters(table, tuple(names), connection.dialect))
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, table, names, rows)
    else:
        places = ", ".join("?" * len(names))
        connection.exec_driver_sql(f"INSERT INTO {_target(table, names)} VALUES ({places})", rows)


def _copy(
    connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    statement = f"COPY {_target(table, names)} FROM STDIN"
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError(f"COPY wants psycopg's connection, not {type(driver).__name__}")
    try:
        with driver.cursor() as cursor, cursor.copy(statement.encode()) as copy:
            for block in blocks(rows):
                copy.write(block)
    except psycopg.Error as error:
        raise _in_sqlalchemys_words(connection, statement, error) from error


def _in_sqlalchemys_words(connection: Connection, statement: str, error: psycopg.Error) -> BaseException:
    """The same tree of errors as for every other statement; a cut connection is not used again."""
    dialect = connection.dialect
    gone = dialect.is_disconnect(error, connection.connection.dbapi_connection, None)  # type: ignore[arg-type]  # its own two types of one thing
    if gone:
        connection.invalidate(error)
    return DBAPIError.instance(
        statement,
        None,
        error,
        psycopg.Error,
        hide_parameters=True,
        connection_invalidated=gone,
        dialect=dialect,
    )


def _converted(
    rows: Iterable[Sequence[Any]], converters: tuple[tuple[int, Callable[[Any], Any]], ...]
) -> list[tuple[Any, ...]]:
    if not converters:
        return list(rows)  # type: ignore[arg-type]  # drivers take any sequence
    written = []
    for row in rows:
        values = list(row)
        for place, convert in converters:
            values[place] = convert(values[place])
        written.append(tuple(values))
    return written


@lru_cache(maxsize=256)
def _converters(
    table: Table, names: tuple[str, ...], dialect: Dialect
) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
    """Only the columns whose values a driver does not take as they are: moments, JSON."""
    found = ((place, _converter(table, name, dialect)) for place, name in enumerate(names))
    return tuple((place, convert) for place, convert in found if convert is not None)


def _converter(table: Table, name: str, dialect: Dialect) -> Convert:
    kind = table.columns[name].type
    if isinstance(kind, JSON):
        return _again(as_json)
    if dialect.name == "postgresql" or isinstance(kind, LargeBinary):
        return None  # COPY writes a moment of any zone; both drivers take bytes
    convert = kind.dialect_impl(dialect).bind_processor(dialect)
    return _again(convert) if convert and isinstance(kind, Instant) else convert


def _again(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """For a column whose rows share a value: what was converted last is handed out again."""
    last: tuple[Any, Any] = (None, None)  # one object, so that no other thread sees half of it

    def converted(value: Any) -> Any:
        nonlocal last
        known, written = last
        if value is not known:
            written = convert(value)
            last = (value, written)
        return written

    return converted


def _target(table: Table, names: Sequence[str]) -> str:
    return f"{table.name} ({', '.join(chr(34) + name + chr(34) for name in names)})"
