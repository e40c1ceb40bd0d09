"""The database's shape: from nothing to what the tables say, once, also when two ask at the same moment."""

from collections.abc import Iterator
from functools import partial

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, select, text

from services.app.migrating import _config, check_migrated, migrate, newest, revision_of
from services.app.tables import Base
from services.domain.errors import BadSetting
from services.plumbing.clock import SetClock
from services.plumbing.database import Database
from services.tracing.tables_chains import ChainStepRow
from tests.at_once import at_once


@pytest.fixture
def empty(url: str, clock: SetClock) -> Iterator[Database]:
    """An empty database."""
    database = Database(url, clock)
    yield database
    database.close()


def test_an_empty_database_becomes_what_the_tables_say(empty: Database):
    migrate(empty)

    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = compare_metadata(context, Base.metadata)
        assert revision_of(connection) == newest()
    assert differences == []
    check_migrated(empty)


def test_a_second_time_changes_nothing(empty: Database):
    migrate(empty)
    with empty.engine.begin() as connection:
        connection.execute(text("insert into ingest_feed (name) values ('cases')"))

    migrate(empty)

    with empty.engine.connect() as connection:
        assert connection.execute(text("select count(*) from ingest_feed")).scalar_one() == 1
        assert revision_of(connection) == newest()


def test_two_at_once_wait_for_each_other(url: str, clock: SetClock):
    databases = [Database(url, clock) for _ in range(2)]

    at_once(*(partial(migrate, database) for database in databases))

    with databases[0].engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) == {*Base.metadata.tables, "alembic_version"}
    for database in databases:
        database.close()


def test_a_database_that_was_never_migrated_is_not_in_order(empty: Database):
    with pytest.raises(BadSetting) as refused:
        check_migrated(empty)

    assert refused.value.code == "not_migrated"


def test_a_database_of_a_newer_version_is_refused_in_a_sentence(empty: Database):
    migrate(empty)
    with empty.engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))

    for step in (migrate, check_migrated):
        with pytest.raises(BadSetting):
            step(empty)


def test_steps_of_chains_from_before_count_as_one_batch_of_all_that_was_learned(empty: Database):
    with empty.engine.begin() as connection:
        command.upgrade(_config(connection), "0018")
        connection.execute(text("insert into tracing_chain_step (id, token) values (1, 'a'), (2, 'b')"))
        for day in (3, 1):
            connection.execute(
                text(
                    "insert into tracing_same (pseudonym, person, learned_at, gone_at, step_in)"
                    " values ('p2', 'p1', :learned, :gone, 1)"
                ),
                {"learned": f"2021-02-0{day} 00:00:00.000000", "gone": f"2021-02-0{day + 1} 00:00:00.000000"},
            )

    migrate(empty)

    with empty.reading() as tx:
        steps = tx.execute(select(ChainStepRow.earliest, ChainStepRow.newest)).all()
    assert {(one.earliest.day, one.newest.day) for one in steps} == {(1, 4)}
    assert len(steps) == 2
