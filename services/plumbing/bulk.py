"""Many rows at once, by the shortest way of each database: COPY on PostgreSQL, one prepared INSERT on SQLite.

SQLAlchemy's own bulk insert spends ten times as long on a row's parameters as the driver does on the row.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

import psycopg
from sqlalchemy import JSON, Connection, Dialect, LargeBinary, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from services.plumbing.copying import blocks
from services.plumbing.engine import as_json
from services.plumbing.tables import Instant

_PORTION = 10_000
"""So many rows are turned into columns at once."""

Convert = Callable[[Any], Any]
"""How a value is written for the driver."""


class _Conversion(NamedTuple):
    """How a column is written."""

    place: int
    convert: Convert
    shared: bool
    """Many of its rows have one and the same object: it is converted once."""


def add_in_bulk(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Add rows, each with its values in the order of `names`.

    Raises what SQLAlchemy raises for an ordinary insert: IntegrityError for a key that is there, and so on.
    """
    rows = _converted(rows, _conversions(table, tuple(names), connection.dialect))
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


def _converted(rows: Iterable[Sequence[Any]], conversions: Sequence[_Conversion]) -> list[tuple[Any, ...]]:
    if not conversions:
        return list(rows)  # type: ignore[arg-type]  # drivers take any sequence
    rest = iter(rows)
    written: list[tuple[Any, ...]] = []
    while some := list(islice(rest, _PORTION)):
        columns: list[Iterable[Any]] = list(zip(*some, strict=True))
        for place, convert, shared in conversions:
            columns[place] = map(_each_once(convert) if shared else convert, columns[place])
        written += zip(*columns, strict=True)
    return written


@lru_cache(maxsize=256)
def _conversions(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[_Conversion, ...]:
    """Only the columns whose values a driver does not take as they are: moments, JSON."""
    kinds = [table.columns[name].type for name in names]
    found = ((place, _convert(kind, dialect), kind) for place, kind in enumerate(kinds))
    return tuple(
        _Conversion(place, convert, isinstance(kind, JSON | Instant))
        for place, convert, kind in found
        if convert
    )


def _convert(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    if isinstance(kind, JSON):
        return as_json
    if dialect.name == "postgresql" or isinstance(kind, LargeBinary):
        return None  # COPY writes a moment of any zone; both drivers take bytes
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _each_once(convert: Convert) -> Convert:
    """For the values of one column, many of which are one object: that is converted once."""
    done: dict[int, tuple[Any, Any]] = {}  # with the value itself, or its number could become another's

    def converted(value: Any) -> Any:
        known = done.get(id(value))
        if known is None:
            known = done[id(value)] = value, convert(value)
        return known[1]

    return converted


def _target(table: Table, names: Sequence[str]) -> str:
    return f"{table.name} ({', '.join(chr(34) + name + chr(34) for name in names)})"
