"""Fixtures that bring real servers; conftest.py imports them by name."""

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import TypeVar

import psycopg
import pytest

from tests.servers import kafka_jars
from tests.servers.choice import do_without
from tests.servers.chromium import path_of_chromium
from tests.servers.elsewhere import KAFKA_VARIABLE, POSTGRES_VARIABLE, KafkaElsewhere, PostgresElsewhere
from tests.servers.kafka import KafkaServer
from tests.servers.postgres import PostgresServer, has_system_user, programs

KAFKA_REMEDY = "Kafka tests need Java 17 and Maven: apt-get install default-jdk-headless maven"
POSTGRES_REMEDY = "PostgreSQL tests need its server programs: apt-get install postgresql"
CHROMIUM_REMEDY = "Tests of pages need a browser: apt-get install chromium"

AnyKafka = KafkaServer | KafkaElsewhere
AnyPostgres = PostgresServer | PostgresElsewhere
Server = TypeVar("Server", AnyKafka, AnyPostgres)


@pytest.fixture(scope="session")
def kafka_server() -> Iterator[AnyKafka]:
    """A broker: the one named in PHENDAU_TEST_KAFKA, else our own."""
    yield from _lived_through(choose_kafka())


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[AnyPostgres]:
    """A PostgreSQL server: the one named in PHENDAU_TEST_POSTGRES, else our own."""
    yield from _lived_through(choose_postgres())


@pytest.fixture
def postgres_url(postgres_server: AnyPostgres) -> Iterator[str]:
    """A new empty database for one test."""
    url = postgres_server.fresh_database()
    yield url
    with suppress(psycopg.OperationalError):  # the test may have left the server down
        postgres_server.drop_database(url)


@pytest.fixture
def mortal_kafka(kafka_server: AnyKafka) -> Iterator[AnyKafka]:
    """The broker, for a test that stops, kills or freezes it: afterwards it runs again."""
    yield from _mended(kafka_server)


@pytest.fixture
def mortal_postgres(postgres_server: AnyPostgres) -> Iterator[AnyPostgres]:
    """The PostgreSQL server, for a test that stops or crashes it: afterwards it runs again."""
    yield from _mended(postgres_server)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The program file of the browser."""
    return path_of_chromium() or do_without(CHROMIUM_REMEDY, os.environ)


def choose_kafka() -> AnyKafka:
    """The broker tests are told to use, else one of our own; not started yet."""
    if address := os.environ.get(KAFKA_VARIABLE):
        return KafkaElsewhere(address)
    if not kafka_jars.is_available():
        do_without(KAFKA_REMEDY, os.environ)
    try:
        return KafkaServer()
    except kafka_jars.MavenFailed as failed:
        do_without(str(failed), os.environ)


def choose_postgres() -> AnyPostgres:
    """The PostgreSQL server tests are told to use, else one of our own; not started yet."""
    if address := os.environ.get(POSTGRES_VARIABLE):
        return PostgresElsewhere(address)
    if programs() is None or not has_system_user():
        do_without(POSTGRES_REMEDY, os.environ)
    return PostgresServer()


def _lived_through(server: Server) -> Iterator[Server]:
    """Start it, lend it out, remove it, also when starting failed."""
    try:
        server.start()
        yield server
    finally:
        server.remove()


def _mended(server: Server) -> Iterator[Server]:
    """Lend it out and start it again, whatever was done to it."""
    yield server
    server.start()
