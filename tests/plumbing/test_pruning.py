"""The pipes forget what everybody has handled, and nothing else."""

from datetime import timedelta
from functools import partial

from sqlalchemy import func, select

from services.domain.events import ArrivalsCounted
from services.plumbing.bus.embedded import EmbeddedLog, LogRow
from services.plumbing.cloudevents import as_message, topic_of
from services.plumbing.consuming import Consumer, deliver, position
from services.plumbing.database import InboxRow
from services.plumbing.pruning import prune


def test_old_messages_behind_every_reader_go_and_unread_ones_stay(database, clock):
    log = EmbeddedLog(database)
    log.append([_message(clock, number) for number in range(5)])
    consumer = Consumer("reader", (topic_of(ArrivalsCounted),), lambda delivered, tx: None)
    reader = log.reader("reader", consumer.topics, partial(position, database, "reader"))
    deliver(database, consumer, reader.poll(3, 0.0))
    clock.move_to(clock() + timedelta(days=31))

    with database.transaction() as tx:
        prune(tx, clock() - timedelta(days=30))

    assert _size(database, LogRow) == 2
    assert _size(database, InboxRow) == 0
    assert len(reader.poll(10, 0.0)) == 2


def test_what_is_young_stays(database, clock):
    log = EmbeddedLog(database)
    log.append([_message(clock, 1)])

    with database.transaction() as tx:
        prune(tx, clock() - timedelta(days=30))

    assert _size(database, LogRow) == 1


def _message(clock, number):
    return as_message(ArrivalsCounted(learned_at=clock(), ref=str(number), kind="declaration", counts=()))


def _size(database, table):
    with database.reading() as tx:
        return tx.execute(select(func.count()).select_from(table)).scalar_one()
