"""Many values as one parameter of a statement, in both databases: a list written as JSON, taken apart there.

One statement serves any number of values, so that it is compiled once; and psycopg would write an array value
by value, at ten times the cost.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, bindparam, literal, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.functions import FunctionElement

from services.plumbing.engine import as_json


class _Elements(FunctionElement[str]):
    """A table of one column `value`: the elements of a JSON list."""

    type = Text()
    inherit_cache = True


@compiles(_Elements, "sqlite")
def _on_sqlite(element: _Elements, compiler: Any, **how: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **how)})"


@compiles(_Elements, "postgresql")
def _on_postgresql(element: _Elements, compiler: Any, **how: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **how)} AS JSON))"


def each(name: str) -> ColumnElement[str]:
    """A column of the values of the parameter `name`, which is given as `listed` writes it."""
    return _column_of(bindparam(name, type_=Text))


def these(values: Collection[str]) -> ColumnElement[str]:
    """A column of these values, for a statement that runs now and then."""
    return _column_of(literal(listed(values), Text))


def among(column: InstrumentedAttribute[Any], name: str) -> ColumnElement[bool]:
    """Is the column one of the values of the parameter `name`?"""
    return column.in_(select(each(name)))


def listed(values: Collection[str] | Collection[int]) -> str:
    """Values for such a parameter."""
    return as_json(list(values))


def _column_of(parameter: ColumnElement[str]) -> ColumnElement[str]:
    column: ColumnElement[str] = _Elements(parameter).table_valued("value", name="one").c.value
    return column


@lru_cache(maxsize=64)
def one_by_one(wanted: Select[Any], column: InstrumentedAttribute[Any], most: int) -> Select[Any]:
    """The rows of `wanted` for each of the parameter `values`, looked up one by one; for PostgreSQL."""
    one = each("values")
    found = wanted.where(column == one).correlate(one.table).limit(most).lateral("found")
    return select(found).select_from(one.table.join(found, true()))


@lru_cache(maxsize=64)
def all_at_once(wanted: Select[Any], column: InstrumentedAttribute[Any]) -> Select[Any]:
    """The rows of `wanted` whose column is one of the parameter `values`."""
    return wanted.where(among(column, "values"))
