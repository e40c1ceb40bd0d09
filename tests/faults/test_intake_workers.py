"""Intake workers killed, frozen, joined and left: points 2, 4 and 11 of the list in docs/faults.md."""

import time
from collections.abc import Callable

import pytest
from kafka import KafkaAdminClient

from tests.faults.books import Sheet, ends_of
from tests.faults.house import Serious
from tests.faults.sending import TOPIC
from tests.servers.process import is_frozen

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]

Demand = Callable[[], Sheet]


def test_workers_killed_at_every_step_lose_and_repeat_nothing(serious: Serious, demand_balance: Demand):
    serious.sender.go_on_sending()
    for point in ("polled", "prepared", "kept", "committed"):
        serious.demand_suicide(serious.start("work", "intake", fault=f"{point}:2"))

    serious.work("intake")

    assert demand_balance().stored == len(serious.sender.accepted) > 0


def test_workers_that_die_by_chance_again_and_again_come_to_the_end(serious: Serious, demand_balance: Demand):
    serious.sender.go_on_sending()
    for seed in range(4):
        dying = serious.start("work", "intake", fault="kept:0.2,prepared:0.1", fault_seed=str(seed))
        serious.demand_suicide(dying)

    serious.work("intake", "intake")

    assert demand_balance().stored == len(serious.sender.accepted)


def test_a_worker_that_slept_before_its_transaction_is_fenced(serious: Serious, demand_balance: Demand):
    serious.sender.send(5)
    sleeper = serious.start("work", "intake", fault="prepared:1:stop")
    serious.wait_until(lambda: is_frozen(sleeper), "the worker has frozen itself")
    stored_by_sleeper = serious.stored()

    serious.work("intake")
    serious.wait_for_stored(100)
    sleeper.resume()

    serious.wait_until(lambda: "Fenced" in sleeper.log.read_text(), "the sleeper is refused")
    serious.sender.send(5)
    assert demand_balance().stored == 200 and stored_by_sleeper == 0


def test_two_workers_that_start_at_once_on_an_empty_database_share_the_work(
    serious: Serious, demand_balance: Demand
):
    serious.sender.send(20)

    serious.work("intake", "intake")

    serious.wait_for_stored(400)
    demand_balance()


def test_workers_that_come_and_go_under_load_lose_and_repeat_nothing(
    serious: Serious, demand_balance: Demand
):
    serious.sender.go_on_sending()
    first, second = serious.work("intake", "intake")
    serious.wait_for_stored(200)
    (third,) = serious.work("intake")
    first.stop()
    serious.wait_for_stored(serious.stored() + 200)
    serious.work("intake")
    second.kill()
    serious.wait_for_stored(serious.stored() + 400)
    third.stop()
    serious.wait_for_stored(serious.stored() + 200)

    demand_balance()


def test_partitions_added_while_running_are_read_too(serious: Serious, demand_balance: Demand):
    serious.sender.go_on_sending()
    serious.work("intake", "intake")
    serious.wait_for_stored(100)

    admin = KafkaAdminClient(bootstrap_servers=serious.kafka.bootstrap)
    admin.create_partitions({serious.prefix + TOPIC: 8})
    admin.close()

    serious.wait_until(
        lambda: sum(end > 0 for end in ends_of(serious, TOPIC).values()) == 8, "all are written"
    )
    demand_balance()
    assert serious.number("count(*) from plumbing_position where consumer = 'intake'") == 8


def test_a_worker_frozen_inside_its_transaction_holds_up_no_other_of_its_feed(
    serious: Serious, demand_balance: Demand
):
    patient = {
        "kafka_session_seconds": "30"
    }  # the frozen one keeps its partitions: only locks could hold us up
    serious.sender.go_on_sending()
    serious.start("work", "intake", **patient)
    serious.wait_for_stored(100)
    # Not its first batch: frozen while the group still forms, it would hold up the group, not the database.
    sleeper = serious.start("work", "intake", fault="kept:8:stop", **patient)
    serious.wait_until(lambda: is_frozen(sleeper), "one worker has frozen with its rows written")
    time.sleep(1)  # what the other one had already in hand is done
    stored = serious.stored()

    serious.wait_until(lambda: serious.stored() >= stored + 200, "the other one goes on", seconds=10)
    sleeper.resume()

    demand_balance()
    assert "Fenced" not in sleeper.log.read_text()
