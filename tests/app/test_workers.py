"""The loops: patient with what passes, quick to stop, and nothing read twice or lost on the way."""

import threading
import time
from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy.exc import OperationalError

from services.alerts.ledger import alerts
from services.app.cli.running import WORKERS
from services.app.pipeline import POLL, Pipeline
from services.app.running import Loops, loops_of
from services.app.wiring import House
from services.app.workers import Readers, consume, consume_once, open_reader, relay_all
from services.domain.errors import Fenced, Unavailable
from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records
from services.plumbing.bus import Delivered
from services.plumbing.cloudevents import Message
from services.plumbing.consuming import PORTION_BYTES, Consumer
from services.plumbing.relay import outbox_size
from tests.servers.waiting import wait_until

CASE = {"code": "MAU-1", "area": "205", "confirmed_at": "2021-01-19", "count": "1", "source": "chưa rõ"}
FAULTS = [
    lambda: Unavailable("tạm thời", "for now"),
    lambda: Fenced("bị vượt", "overtaken"),
    lambda: OperationalError("select 1", {}, Exception("gone")),
]


class Faulty:
    """A log that fails so many times and then works; it is the embedded one."""

    def __init__(self, house: House, fault: Callable[[], Exception], times: int) -> None:
        self._log, self._fault, self.left = house.log, fault, times
        self.tried = threading.Event()

    def append(self, messages):
        self.tried.set()
        if self.left:
            self.left -= 1
            raise self._fault()
        self._log.append(messages)

    def reader(self, *given):
        self.tried.set()
        if self.left:
            self.left -= 1
            raise self._fault()
        return self._log.reader(*given)

    def close(self):
        self._log.close()


class Slices:
    """A reader that hands out what there is in the slices it is asked for."""

    def __init__(self, delivered: list[Delivered]) -> None:
        self.left, self.polls = delivered, 0

    def poll(self, limit: int, wait_seconds: float) -> list[Delivered]:
        self.polls += 1
        slice_, self.left = self.left[:limit], self.left[limit:]
        return slice_

    def rewind(self) -> None:
        raise AssertionError("nothing failed")


def declared(number: int, size: int = 2) -> list[Delivered]:
    return [Delivered(0, n, Message("t", "k", f"m{n}", b"x" * size)) for n in range(number)]


def told_in_turns(house: House, reader: Slices, portion: int) -> list[int]:
    """How many messages each turn of a pipeline took, until nothing is left."""
    consumer = Consumer(f"slices-{portion}", ("t",), lambda delivered, tx: None, portion=portion)
    pipeline = Pipeline(house.database, consumer, reader)  # type: ignore[arg-type]  # as much of a reader as is asked for
    try:
        return list(iter(lambda: pipeline.turn(0.0), 0))
    finally:
        pipeline.close()


def test_small_messages_are_gathered_into_one_transaction(house: House):
    reader = Slices(declared(2 * POLL + 10))

    assert told_in_turns(house, reader, portion=4 * POLL) == [2 * POLL + 10]


def test_gathering_ends_at_a_portion_of_messages_or_of_bytes(house: House):
    by_number = told_in_turns(house, Slices(declared(4 * POLL)), portion=2 * POLL)
    by_bytes = told_in_turns(house, Slices(declared(3 * POLL, PORTION_BYTES // POLL + 1)), portion=9 * POLL)

    assert by_number == [2 * POLL, 2 * POLL]
    assert by_bytes == [POLL, POLL, POLL]


def take_in_a_case(house: House) -> None:
    with house.database.transaction() as tx:
        receive_records(tx, FEEDS["cases"], [CASE], house.reading())


def waiting(house: House) -> int:
    with house.database.reading() as tx:
        return outbox_size(tx)


def number_of_alerts(house: House) -> int:
    with house.database.reading() as tx:
        return len(alerts(tx))


def with_log(house: House, log: Faulty) -> House:
    object.__setattr__(house, "log", log)
    return house


@pytest.mark.parametrize("fault", FAULTS, ids=["unavailable", "fenced", "database"])
def test_a_loop_waits_for_what_passes_and_then_goes_on(house: House, fault: Callable[[], Exception]):
    take_in_a_case(house)
    log = Faulty(house, fault, times=2)
    loops = Loops({"relay": partial(relay_all, with_log(house, log))})

    loops.start()
    wait_until(lambda: waiting(house) == 0, 20, "the outbox is empty")
    loops.stop()

    assert log.left == 0


@pytest.mark.parametrize("loop", [relay_all, partial(consume, name="risk")], ids=["relay", "consumer"])
def test_a_loop_that_waits_for_a_fault_to_pass_ends_at_once_when_told_to(house: House, loop):
    take_in_a_case(house)
    log = Faulty(house, FAULTS[0], times=1_000_000)
    stop, ended = threading.Event(), threading.Event()

    def run() -> None:
        loop(with_log(house, log), stop=stop)
        ended.set()  # a loop that raises never comes here

    thread = threading.Thread(target=run)
    thread.start()
    assert log.tried.wait(10)
    started = time.monotonic()
    stop.set()
    thread.join(20)

    assert ended.is_set()
    assert time.monotonic() - started < 5


def test_a_fault_that_does_not_pass_is_not_swallowed(house: House):
    take_in_a_case(house)

    with pytest.raises(ZeroDivisionError):
        relay_all(with_log(house, Faulty(house, ZeroDivisionError, times=1)), threading.Event())


def test_the_reader_is_rewound_after_a_fault_so_that_the_batch_comes_again(house: House):
    take_in_a_case(house)
    reader = open_reader(house, house.consumers["alerts"])
    risk = house.consumers["risk"]
    relay_stop = threading.Event()
    stopper = threading.Timer(1.0, relay_stop.set)
    stopper.start()
    relay_all(house, relay_stop)

    def faulty(delivered, tx):
        raise OperationalError("select 1", {}, Exception("gone"))

    hearing = open_reader(house, risk)
    with pytest.raises(OperationalError):
        consume_once(house, type(risk)(risk.name, risk.topics, faulty), hearing, 0.0)
    again = consume_once(house, risk, hearing, 0.0)
    reader.close()
    hearing.close()

    assert again >= 1


def test_all_loops_of_a_house_do_what_settling_by_hand_does(house: House):
    take_in_a_case(house)

    loops = loops_of(house)
    loops.start()
    wait_until(lambda: number_of_alerts(house) >= 8, 30, "the agencies are told")
    loops.stop()

    assert Readers(house).settle() == 0
    assert waiting(house) == 0


def test_every_consumer_of_the_house_can_be_worked_by_the_command(house: House):
    assert set(WORKERS) == {*house.consumers, "relay"}
