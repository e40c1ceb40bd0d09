"""What every event log must do, whichever database keeps the positions: nothing lost, nothing twice."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from kafka import KafkaAdminClient, TopicPartition
from sqlalchemy import insert, select
from sqlalchemy.exc import OperationalError

from services.domain.errors import Fenced, Unavailable, UnknownArea
from services.domain.events import FirstCaseAfterQuiet, MessageParked
from services.plumbing.bus import Delivered, EventLog, LogReader
from services.plumbing.bus.embedded import EmbeddedLog
from services.plumbing.bus.kafka import KafkaLog
from services.plumbing.cloudevents import Message, as_message, topic_of
from services.plumbing.consuming import MAX_ATTEMPTS, ParkedRow, deliver, hearing
from services.plumbing.database import OutboxRow, Transaction
from services.plumbing.positions import PositionRow
from services.plumbing.relay import outbox_size, relay
from tests.conformance.pipes import (
    KINDS,
    NOW,
    ON_KAFKA,
    ON_POSTGRES,
    SECONDS,
    Pipes,
    broken,
    case,
    cases,
    count_it,
    poll_until,
)
from tests.servers.waiting import wait_until

# --- append and read --------------------------------------------------------------------------------------


def test_messages_of_one_area_come_in_the_order_they_were_appended(pipes: Pipes) -> None:
    areas = ["193", "195", "22"]
    for number in range(10):
        pipes.say(*(case(number, area) for area in areas))

    found = poll_until(pipes.reader(), 30)

    for area in areas:
        bodies = [one.message.body for one in found if one.message.key == area]
        assert bodies == [one for one in sorted(bodies, key=number_in)] and len(bodies) == 10


def test_what_was_appended_is_there_for_another_process(pipes: Pipes) -> None:
    sent = as_message(case(7))
    pipes.say(sent)
    pipes.log.close()

    pipes.log = reopened(pipes)
    (found,) = poll_until(pipes.reader(), 1)

    assert found.message == sent


def test_any_bytes_travel(pipes: Pipes) -> None:
    body = bytes(range(256))
    pipes.say(broken(body))

    (found,) = poll_until(pipes.reader(), 1)

    assert found.message.body == body


def test_a_reader_goes_on_from_the_stored_position(pipes: Pipes) -> None:
    pipes.say(*cases(6))
    first = pipes.reader()
    pipes.deliver(poll_until(first, 3))
    first.close()

    second = poll_until(pipes.reader(), 3)
    pipes.deliver(second)

    assert [one.offset for one in second] == [3, 4, 5]
    assert pipes.effects() == [0, 1, 2, 3, 4, 5]


def test_a_poll_may_be_empty_and_returns_in_time(pipes: Pipes) -> None:
    reader = pipes.reader()

    assert list(reader.poll(10, 0.1)) == []
    pipes.deliver([])

    assert pipes.effects() == []


def test_a_reader_in_a_hurry_still_gets_what_is_there(pipes: Pipes) -> None:
    pipes.say(*cases(3))
    reader = pipes.reader()
    found: list[int] = []

    def all_there() -> bool:
        found.extend(one.offset for one in reader.poll(10, 0.0))
        return len(found) >= 3

    wait_until(all_there, SECONDS, "three messages are polled without waiting")
    assert found == [0, 1, 2]


def test_the_log_says_that_it_is_there(pipes: Pipes) -> None:
    pipes.log.check()


@pytest.mark.usefixtures("swept")
def test_a_broker_that_is_not_there_is_unavailable_in_our_words() -> None:
    with pytest.raises(Unavailable, match="PHENDAU_KAFKA_BOOTSTRAP"):
        KafkaLog("127.0.0.1:1").check()


# --- twice ------------------------------------------------------------------------------------------------


def test_a_message_appended_twice_takes_effect_once(pipes: Pipes) -> None:
    once, next_one = case(1), case(2)
    pipes.say(once)
    pipes.say(once)
    pipes.say(once, once, next_one)

    pipes.work([pipes.reader()], until=lambda: 2 in pipes.effects())

    assert pipes.effects() == [1, 2]


def test_a_repeat_at_another_place_of_the_log_is_absorbed(pipes: Pipes) -> None:
    message = as_message(case(1))

    pipes.deliver([Delivered(0, 0, message), Delivered(0, 1, message)])
    pipes.deliver([Delivered(0, 2, message)])

    assert pipes.effects() == [1] and pipes.positions() == 3


def test_each_consumer_hears_every_message_once(pipes: Pipes) -> None:
    pipes.say(*cases(3))
    other = Pipes(pipes.database, pipes.log)

    pipes.work([pipes.reader()], until=lambda: len(pipes.effects()) == 3)
    other.work([reader := other.reader()], until=lambda: len(pipes.effects()) == 6)
    reader.close()

    assert pipes.effects() == [0, 1, 2, 0, 1, 2]


# --- faults that pass -------------------------------------------------------------------------------------


def test_what_was_rolled_back_comes_again_after_a_rewind(pipes: Pipes) -> None:
    pipes.say(*cases(3))
    reader = pipes.reader()
    batch = poll_until(reader, 3)
    with pytest.raises(OperationalError):
        pipes.deliver(batch, handle=database_fails)
    reader.rewind()

    again = poll_until(reader, 3)
    pipes.deliver(again)

    assert [one.message.id for one in again] == [one.message.id for one in batch]
    assert pipes.effects() == [0, 1, 2]


@pytest.mark.parametrize("fault", [Unavailable("", ""), OperationalError("", None, Exception())])
def test_a_fault_that_passes_parks_nothing(pipes: Pipes, fault: Exception) -> None:
    pipes.say(case(1))
    batch = poll_until(pipes.reader(), 1)

    for _ in range(MAX_ATTEMPTS + 1):
        with pytest.raises(type(fault)):
            pipes.deliver(batch, handle=raising(fault))

    assert pipes.parked() == [] and pipes.effects() == [] and pipes.positions() == 0


def test_a_position_that_cannot_be_read_costs_no_message(pipes: Pipes) -> None:
    faults = [OperationalError("", None, Exception())] * 3

    def stored(topic: str, partition: int) -> int:
        if faults:
            raise faults.pop()
        return 0

    pipes.say(*cases(3))
    reader = pipes.reader(stored)
    failures = 0
    while faults and failures < 1000:  # each poll either fails or has not been given its partitions yet
        try:
            reader.poll(10, 0.2)
        except OperationalError:
            failures += 1

    assert failures == 3
    assert [one.offset for one in poll_until(reader, 3)] == [0, 1, 2]


def test_a_batch_that_went_missing_on_its_way_is_noticed(pipes: Pipes) -> None:
    pipes.say(*cases(4))
    reader = pipes.reader()
    batch = poll_until(reader, 4)

    with pytest.raises(Fenced):
        pipes.deliver(batch[2:])
    reader.rewind()
    pipes.deliver(poll_until(reader, 4))

    assert pipes.effects() == [0, 1, 2, 3]


def test_what_is_still_being_kept_is_not_handed_out_again(pipes: Pipes) -> None:
    pipes.say(*cases(6))
    reader = pipes.reader()

    first, second = two_batches_of_three(reader)
    pipes.deliver(first)
    pipes.deliver(second)
    reader.rewind()

    assert pipes.effects() == [0, 1, 2, 3, 4, 5] and list(reader.poll(10, 0.2)) == []


def two_batches_of_three(reader: LogReader) -> list[list[Delivered]]:
    """Three messages and three more, the first still on its way into the database.

    A group that forms anew between them reads on from what is stored, and rightly. It does so now and then
    on a busy machine, never five times in a row.
    """
    for _ in range(5):
        batches = [poll_until(reader, 3), poll_until(reader, 3)]
        if [one.offset for batch in batches for one in batch] == [0, 1, 2, 3, 4, 5]:
            return batches
        reader.rewind()
    raise AssertionError("What is still being kept was handed out again, each of five times.")


@pytest.mark.parametrize("pipes", KINDS[:1], indirect=True)
def test_a_topic_that_was_read_to_its_end_is_not_asked_again_before_something_comes(pipes: Pipes) -> None:
    asked: list[str] = []

    def position_of(topic: str, partition: int) -> int:
        asked.append(topic)
        return 0

    pipes.say(*cases(2))
    reader = pipes.reader(position_of)

    assert [len(reader.poll(5, 0)) for _ in range(3)] == [2, 0, 0] and len(asked) == 1
    pipes.say(case(7))
    assert len(reader.poll(5, 0)) == 1
    reader.rewind()
    assert len(reader.poll(5, 0)) == 3


# --- poison -----------------------------------------------------------------------------------------------


def test_a_message_that_always_fails_is_set_aside_and_the_rest_goes_on(pipes: Pipes) -> None:
    attempts: list[int] = []

    def refuse_one(happened: FirstCaseAfterQuiet, tx: Transaction) -> None:
        count_it(happened, tx)
        if happened.cases == 1:
            attempts.append(1)
            raise UnknownArea("Không biết khu vực.", "The area is unknown.")

    pipes.say(*cases(3))
    pipes.work([pipes.reader()], until=lambda: pipes.positions() == 3, handle=refuse_one)

    assert pipes.effects() == [0, 2]
    assert len(pipes.parked()) == 1 and len(attempts) == MAX_ATTEMPTS + 1  # once with its batch
    assert pipes.outbox() == [topic_of(MessageParked)]
    with pipes.database.reading() as tx:
        row = tx.execute(select(ParkedRow.error, ParkedRow.consumer, ParkedRow.topic)).one()
        said = MessageParked.model_validate_json(tx.execute(select(OutboxRow.body)).scalar_one())
    assert row == ("The area is unknown.", pipes.name, pipes.topic)
    assert (said.error.vi, said.consumer) == ("Không biết khu vực.", pipes.name)


def test_one_broken_message_of_a_hundred_leaves_ninety_nine(pipes: Pipes) -> None:
    pipes.say(*cases(40), broken(), *cases(99)[40:])

    pipes.work([pipes.reader()], until=lambda: pipes.positions() == 100)

    assert pipes.effects() == list(range(99))
    assert pipes.parked() == ["{"]


def test_a_fault_of_the_data_is_the_message_s_own_fault(pipes: Pipes) -> None:
    def insert_twice(happened: FirstCaseAfterQuiet, tx: Transaction) -> None:
        row = {"consumer": "x", "topic": "y", "partition": 0, "next_offset": 0}
        tx.execute(insert(PositionRow), [row])
        tx.execute(insert(PositionRow), [row])

    pipes.say(case(1))
    pipes.work([pipes.reader()], until=lambda: pipes.positions() == 1, handle=insert_twice)

    assert len(pipes.parked()) == 1


def test_bytes_that_no_text_can_hold_are_parked_too(pipes: Pipes) -> None:
    pipes.say(broken(b"\x00\xff"), case(1))

    pipes.work([pipes.reader()], until=lambda: pipes.positions() == 2)

    assert pipes.parked() == ["\N{REPLACEMENT CHARACTER}" * 2]
    assert pipes.effects() == [1]


def test_parking_what_tells_of_parking_starts_no_endless_chain(pipes: Pipes) -> None:
    parked = MessageParked(
        learned_at=NOW, consumer="x", source_topic="y", error=UnknownArea("a", "b").sentence
    )
    listener = hearing(pipes.name, {MessageParked: raising(RuntimeError())})
    pipes.say(as_message(parked))
    pipes.readers.append(pipes.log.reader(pipes.name, listener.topics, lambda topic, partition: 0))

    deliver(pipes.database, listener, poll_until(pipes.readers[-1], 1))

    assert len(pipes.parked()) == 1 and pipes.outbox() == []


def test_what_people_wrote_stays_out_of_the_log(pipes: Pipes, caplog: pytest.LogCaptureFixture) -> None:
    pipes.say(broken(b'{"name": "Nguyen Van An"}'))

    pipes.work([pipes.reader()], until=lambda: pipes.positions() == 1)

    assert "going on one by one" in caplog.text and "parked" in caplog.text
    assert "Nguyen" not in caplog.text


# --- two workers ------------------------------------------------------------------------------------------


def test_two_workers_of_one_consumer_count_everything_once(pipes: Pipes) -> None:
    workers = [pipes.reader(), pipes.reader()]
    for area in range(20):
        pipes.say(*cases(5, str(area)))

    pipes.work(workers, until=lambda: len(pipes.effects()) >= 100)

    assert sorted(pipes.effects()) == sorted([number for number in range(5) for _ in range(20)])


def test_a_worker_that_comes_too_late_is_refused_and_writes_nothing(pipes: Pipes) -> None:
    pipes.say(*cases(3))
    late = pipes.reader()
    batch_of_late = poll_until(late, 3)
    late.close()
    pipes.deliver(poll_until(pipes.reader(), 3))

    with pytest.raises(Fenced):
        pipes.deliver(batch_of_late)

    assert pipes.effects() == [0, 1, 2] and pipes.positions() == 3 and pipes.parked() == []


def test_two_workers_that_start_at_the_same_moment_do_not_both_write(pipes: Pipes) -> None:
    pipes.say(*cases(3))
    batch = poll_until(pipes.reader(), 3)

    outcomes = at_once([lambda: pipes.deliver(batch)] * 2)

    assert sorted(map(type, outcomes), key=str) == [type(None), Fenced]
    assert pipes.effects() == [0, 1, 2]


@pytest.mark.parametrize("pipes", ON_POSTGRES, indirect=True)
def test_a_batch_that_another_worker_is_keeping_is_left_to_him_at_once(pipes: Pipes) -> None:
    reader = pipes.reader()
    pipes.say(*cases(3))
    pipes.deliver(poll_until(reader, 3))
    pipes.say(*cases(2))
    batch = poll_until(reader, 2)
    frozen, go = threading.Event(), threading.Event()

    def freeze(happened: FirstCaseAfterQuiet, tx: Transaction) -> None:
        frozen.set()
        go.wait(SECONDS)

    with ThreadPoolExecutor(1) as other:
        keeping = other.submit(pipes.deliver, batch, freeze)
        frozen.wait(SECONDS)
        with pytest.raises(Fenced):
            pipes.deliver(batch)
        assert not keeping.done(), "we waited for the other one"
        go.set()

    assert keeping.result() is None and pipes.positions() == 5


@pytest.mark.parametrize("pipes", ON_KAFKA, indirect=True)
def test_workers_share_the_partitions_and_the_survivor_takes_all(pipes: Pipes) -> None:
    first, second = pipes.reader(), pipes.reader()
    heard: dict[int, set[int]] = {0: set(), 1: set()}

    def both_have_some() -> bool:
        pipes.say(*(case(1, str(area)) for area in range(20)))
        for number, reader in enumerate((first, second)):
            heard[number] = {one.partition for one in reader.poll(100, 0.2)}
        return all(heard.values()) and not heard[0] & heard[1]

    wait_until(both_have_some, SECONDS, "each worker has partitions of its own")
    first.close()

    wait_until(lambda: len({one.partition for one in second.poll(500, 0.5)}) > 2, SECONDS, "one has all")


@pytest.mark.parametrize("pipes", ON_KAFKA, indirect=True)
def test_a_log_whose_beginning_has_expired_is_read_from_what_is_left(pipes: Pipes) -> None:
    pipes.say(*cases(5))
    reader = pipes.reader()
    (partition,) = {one.partition for one in poll_until(reader, 5)}
    reader.close()
    expire(pipes, partition, before=3)

    pipes.work([pipes.reader()], until=lambda: len(pipes.effects()) >= 2)

    assert pipes.effects() == [3, 4]


@pytest.mark.parametrize("pipes", ON_KAFKA, indirect=True)
def test_a_log_that_is_shorter_than_what_was_read_is_not_silently_skipped(pipes: Pipes) -> None:
    pipes.say(*cases(3))
    reader = pipes.reader(lambda topic, partition: 1000)

    def complains() -> bool:
        try:
            return bool(reader.poll(10, 0.2))
        except Unavailable as error:
            return error.code == "log_is_shorter"

    wait_until(complains, SECONDS, "the reader says that messages are missing")


# --- from the outbox to the log ---------------------------------------------------------------------------


def test_an_event_is_published_when_its_transaction_commits_and_then_forgotten(pipes: Pipes) -> None:
    with pipes.database.transaction() as tx:
        tx.emit(*cases(3))
    assert relay(pipes.database, pipes.log) == 3
    pipes.work([pipes.reader()], until=lambda: len(pipes.effects()) == 3)

    with pipes.database.reading() as tx:
        assert outbox_size(tx) == 0
    assert pipes.effects() == [0, 1, 2] and relay(pipes.database, pipes.log) == 0


def test_a_transaction_that_fails_tells_nobody(pipes: Pipes) -> None:
    with pytest.raises(ZeroDivisionError), pipes.database.transaction() as tx:
        count_it(case(1), tx)
        tx.emit(case(1))
        raise ZeroDivisionError

    assert relay(pipes.database, pipes.log) == 0

    assert pipes.effects() == [] and pipes.outbox() == []


@dataclass
class Hindered:
    """A log on which something happens before or after each append."""

    log: EventLog
    before: Callable[[], object] = bool
    after: Callable[[], object] = bool

    def append(self, messages: Sequence[Message]) -> None:
        self.before()
        self.log.append(messages)
        self.after()


def test_a_relay_that_dies_before_it_forgets_repeats_and_the_consumer_does_not(pipes: Pipes) -> None:
    def die() -> None:
        raise SystemExit

    with pipes.database.transaction() as tx:
        tx.emit(*cases(3))
    with pytest.raises(SystemExit):
        relay(pipes.database, Hindered(pipes.log, after=die))
    assert len(pipes.outbox()) == 3
    relay(pipes.database, pipes.log)
    pipes.say(case(9))

    pipes.work([pipes.reader()], until=lambda: 9 in pipes.effects())

    assert pipes.effects() == [0, 1, 2, 9] and pipes.outbox() == []


def test_a_log_that_does_not_answer_leaves_the_outbox_as_it_is(pipes: Pipes) -> None:
    with pipes.database.transaction() as tx:
        tx.emit(*cases(3))

    with pytest.raises(Unavailable):
        relay(pipes.database, Hindered(pipes.log, before=lambda: raising(Unavailable("", ""))()))

    assert len(pipes.outbox()) == 3


def test_two_relays_at_once_repeat_each_other_and_lose_nothing(pipes: Pipes) -> None:
    both_have_looked = threading.Barrier(2, timeout=SECONDS)
    with pipes.database.transaction() as tx:
        tx.emit(*cases(50))

    slowed = Hindered(pipes.log, before=both_have_looked.wait)
    outcomes = at_once([lambda: relay(pipes.database, slowed)] * 2)
    pipes.say(case(99))
    pipes.work([pipes.reader()], until=lambda: 99 in pipes.effects())

    assert outcomes == [50, 50] and pipes.outbox() == []
    assert pipes.effects() == [*range(50), 99]


# --- small parts ------------------------------------------------------------------------------------------


def number_in(body: bytes) -> int:
    return FirstCaseAfterQuiet.model_validate_json(body).cases


def reopened(pipes: Pipes) -> EventLog:
    if isinstance(pipes.log, KafkaLog):
        return KafkaLog(",".join(pipes.log._bootstrap))
    return EmbeddedLog(pipes.database)


def raising(fault: Exception) -> Callable[..., None]:
    def handle(*_: object) -> None:
        raise fault

    return handle


def database_fails(happened: FirstCaseAfterQuiet, tx: Transaction) -> None:
    count_it(happened, tx)
    if happened.cases == 2:
        raise OperationalError("", None, Exception())


def at_once(steps: Sequence[Callable[[], object]]) -> list[object]:
    """Run steps in threads of their own; what each returned or raised."""
    outcomes: list[object] = []

    def run(step: Callable[[], object]) -> None:
        try:
            outcomes.append(step())
        except Exception as error:
            outcomes.append(error)

    threads = [threading.Thread(target=run, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    return outcomes


def expire(pipes: Pipes, partition: int, before: int) -> None:
    """What retention does to old messages."""
    admin = KafkaAdminClient(bootstrap_servers=pipes.log._bootstrap)
    admin.delete_records({TopicPartition(pipes.topic, partition): before})
    admin.close()
