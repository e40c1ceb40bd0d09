"""Consumers of our own events in the embedded house, killed and frozen: the books balance afterwards.

The serious house is tried with its own commands, in the other modules of this folder.
"""

import signal

import pytest

from tests.conformance.pipes import KINDS
from tests.faults.conftest import Crew
from tests.servers.process import LoggedProcess, is_frozen

EMBEDDED_HOUSE = pytest.mark.parametrize("pipes", KINDS[:1], indirect=True)


@EMBEDDED_HOUSE
def test_workers_killed_at_every_point_lose_and_repeat_nothing(crew: Crew) -> None:
    crew.start("relay")
    for point in ("polled", "inside", "committed"):  # before, in and after the one transaction
        crew.accept(30)
        killed = crew.start("work", fault=point)
        demand_suicide(killed, crew)

    crew.start("work")

    crew.demand_balance()


@EMBEDDED_HOUSE
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


@EMBEDDED_HOUSE
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


def demand_suicide(process: LoggedProcess, crew: Crew) -> None:
    crew.wait_until(lambda: not process.running, "it has killed itself")
    assert process.wait(1) == -signal.SIGKILL
