"""Both databases, and both logs on each of them."""

import gc
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.plumbing import cloudevents
from services.plumbing.bus import EventLog
from services.plumbing.bus.embedded import EmbeddedLog
from services.plumbing.bus.kafka import KafkaLog
from services.plumbing.clock import SetClock
from services.plumbing.database import Base, Database
from tests.conformance.pipes import DATABASES, KINDS, NOW, Pipes, tally


@pytest.fixture(params=DATABASES)
def any_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of each kind, with all tables and the tally."""
    yield from open_database(request, request.param, tmp_path)


@pytest.fixture(params=KINDS)
def pipes(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pipes]:
    """Each log with its positions in each database; topics are the test's own."""
    monkeypatch.setattr(cloudevents, "EVENT_TOPIC_PREFIX", f"test-{uuid.uuid4().hex[:8]}.")
    log, kind = request.param
    for database in open_database(request, kind, tmp_path):
        pipes = Pipes(database, open_log(request, log, database))
        yield pipes
        pipes.close()
    if log == "kafka":
        sweep()


@pytest.fixture
def swept(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """For a test whose client never connects."""
    yield
    caplog.get_records("call").clear()  # what the client logged holds on to its sockets
    sweep()


@pytest.fixture(scope="session", autouse=True)
def swept_at_last() -> Iterator[None]:
    """After the servers have gone, for this is set up before them."""
    yield
    sweep()


def sweep() -> None:
    """kafka-python leaves sockets of failed attempts to the collector, which would blame a later test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def open_database(request: pytest.FixtureRequest, kind: str, folder: Path) -> Iterator[Database]:
    """A new database; PostgreSQL's server is started when the first test asks for it."""
    url = f"sqlite:///{folder / 'house.db'}" if kind == "sqlite" else request.getfixturevalue("postgres_url")
    database = Database(url, SetClock(NOW))
    for metadata in (Base.metadata, tally.metadata):
        metadata.create_all(database.engine)
    yield database
    database.close()


def open_log(request: pytest.FixtureRequest, kind: str, database: Database) -> EventLog:
    """A log; the broker is started when the first test asks for it."""
    if kind == "embedded":
        return EmbeddedLog(database)
    return KafkaLog(request.getfixturevalue("kafka_server").bootstrap)
