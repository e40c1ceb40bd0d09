"""Inserts into tables where a row may be there already; each made once, which takes longer than to run it."""

from functools import lru_cache
from typing import Any

from sqlalchemy import String, bindparam, select, true
from sqlalchemy.dialects import postgresql, sqlite

from services.plumbing.many import each
from services.plumbing.tables import Base, InboxRow, Instant


def insert_into(table: type[Base], dialect: str) -> Any:  # the two dialects' inserts share no typed base
    """An insert that may say what is to happen to a row that is there."""
    return (sqlite if dialect == "sqlite" else postgresql).insert(table)


@lru_cache(maxsize=256)
def new_rows(table: type[Base], dialect: str) -> Any:
    """Add rows, leave alone those whose key is there, and give back the keys that were new."""
    # Counted by what comes back: psycopg does not say how many rows of a bulk insert were new.
    key = list(table.__table__.primary_key)[0]
    return insert_into(table, dialect).on_conflict_do_nothing().returning(key)


@lru_cache(maxsize=2)
def first_sights(dialect: str) -> Any:
    """Note that a `consumer` met the events of `ids`, and give back those it had not met before."""
    rows = select(bindparam("consumer", type_=String), each("ids"), bindparam("seen_at", type_=Instant))
    return (
        insert_into(InboxRow, dialect)
        .from_select(["consumer", "event_id", "seen_at"], rows.where(true()))  # SQLite wants a WHERE here
        .on_conflict_do_nothing()
        .returning(InboxRow.event_id)
    )
