"""Real processes, killed and frozen at the worst moments: the books balance afterwards."""

import signal

import pytest

from tests.conformance.pipes import KINDS
from tests.faults.conftest import Crew
from tests.servers.fixtures import AnyKafka, AnyPostgres
from tests.servers.process import LoggedProcess, _state_of

BOTH_HOUSES = pytest.mark.parametrize("pipes", [KINDS[0], KINDS[3]], indirect=True)
SERIOUS_HOUSE = pytest.mark.parametrize("pipes", KINDS[3:], indirect=True)


@BOTH_HOUSES
def test_workers_killed_at_every_point_lose_and_repeat_nothing(crew: Crew) -> None:
    crew.start("relay")
    for point in ("polled", "inside", "committed"):  # before, in and after the one transaction
        crew.accept(30)
        killed = crew.start("work", fault=point)
        demand_suicide(killed, crew)

    crew.start("work")

    crew.demand_balance()


@BOTH_HOUSES
def test_a_relay_killed_before_it_forgets_repeats_what_is_absorbed(crew: Crew) -> None:
    crew.start("work")
    killed = crew.start("relay", fault="appended")
    crew.accept(20)
    crew.wait_for(10)
    crew.accept(20)
    demand_suicide(killed, crew)
    repeated = len(crew.pipes.outbox())

    crew.start("relay")

    assert repeated > 0
    crew.demand_balance()


@BOTH_HOUSES
def test_a_worker_that_slept_while_another_took_over_is_fenced(crew: Crew) -> None:
    crew.accept(40)
    crew.start("relay")
    sleeper = crew.start("work", fault="freeze-polled")
    crew.wait_until(lambda: is_frozen(sleeper), "the worker has frozen itself")

    crew.start("work")
    crew.wait_for(40)
    sleeper.resume()

    crew.wait_until(lambda: "Fenced" in sleeper.last_words(), "the sleeper is refused")
    crew.accept(10)
    crew.demand_balance()


@SERIOUS_HOUSE
def test_a_broker_that_is_killed_comes_back_and_nothing_is_missing(
    crew: Crew, mortal_kafka: AnyKafka
) -> None:
    crew.start("relay")
    crew.start("work")
    crew.accept(40)
    crew.wait_for(10)

    mortal_kafka.kill()
    crew.accept(40)
    mortal_kafka.start()

    crew.demand_balance()


@SERIOUS_HOUSE
def test_a_database_that_crashes_comes_back_and_nothing_is_missing(
    crew: Crew, mortal_postgres: AnyPostgres
) -> None:
    crew.start("relay")
    crew.start("work")
    crew.accept(100)
    crew.wait_for(10)

    mortal_postgres.crash()
    mortal_postgres.start()
    crew.accept(20)

    crew.demand_balance()


def is_frozen(process: LoggedProcess) -> bool:
    return _state_of(process.pid) == "T"


def demand_suicide(process: LoggedProcess, crew: Crew) -> None:
    crew.wait_until(lambda: not process.running, "it has killed itself")
    assert process.wait(1) == -signal.SIGKILL
