"""Rows by the thousand come back as they went in, whatever they hold, from either database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import LargeBinary, MetaData, Text, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.plumbing.copying import BLOCK, blocks
from services.plumbing.database import Database, Instant
from services.plumbing.engine import as_json


class OwnBase(DeclarativeBase):
    """Tables of these tests alone."""

    metadata = MetaData()


class Kept(OwnBase):
    """A column of each kind that the house uses."""

    __tablename__ = "test_kept"
    nr: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str | None] = mapped_column(Text)
    day: Mapped[date | None]
    moment: Mapped[datetime | None] = mapped_column(Instant)
    number: Mapped[float | None]
    truth: Mapped[bool | None]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


NAMES = ("nr", "text", "day", "moment", "number", "truth", "sealed")
# What COPY reads otherwise: its separator, its end of row, its mark for nothing, its end of data.
AWKWARD = (
    "\t",
    "\\",
    "\\N",
    "\\.",
    "\n",
    "\r\n",
    "\\t",
    "\x1f",
    "",
    "Nguyễn Thị Đào",
    '{"a": "\\"b\\""}',
    "∞",
)
texts = st.one_of(
    st.sampled_from(AWKWARD), st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"))
)
moments = st.datetimes(datetime(1900, 1, 2), datetime(2199, 1, 1)).map(  # noqa: DTZ001  # the zone comes next
    lambda moment: moment.replace(tzinfo=timezone(timedelta(hours=7)))
)
cells = st.tuples(
    st.none() | texts,
    st.none() | st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    st.none() | moments,
    st.none() | st.floats(allow_nan=False, allow_infinity=False),
    st.none() | st.booleans(),
    st.none() | st.binary(max_size=40),
)


@pytest.fixture
def kept(any_database: Database) -> Iterator[Database]:
    """A database with the table."""
    OwnBase.metadata.create_all(any_database.engine)
    yield any_database
    OwnBase.metadata.drop_all(any_database.engine)


def poured(database: Database, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    with database.transaction() as tx:
        tx.execute(delete(Kept))
        tx.pour(Kept, NAMES, rows)  # type: ignore[arg-type]  # a table of the tests' own base
    with database.reading() as tx:
        columns = [getattr(Kept, name) for name in NAMES]
        return [tuple(row) for row in tx.execute(select(*columns).order_by(Kept.nr))]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(cells, max_size=8))
def test_what_is_poured_in_comes_back(kept: Database, found: list[tuple[Any, ...]]) -> None:
    rows = [(nr, *row) for nr, row in enumerate(found)]

    assert poured(kept, rows) == rows


def test_more_rows_than_one_block_come_back_in_order(kept: Database) -> None:
    moment = datetime(2021, 1, 28, 7, tzinfo=UTC)
    rows = [(nr, f"\t{nr}", None, moment, None, True, b"\0") for nr in range(2 * BLOCK + 1)]

    assert poured(kept, rows) == rows


def test_a_key_that_is_there_is_an_ordinary_error(kept: Database) -> None:
    row = (1, "a", None, None, None, None, None)

    with pytest.raises(IntegrityError):
        poured(kept, [row, row])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.lists(texts, max_size=6), there=st.lists(texts, max_size=6))
def test_a_row_is_found_among_many_values_whatever_they_hold(
    kept: Database, wanted: list[str], there: list[str]
) -> None:
    poured(kept, [(nr, text, None, None, None, None, None) for nr, text in enumerate(there)])

    with kept.reading() as tx:
        found = tx.execute(select(Kept.text).where(tx.among(Kept.text, wanted))).scalars().all()  # type: ignore[arg-type]  # a column that may be empty

    assert sorted(found) == sorted(text for text in there if text in wanted)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.lists(texts, max_size=6, unique=True), there=st.lists(texts, max_size=6))
def test_rows_are_looked_up_value_by_value(kept: Database, wanted: list[str], there: list[str]) -> None:
    poured(kept, [(nr, text, None, None, None, None, None) for nr, text in enumerate(there)])

    with kept.reading() as tx:
        found = [row.text for row in tx.each(ALL, Kept.text, wanted, 100)]  # type: ignore[arg-type]  # a column that may be empty

    assert sorted(found) == sorted(text for text in there if text in wanted)


ALL = select(Kept.nr, Kept.text)


def test_a_value_that_no_column_holds_is_no_text_by_chance() -> None:
    with pytest.raises(TypeError, match="no column holds a set"):
        list(blocks([({1},)]))


def test_json_is_written_as_both_databases_keep_it() -> None:
    assert as_json({"tên": ["Đào"]}) == '{"tên":["Đào"]}'
