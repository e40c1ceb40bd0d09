"""What both databases must do: SQLite for one machine, PostgreSQL for many processes."""

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, OperationalError

from services.plumbing import engine
from services.plumbing.bus import Delivered
from services.plumbing.bus.embedded import PARTITION, EmbeddedLog, _append
from services.plumbing.cloudevents import Message, as_message
from services.plumbing.database import Database, InboxRow, OutboxRow
from services.plumbing.positions import PositionRow, position
from tests.conformance.pipes import NOW, SECONDS, Pipes, case, cases, tally
from tests.servers.waiting import wait_until

# --- rows -------------------------------------------------------------------------------------------------


def inbox_rows(numbers: range) -> list[dict[str, object]]:
    return [{"consumer": "risk", "event_id": str(number), "seen_at": NOW} for number in numbers]


@pytest.mark.parametrize(
    ("there", "added", "new"),
    [
        (range(0), range(0), 0),
        (range(0), range(1), 1),
        (range(1), range(1), 0),
        (range(10), range(5, 25), 15),
        (range(2500), range(5000), 2500),
    ],
)
def test_new_rows_are_counted(any_database: Database, there: range, added: range, new: int) -> None:
    with any_database.transaction() as tx:
        tx.add(InboxRow, inbox_rows(there))

        counted = tx.add_new(InboxRow, inbox_rows(added))

    assert counted == new


def test_the_first_sight_of_an_event_is_the_only_one(any_database: Database) -> None:
    with any_database.transaction() as tx:
        first = tx.first_sight("risk", "a")
    with any_database.transaction() as tx:
        again = tx.first_sight("risk", "a")
        other = tx.first_sight("alerts", "a")
        several = tx.first_sights("risk", ["c", "a", "b", "b"])

    assert (first, again, other) == (True, False, True)
    assert several == {"b", "c"}


def test_rows_of_each_of_many_values_are_found_at_one_asking(any_database: Database) -> None:
    with any_database.transaction() as tx:
        tx.add(InboxRow, inbox_rows(range(50)))
        wanted = select(InboxRow.event_id, InboxRow.consumer).order_by(InboxRow.event_id)

        found = tx.each(wanted, InboxRow.event_id, ["3", "7", "nobody", "7"], 10).all()
        none = tx.each(wanted, InboxRow.event_id, [], 10).all()
        among = tx.execute(wanted.where(tx.among(InboxRow.event_id, ["3", "nobody"]))).all()

    assert {row.event_id for row in found} == {"3", "7"}
    assert (none, len(among)) == ([], 1)


def test_a_row_that_is_put_again_is_replaced(any_database: Database) -> None:
    row = {"consumer": "risk", "topic": "t", "partition": 0}
    for offset in (1, 2):
        with any_database.transaction() as tx:
            tx.put(PositionRow, row | {"next_offset": offset})

    assert position(any_database, "risk", "t", 0) == 2


@pytest.mark.parametrize(
    "said", ["2021-01-29T12:00:00+07:00", "2021-01-29T05:00:00+00:00", "2021-01-28T23:59:59.999999-11:00"]
)
def test_a_moment_comes_back_as_the_same_moment(any_database: Database, said: str) -> None:
    moment = datetime.fromisoformat(said)
    with any_database.transaction() as tx:
        tx.add(InboxRow, [{"consumer": "risk", "event_id": "a", "seen_at": moment}])

    with any_database.reading() as tx:
        kept = tx.execute(select(InboxRow.seen_at)).scalar_one()
        found = tx.execute(select(InboxRow.event_id).where(InboxRow.seen_at <= moment)).all()

    assert kept == moment and kept.tzinfo is UTC and len(found) == 1


def test_moments_of_different_zones_are_kept_in_order(any_database: Database) -> None:
    noon_in_hanoi = datetime.fromisoformat("2021-01-29T12:00:00+07:00")
    six_in_london = datetime.fromisoformat("2021-01-29T06:00:00+00:00")
    rows = [("later", six_in_london), ("sooner", noon_in_hanoi)]
    with any_database.transaction() as tx:
        tx.add(InboxRow, [{"consumer": "c", "event_id": name, "seen_at": moment} for name, moment in rows])

    with any_database.reading() as tx:
        found = list(tx.execute(select(InboxRow.event_id).order_by(InboxRow.seen_at)).scalars())

    assert found == ["sooner", "later"]


def test_vietnamese_text_and_trees_come_back_as_they_were(any_database: Database) -> None:
    headers = {"tên": "Quảng Ninh — Hạ Long", "danh sách": [1, None, "đ"]}
    row = {"topic": "t", "key": "k", "id": "i", "headers": headers, "body": "Hòa ≠ Hoà"}
    with any_database.transaction() as tx:
        tx.add(OutboxRow, [row])

    with any_database.reading() as tx:
        kept = tx.execute(select(OutboxRow.headers, OutboxRow.body)).one()

    assert tuple(kept) == (headers, "Hòa ≠ Hoà")


# --- transactions -----------------------------------------------------------------------------------------


def tallied(database: Database) -> list[int]:
    with database.reading() as tx:
        return list(tx.execute(select(tally.c.cases).order_by(tally.c.nr)).scalars())


def waiting(database: Database) -> int:
    with database.reading() as tx:
        return len(tx.execute(select(OutboxRow.seq)).all())


def test_a_transaction_that_fails_leaves_neither_row_nor_event(any_database: Database) -> None:
    with pytest.raises(ZeroDivisionError), any_database.transaction() as tx:
        tx.execute(insert(tally), [{"cases": 1}])
        tx.emit(case(1))
        raise ZeroDivisionError

    assert tallied(any_database) == [] and waiting(any_database) == 0


def test_a_row_and_its_event_become_visible_together(any_database: Database) -> None:
    with any_database.transaction() as tx:
        tx.execute(insert(tally), [{"cases": 1}])
        tx.emit(case(1), case(2))
        before = tallied(any_database), waiting(any_database)

    assert before == ([], 0)
    assert (tallied(any_database), waiting(any_database)) == ([1], 2)


def test_a_look_shows_one_picture_however_long_it_takes(any_database: Database) -> None:
    with any_database.reading() as look:
        first = look.execute(select(tally.c.cases)).all()
        with any_database.transaction() as tx:
            tx.execute(insert(tally), [{"cases": 1}])
        second = look.execute(select(tally.c.cases)).all()

    assert first == second == []
    assert tallied(any_database) == [1]


def test_what_a_person_wrote_stays_out_of_a_database_error(any_database: Database) -> None:
    with pytest.raises(DBAPIError) as raised, any_database.transaction() as tx:
        tx.execute(text("SELECT :name FROM nowhere"), [{"name": "Nguyen Van An"}])

    assert "nowhere" in str(raised.value) and "Nguyen" not in str(raised.value)


# --- several at once --------------------------------------------------------------------------------------


def in_threads(step: Callable[[int], None], count: int) -> list[threading.Thread]:
    threads = [threading.Thread(target=step, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    return threads


def test_writers_wait_for_each_other_instead_of_failing(any_database: Database) -> None:
    with any_database.transaction() as tx:
        tx.add(PositionRow, [{"consumer": "c", "topic": "t", "partition": 0, "next_offset": 0}])

    def add_ten(_: int) -> None:
        for _ in range(10):
            with any_database.transaction() as tx:
                tx.execute(update(PositionRow).values(next_offset=PositionRow.next_offset + 1))

    for thread in in_threads(add_ten, 8):
        thread.join(SECONDS)

    assert position(any_database, "c", "t", 0) == 80


def test_a_writer_holds_up_no_reader(any_database: Database) -> None:
    with any_database.transaction() as tx:
        tx.execute(insert(tally), [{"cases": 1}])

        seen_meanwhile = tallied(any_database)

    assert seen_meanwhile == []


def test_a_writer_does_not_wait_for_ever(any_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 200)
    hasty = Database(any_database.url.render_as_string(hide_password=False), lambda: NOW)
    row = {"consumer": "c", "topic": "t", "partition": 0, "next_offset": 0}
    with any_database.transaction() as tx:
        tx.add(PositionRow, [row])

        with pytest.raises(OperationalError), hasty.transaction() as other:
            other.add(PositionRow, [row])

    hasty.close()


def test_several_processes_may_open_a_new_house_at_once(tmp_path: Path) -> None:
    program = (
        "import sys; from services.plumbing.clock import system_clock;"
        "from services.plumbing.database import Database;"
        "database = Database(sys.argv[1], system_clock);"
        "tx = database.transaction().__enter__()"
    )
    command = [sys.executable, "-c", program, f"sqlite:///{tmp_path / 'house.db'}"]
    root = Path(__file__).parents[2]
    running = [subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True) for _ in range(6)]

    said = [process.communicate(timeout=60)[1] for process in running]

    assert said == [""] * 6


def test_appenders_at_once_leave_no_gap_and_no_reader_behind(any_database: Database) -> None:
    pipes = Pipes(any_database, EmbeddedLog(any_database))
    reader = pipes.reader()

    def append(number: int) -> None:
        for step in range(10):
            pipes.say(case(number * 10 + step))

    threads = in_threads(append, 4)
    pipes.work([reader], until=lambda: len(pipes.effects()) >= 40)
    for thread in threads:
        thread.join(SECONDS)

    assert sorted(pipes.effects()) == list(range(40)) and pipes.positions() == 40


def test_a_message_that_is_committed_late_is_not_skipped(any_database: Database) -> None:
    pipes = Pipes(any_database, EmbeddedLog(any_database))
    reader = pipes.reader()
    first_is_in, may_commit = threading.Event(), threading.Event()

    def append_slowly(_: int) -> None:
        with any_database.transaction() as tx:
            _append(tx, pipes.topic, [as_message(case(1))])
            first_is_in.set()
            may_commit.wait(SECONDS)

    threads = in_threads(append_slowly, 1)
    assert first_is_in.wait(SECONDS)
    threads += in_threads(lambda _: pipes.say(case(2)), 1)
    seen_meanwhile = list(reader.poll(10, 0.3))
    may_commit.set()
    pipes.work([reader], until=lambda: len(pipes.effects()) >= 2)

    assert seen_meanwhile == [] and pipes.effects() == [1, 2]
    assert position(any_database, pipes.name, pipes.topic, PARTITION) == 2
    for thread in threads:
        thread.join(SECONDS)


def test_a_name_can_be_held_by_one_transaction_at_a_time(any_database: Database) -> None:
    inside: list[int] = []
    most: list[int] = []

    def hold(number: int) -> None:
        with any_database.transaction() as tx:
            tx.lock("regrade")
            inside.append(number)
            most.append(len(inside))
            tx.execute(insert(tally), [{"cases": number}])
            inside.remove(number)

    for thread in in_threads(hold, 4):
        thread.join(SECONDS)

    assert most == [1, 1, 1, 1] and len(tallied(any_database)) == 4


def test_appending_many_topics_in_any_order_does_not_block(any_database: Database) -> None:
    log = EmbeddedLog(any_database)
    there = [as_message(one) for one in cases(2)]
    back = [message_on(name, one) for one in there for name in ("b", "a")]
    forth = [message_on(name, one) for one in there for name in ("a", "b")]

    def append(number: int) -> None:
        for _ in range(10):
            log.append(back if number % 2 else forth)

    threads = in_threads(append, 4)
    wait_until(lambda: not any(thread.is_alive() for thread in threads), SECONDS, "all have appended")

    assert [len(read(any_database, name)) for name in ("a", "b")] == [2, 2]


def message_on(topic: str, message: Message) -> Message:
    return message._replace(topic=topic)


def read(database: Database, topic: str) -> Sequence[Delivered]:
    return EmbeddedLog(database).reader("c", [topic], lambda topic, partition: 0).poll(10, 0)
