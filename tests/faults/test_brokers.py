"""The broker dies, is away, is slow, has lost a topic: point 6 of the list in docs/faults.md."""

import json
import resource
import threading
import time
from collections.abc import Callable, Sequence

import pytest
from kafka import KafkaAdminClient

from services.domain.errors import Unavailable
from services.plumbing.bus.kafka import log as kafka_log
from services.plumbing.bus.kafka.in_flight import MOST_BYTES, InFlight, in_portions, size_of
from services.plumbing.cloudevents import Message
from tests.faults.books import Sheet
from tests.faults.house import Serious
from tests.faults.sending import TOPIC, envelope, message
from tests.servers.fixtures import AnyKafka
from tests.servers.forked import ForkedProcess

Demand = Callable[[], Sheet]
ON_SERVERS = [pytest.mark.kafka, pytest.mark.postgres]

THREADS = 8
REFUSALS = 3
TIMEOUT = 2.0
A_KILOBYTE = b"x" * 1000
PORTION = 2_000  # messages: two megabytes a call, sixteen from all threads


def marked(test):
    for mark in ON_SERVERS:
        test = mark(test)
    return test


@marked
def test_a_broker_killed_under_load_comes_back_and_nothing_is_missing(
    serious: Serious, demand_balance: Demand, mortal_kafka: AnyKafka
):
    serious.sender.go_on_sending()
    workers = serious.work("intake", "intake", "relay")
    crowd = a_crowd(serious)
    serious.wait_for_stored(100)

    mortal_kafka.kill()
    serious.wait_until(lambda: not crowd.running, "the crowd was told, again and again, and gave up")
    demand_bounds(crowd)
    serious.wait_until(lambda: serious.sender.refusals > 0, "the sender is told that the broker is away")
    mortal_kafka.start()

    serious.wait_for_stored(serious.stored() + 200)
    assert all(worker.running for worker in workers), serious.words()
    assert demand_balance().stored == len(serious.sender.accepted)


@marked
def test_a_broker_that_stands_still_holds_up_and_loses_nothing(
    serious: Serious, demand_balance: Demand, mortal_kafka: AnyKafka
):
    serious.sender.go_on_sending()
    serious.work("intake", "intake", "relay")
    serious.wait_for_stored(100)

    mortal_kafka.pause()
    stood_at = serious.sender.accepted.copy()
    time.sleep(5)  # longer than a session
    assert len(serious.sender.accepted) <= len(stood_at) + 20
    mortal_kafka.resume()

    serious.wait_for_stored(len(stood_at) + 200)
    demand_balance()


@marked
def test_a_topic_that_is_missing_is_made_again(serious: Serious, demand_balance: Demand):
    serious.log.append([message("00000000-0000-0000-0000-000000000001", b"{}")])
    admin = KafkaAdminClient(bootstrap_servers=serious.kafka.bootstrap)
    admin.delete_topics([serious.prefix + TOPIC])
    gone = lambda: serious.prefix + TOPIC not in admin.list_topics()  # noqa: E731  # said once, here
    serious.wait_until(gone, "the topic is gone")
    admin.close()

    serious.sender.go_on_sending()  # its client still believes in the topic
    serious.work("intake")
    serious.wait_for_stored(200)

    demand_balance()


def test_what_waits_at_once_is_bounded_and_what_finds_no_room_is_told():
    room = InFlight(most=1_000)
    small, large = [message("a", b"x" * 300)], [message("b", b"x" * 5_000)]

    with room.room_for(small, 0), pytest.raises(Unavailable, match="more slowly"), room.room_for(large, 0.01):
        raise AssertionError("there was no room")
    with room.room_for(large, 0):  # alone it may always
        pass


def test_portions_keep_the_order_and_fit_the_budget():
    messages = [message(str(number), b"x" * size) for number, size in enumerate([10, 900, 400, 5_000, 1])]

    portions = list(in_portions(messages, most=2_000))

    assert [one.id for portion in portions for one in portion] == list("01234")
    assert all(size_of(portion) <= 2_000 or len(portion) == 1 for portion in portions)
    assert size_of([envelope(0)]) < MOST_BYTES


# --- in a process of its own --------------------------------------------------------------------------------


def append_in_a_crowd(bootstrap: str) -> None:
    """Many threads append two megabytes a call, and go on while the broker is away."""
    kafka_log.SEND_TIMEOUT_SECONDS = TIMEOUT
    log = kafka_log.KafkaLog(bootstrap, prefix="crowd.")
    log.append([message("first", A_KILOBYTE)])
    portion = [message(str(number), A_KILOBYTE, key=str(number)) for number in range(PORTION)]
    start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print("ready", flush=True)  # noqa: T201  # the test waits for it
    calls: list[tuple[str, float]] = []
    threads = [threading.Thread(target=insist, args=(log, portion, calls)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start
    refused = [code for code, _ in calls if code]
    found = {
        "codes": sorted(set(refused)),
        "refused": len(refused),
        "longest": max(seconds for _, seconds in calls),
        "grown_mb": grown / 1024,
        "asked_mb": len(refused) * size_of(portion) / 2**20,
    }
    print(json.dumps(found), flush=True)  # noqa: T201  # the test reads it


def insist(log: kafka_log.KafkaLog, portion: Sequence[Message], calls: list[tuple[str, float]]) -> None:
    """Append until refused so many times."""
    refused = 0
    while refused < REFUSALS:
        started, code = time.monotonic(), ""
        try:
            log.append(portion)
        except Unavailable as error:
            refused, code = refused + 1, error.code
            time.sleep(0.5)
        calls.append((code, time.monotonic() - started))
        time.sleep(0.2)


def a_crowd(serious: Serious) -> ForkedProcess:
    """A process whose threads have begun to append."""
    crowd = ForkedProcess(append_in_a_crowd, [serious.kafka.bootstrap], serious.folder / "crowd.log")
    serious.processes.append(crowd)
    crowd.start()
    serious.wait_until(lambda: "ready" in crowd.last_words(), "the crowd is ready")
    return crowd


def demand_bounds(crowd: ForkedProcess) -> None:
    """Everybody in the crowd was told in time, and what they had handed over filled no memory."""
    found = json.loads(crowd.last_words(1))
    assert set(found["codes"]) <= {"kafka_is_slow", "kafka_unavailable"} and found["codes"], found
    assert found["refused"] == THREADS * REFUSALS, found  # nobody hung
    assert found["longest"] < TIMEOUT * 3, found
    # What was asked for is more than what may wait at once.
    assert found["asked_mb"] > 40 > found["grown_mb"], found
