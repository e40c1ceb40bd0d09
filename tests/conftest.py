"""A whole house in a folder of the test's own, and the parts of one."""

import os  # counts the cores
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings as property_settings

from services.app.settings import Settings
from services.plumbing.clock import SetClock
from services.plumbing.database import Base, Database
from tests.houses import moved_in
from tests.servers.fixtures import (  # noqa: F401  # pytest finds fixtures by name in this module
    chromium_path,
    kafka_server,
    mortal_kafka,
    mortal_postgres,
    postgres_server,
    postgres_url,
)

property_settings.register_profile("suite", max_examples=50)  # five thousand tests share twenty minutes
property_settings.load_profile("suite")

START = datetime.fromisoformat("2021-01-20T08:00:00+07:00")


def pytest_xdist_auto_num_workers() -> int:
    """One process more than cores: tests that kill servers mostly wait."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture
def clock() -> SetClock:
    """A clock that stands at 20 January 2021, 8 in the morning, until a test moves it."""
    return SetClock(START)


@pytest.fixture
def tokens() -> str | None:
    """Who may come to the door: without tokens, whoever is at the machine."""
    return None


@pytest.fixture
def settings(tmp_path: Path, tokens: str | None) -> Settings:
    """An embedded house in a folder of the test's own, whatever the environment says."""
    return Settings(home=tmp_path / "home", database_url=None, kafka_bootstrap=None, lang="vi", tokens=tokens)


@pytest.fixture
def house(settings: Settings, clock: SetClock):
    """A whole embedded house: real law, real tables, real log; its clock stands until a test moves it."""
    with moved_in(settings, clock) as house:
        yield house


@pytest.fixture
def database(tmp_path: Path, clock: SetClock):
    """An empty embedded database with the tables of all rooms imported so far."""
    database = Database(f"sqlite:///{tmp_path / 'house.db'}", clock)
    Base.metadata.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture
def postgres_database(postgres_url: str, clock: SetClock):  # noqa: F811  # the fixture imported above
    """An empty database of the serious house, with the same tables."""
    database = Database(postgres_url, clock)
    Base.metadata.create_all(database.engine)
    yield database
    database.close()
