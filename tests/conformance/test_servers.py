"""The servers that tests lean on keep their promises; docker-compose.yml is read as Docker reads it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.errors import KafkaTimeoutError

from tests.servers.choice import do_without, nothing_may_be_missing
from tests.servers.compose import (
    COMPLETED,
    COMPOSE_FILE,
    ComposeService,
    NotSet,
    our_services,
    required_variables,
    services_of,
    substituted,
)
from tests.servers.elsewhere import KafkaElsewhere, PostgresElsewhere
from tests.servers.fixtures import AnyKafka, AnyPostgres, choose_kafka, choose_postgres
from tests.servers.house import House
from tests.servers.process import LoggedProcess
from tests.servers.waiting import NeverHappened, free_ports, wait_until

DEPLOYER = {"PHENDAU_SECRET_KEY": "k", "PHENDAU_DATABASE_PASSWORD": "p", "PHENDAU_TOKENS": "t=command"}


# --- who runs the server ----------------------------------------------------------------------------------


def test_a_missing_server_fails_the_test_where_nothing_may_be_missing() -> None:
    with pytest.raises(pytest.fail.Exception, match="CI must run every test. Install it."):
        do_without("Install it.", {"CI": "true"})


@pytest.mark.parametrize("environment", [{}, {"CI": ""}, {"CI": "false"}])
def test_a_missing_server_skips_the_test_elsewhere(environment: dict[str, str]) -> None:
    with pytest.raises(pytest.skip.Exception, match="^Install it.$"):
        do_without("Install it.", environment)


def test_ci_is_recognised_by_its_variable() -> None:
    assert nothing_may_be_missing({"CI": "true"}) and not nothing_may_be_missing({"CI": "0"})


def test_a_machine_without_java_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("PHENDAU_TEST_KAFKA", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install default-jdk-headless maven"):
        choose_kafka()


def test_a_machine_without_postgresql_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.servers.fixtures.programs", lambda: None)
    monkeypatch.setenv("CI", "true")
    monkeypatch.delenv("PHENDAU_TEST_POSTGRES", raising=False)
    with pytest.raises(pytest.fail.Exception, match="apt-get install postgresql"):
        choose_postgres()


def test_servers_named_by_the_environment_are_used_and_not_hurt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHENDAU_TEST_KAFKA", "broker:9092")
    monkeypatch.setenv("PHENDAU_TEST_POSTGRES", "postgresql+psycopg://me@db/postgres")
    kafka, postgres = choose_kafka(), choose_postgres()
    assert isinstance(kafka, KafkaElsewhere) and kafka.bootstrap == "broker:9092"
    assert isinstance(postgres, PostgresElsewhere) and postgres.url.endswith("@db/postgres")
    with pytest.raises(pytest.skip.Exception, match="unset PHENDAU_TEST_KAFKA"):
        kafka.kill()
    with pytest.raises(pytest.skip.Exception, match="unset PHENDAU_TEST_POSTGRES"):
        postgres.crash()


# --- Kafka ------------------------------------------------------------------------------------------------


def send(broker: AnyKafka, topic: str, values: list[bytes]) -> None:
    producer = KafkaProducer(bootstrap_servers=broker.bootstrap)
    for sent in [producer.send(topic, value=value, key=value) for value in values]:
        sent.get(30)
    producer.close()


def read(broker: AnyKafka, topic: str, count: int) -> list[bytes]:
    consumer = KafkaConsumer(
        topic, bootstrap_servers=broker.bootstrap, group_id=f"read-{topic}", auto_offset_reset="earliest"
    )
    found: list[bytes] = []

    def all_there() -> bool:
        found.extend(record.value for part in consumer.poll(500).values() for record in part)
        return len(found) >= count

    try:
        wait_until(all_there, 30, f"{count} records in {topic}")
    finally:
        consumer.close()
    return sorted(found)


def create_topic(broker: AnyKafka, topic: str) -> None:
    admin = KafkaAdminClient(bootstrap_servers=broker.bootstrap)
    admin.create_topics({topic: {"num_partitions": 3, "replication_factor": 1}}, wait_for_metadata=True)
    admin.close()


@pytest.mark.kafka
@pytest.mark.parametrize("ending", ["kill", "stop"])
def test_a_broker_that_went_away_comes_back_with_its_records(mortal_kafka: AnyKafka, ending: str) -> None:
    topic = f"kept-{ending}-{os.getpid()}"
    create_topic(mortal_kafka, topic)
    send(mortal_kafka, topic, [b"a", b"b", b"c"])
    getattr(mortal_kafka, ending)()
    mortal_kafka.start()
    send(mortal_kafka, topic, [b"d"])
    assert read(mortal_kafka, topic, 4) == [b"a", b"b", b"c", b"d"]


@pytest.mark.kafka
def test_a_frozen_broker_is_silent_until_it_goes_on(mortal_kafka: AnyKafka) -> None:
    mortal_kafka.pause()
    with pytest.raises(KafkaTimeoutError):
        KafkaAdminClient(bootstrap_servers=mortal_kafka.bootstrap, bootstrap_timeout_ms=1000)
    mortal_kafka.resume()
    KafkaAdminClient(bootstrap_servers=mortal_kafka.bootstrap).close()


# --- PostgreSQL -------------------------------------------------------------------------------------------


def rows(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        answer = connection.execute(statement.encode())
        return answer.fetchall() if answer.description else []


@pytest.mark.postgres
def test_every_fresh_database_is_empty_and_alone(postgres_server: AnyPostgres) -> None:
    first, second = postgres_server.fresh_database(), postgres_server.fresh_database()
    rows(first, "CREATE TABLE place (name text)")
    assert rows(second, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
    for url in (first, second):
        postgres_server.drop_database(url)


@pytest.mark.postgres
def test_what_was_committed_survives_a_crash(mortal_postgres: AnyPostgres, postgres_url: str) -> None:
    rows(postgres_url, "CREATE TABLE place (name text)")
    rows(postgres_url, "INSERT INTO place VALUES ('Móng Cái')")
    mortal_postgres.crash()
    with pytest.raises(psycopg.OperationalError):
        rows(postgres_url, "SELECT 1")
    mortal_postgres.start()
    assert rows(postgres_url, "SELECT name FROM place") == [("Móng Cái",)]


@pytest.mark.postgres
def test_the_server_is_as_careful_as_a_real_one(postgres_url: str) -> None:
    assert rows(postgres_url, "SHOW fsync") == [("on",)]
    assert rows(postgres_url, "SHOW synchronous_commit") == [("on",)]


# --- docker-compose.yml -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("${A}", "1"),
        ("$A-", "1-"),
        ("${UNSET}", ""),
        ("${UNSET:-x}", "x"),
        ("${EMPTY:-x}", "x"),
        ("${EMPTY-x}", ""),
        ("${A:-x}", "1"),
        ("${A:+x}${UNSET:+y}", "x"),
        ("$${A}", "${A}"),
        ("http://${A}:${UNSET:-2}/", "http://1:2/"),
    ],
)
def test_variables_are_put_in_as_compose_does(text: str, read_as: str) -> None:
    assert substituted({"key": [text]}, {"A": "1", "EMPTY": ""}) == {"key": [read_as]}


def test_a_demanded_variable_that_is_missing_stops_us_with_its_message() -> None:
    with pytest.raises(NotSet, match="KEY: give me a key"):
        substituted("${KEY:?give me a key}", {"KEY": ""})


def test_a_command_may_be_a_line_or_a_list_and_settings_are_merged(tmp_path: Path) -> None:
    file = tmp_path / "compose.yml"
    file.write_text(
        "x-shared: &shared {A: one, B: 2}\n"
        "services:\n"
        "  first: {command: 'phendau say \"two words\"', environment: {<<: *shared, B: three}}\n"
        "  second: {command: [phendau, say], depends_on: {first: {condition: service_started}}}\n"
        "  other: {image: broker}\n"
    )
    assert services_of(file, {}) == [
        ComposeService("first", ["phendau", "say", "two words"], {"A": "one", "B": "three"}),
        ComposeService("second", ["phendau", "say"], {}, {"first": "service_started"}),
        ComposeService("other", [], {}),
    ]
    assert [service.name for service in our_services({}, file)] == ["first", "second"]


def test_our_compose_file_refuses_to_start_without_its_secrets() -> None:
    assert required_variables(COMPOSE_FILE) == set(DEPLOYER)
    with pytest.raises(NotSet, match="PHENDAU_SECRET_KEY"):
        services_of(COMPOSE_FILE, {"PHENDAU_DATABASE_PASSWORD": "p", "PHENDAU_TOKENS": "t=command"})


def test_all_our_services_share_their_settings_and_wait_for_the_migration() -> None:
    ours = {service.name: service for service in our_services(DEPLOYER)}
    assert (
        ours["portal"].environment["PHENDAU_DATABASE_URL"]
        == "postgresql+psycopg://phendau:p@postgres:5432/phendau"
    )
    shared = ours.pop("migrate").environment
    assert all(shared.items() <= service.environment.items() for service in ours.values())
    assert all(service.waits_for["migrate"] == COMPLETED for service in ours.values())


def test_ports_of_our_compose_file_are_bound_to_this_machine_only() -> None:
    published = [
        line.strip() for line in COMPOSE_FILE.read_text().splitlines() if line.strip().startswith("ports:")
    ]
    assert published and all(line.startswith('ports: ["127.0.0.1:') for line in published)


# --- the house as processes -------------------------------------------------------------------------------


def small_house(folder: Path, port: int) -> House:
    prepare = [
        sys.executable,
        "-c",
        "import os, pathlib; pathlib.Path(os.environ['PAGE']).write_text('Chào')",
    ]
    serve = [
        sys.executable,
        "-m",
        "http.server",
        "--bind",
        "127.0.0.1",
        "--directory",
        str(folder),
        str(port),
    ]
    return House(
        [
            ComposeService("web", serve, {}, {"prepare": COMPLETED}),
            ComposeService("prepare", prepare, {"PAGE": "nowhere"}),
        ],
        {"PAGE": str(folder / "page")},
        folder / "logs",
    )


def test_the_house_runs_one_shots_first_and_outlives_a_kill(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    page = f"http://127.0.0.1:{port}/page"
    with small_house(tmp_path, port) as house:
        house.start()
        assert house.one_shots == ["prepare"]
        assert house.wait_for_url(page).text == "Chào"
        house.kill("web")
        assert house.dead == []
        house.restart("web")
        house.wait_for_url(page)
        assert house.log_of("web").count("GET /page") == 2


def test_a_service_that_dies_is_reported_with_its_last_words(tmp_path: Path) -> None:
    sulking = ComposeService("sulk", [sys.executable, "-c", "raise SystemExit('no tea')"], {})
    with (
        House([sulking], {}, tmp_path) as house,
        pytest.raises(AssertionError, match="sulk has ended:\nno tea"),
    ):
        house.start()
        house.wait_for_url("http://127.0.0.1:9/")


def test_an_override_that_the_file_does_not_know_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="does not set PORT"):
        House([ComposeService("web", ["true"], {})], {"PORT": "1"}, tmp_path)


def test_a_program_that_ignores_a_polite_request_is_killed(tmp_path: Path) -> None:
    deaf = "from signal import *; signal(SIGTERM, SIG_IGN); print('deaf', flush=True); pause()"
    process = LoggedProcess([sys.executable, "-c", deaf], tmp_path / "log")
    process.start()
    wait_until(lambda: "deaf" in process.last_words(), 10, "it is deaf")
    process.stop(seconds=0.2)
    assert process.wait(1) == -signal.SIGKILL


def test_waiting_in_vain_says_for_what() -> None:
    with pytest.raises(NeverHappened, match="After 0 s still not true: pigs fly"):
        wait_until(lambda: False, 0, "pigs fly")


def test_the_ci_script_is_sound_shell() -> None:
    subprocess.run(["bash", "-n", str(COMPOSE_FILE.parent / ".ci" / "run")], check=True)
