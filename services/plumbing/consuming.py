"""From the log to a room: one batch, one transaction; a second delivery does nothing; poison is parked."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.domain.errors import Fenced, Unavailable
from services.domain.events import Event
from services.plumbing.bus import Delivered
from services.plumbing.cloudevents import as_event, topic_of
from services.plumbing.database import Database, Transaction
from services.plumbing.engine import is_passing
from services.plumbing.faultpoints import reached
from services.plumbing.parked import ParkedRow as ParkedRow
from services.plumbing.parked import fault, park
from services.plumbing.positions import advance
from services.plumbing.positions import position as position  # asked for here by whoever consumes

log = logging.getLogger(__name__)

PORTION_BYTES = 2 << 20  # of messages a transaction: some four thousand declarations, half a second of work
MAX_ATTEMPTS = 5  # a fault that outlives five tries in a row needs a person

Handler = Callable[[Event, Transaction], None]
AfterBatch = Callable[[Transaction], None]
Receive = Callable[[Delivered, Transaction], None]
Prepare = Callable[[Sequence[Delivered]], Sequence[Any]]
ReceiveAll = Callable[[Sequence[Any], Transaction], None]


@dataclass(frozen=True)
class Consumer:
    """Who listens to what: `receive` takes one message, `after` runs once at the end of each batch."""

    name: str
    topics: tuple[str, ...]
    receive: Receive
    after: AfterBatch = field(default=lambda tx: None)
    seal: Callable[[bytes], str] = lambda body: body.decode(errors="replace")
    """How the body of a parked message is kept: what strangers send may name people."""
    unseal: Callable[[str], bytes] = str.encode
    prepare: Prepare | None = None
    """For messages by the thousand: work on each that needs no database, done before the transaction."""
    portion: int = 500
    """Messages of one transaction at most: fewer where each is long work, for others wait for the pen."""
    receive_all: ReceiveAll | None = None
    """Takes what was prepared of a whole batch at once; `receive` still takes one that failed with others."""
    knows_repeats: bool = False
    """It finds by itself, in the same transaction, what it took before: the inbox need not note it too."""


@dataclass(frozen=True)
class Batch:
    """What one poll brought, and what was prepared of it; with no preparation the messages themselves."""

    delivered: Sequence[Delivered]
    prepared: Sequence[Any] = ()
    fault: Exception | None = None
    """A fault of ours in preparing: then each message is tried alone."""


def prepared(consumer: Consumer, delivered: Sequence[Delivered]) -> Batch:
    """A batch, ready for its transaction; never raises."""
    try:
        return Batch(delivered, consumer.prepare(delivered) if consumer.prepare else delivered)
    except Exception as error:  # whatever it is, `deliver_batch` finds the one message that is at fault
        return Batch(delivered, fault=error)


def portions(consumer: Consumer, delivered: Sequence[Delivered]) -> Iterator[Sequence[Delivered]]:
    """What one poll brought, in the parts that are one transaction each, in the same order."""
    start, size = 0, 0
    for place, one in enumerate(delivered):
        too_large = size and size + len(one.message.body) > PORTION_BYTES
        if too_large or place - start == consumer.portion:
            yield delivered[start:place]
            start, size = place, 0
        size += len(one.message.body)
    if start < len(delivered):
        yield delivered[start:]


def is_a_portion(consumer: Consumer, messages: int, size: int) -> bool:
    """Are so many messages, of so many bytes together, enough for one transaction?"""
    return messages >= consumer.portion or size >= PORTION_BYTES


def size_of(delivered: Sequence[Delivered]) -> int:
    """The bytes of these messages' bodies."""
    return sum(len(one.message.body) for one in delivered)


def hearing(
    name: str, handlers: Mapping[type[Event], Handler], after: AfterBatch | None = None, portion: int = 500
) -> Consumer:
    """A consumer of our own events: each kind to its handler."""

    def receive(delivered: Delivered, tx: Transaction) -> None:
        happened = as_event(delivered.message)
        handlers[type(happened)](happened, tx)

    topics = tuple(topic_of(kind) for kind in handlers)
    return Consumer(name, topics, receive, after or (lambda tx: None), portion=portion)


def deliver(database: Database, consumer: Consumer, delivered: Sequence[Delivered]) -> None:
    """Hand what one poll brought to a consumer, each message once, however often it comes."""
    deliver_batch(database, consumer, prepared(consumer, delivered))


def deliver_batch(database: Database, consumer: Consumer, batch: Batch) -> None:
    """Hand a prepared batch to a consumer, each message once, however often it comes.

    Raises Fenced when another worker has moved the position, and the database's own error when it does
    not answer: then nothing was written and the same batch may be delivered again.
    """
    try:
        _deliver_whole(database, consumer, batch)
    except Exception as error:  # whatever a handler raises: find the one message that is at fault
        if _passes(error):
            raise
        log.warning("batch failed, going on one by one", extra={"consumer": consumer.name, **fault(error)})
        for delivered in batch.delivered:
            _deliver_alone(database, consumer, delivered)


def _deliver_whole(database: Database, consumer: Consumer, batch: Batch) -> None:
    if batch.fault is not None:
        raise batch.fault
    reached("prepared")
    with database.transaction() as tx:
        advance(tx, consumer.name, batch.delivered)
        new = _first_of_each(tx, consumer, batch.delivered)
        if consumer.receive_all is not None:
            consumer.receive_all([batch.prepared[place] for place in new], tx)
        else:
            for place in new:
                consumer.receive(batch.delivered[place], tx)
        consumer.after(tx)
        reached("kept")
    reached("committed")


def _first_of_each(tx: Transaction, consumer: Consumer, batch: Sequence[Delivered]) -> list[int]:
    """Places in the batch of messages never seen before; the same message may be in one batch twice."""
    places: dict[str, int] = {}
    for place, delivered in enumerate(batch):
        places.setdefault(delivered.message.id, place)
    if consumer.knows_repeats:
        return list(places.values())
    fresh = tx.first_sights(consumer.name, places)
    return [place for identifier, place in places.items() if identifier in fresh]


def _deliver_alone(database: Database, consumer: Consumer, delivered: Delivered) -> None:
    for attempt in range(1, MAX_ATTEMPTS + 1):
        try:
            _deliver_whole(database, consumer, prepared(consumer, [delivered]))
        except Exception as error:  # any fault of a handler counts as one attempt
            if _passes(error):
                raise
            if attempt == MAX_ATTEMPTS:
                _park(database, consumer, delivered, error)
        else:
            return


def _passes(error: Exception) -> bool:
    """A fault of a server or of timing, not of the message: the same batch may succeed later."""
    return is_passing(error) or isinstance(error, Fenced | Unavailable)


def _park(database: Database, consumer: Consumer, delivered: Delivered, error: Exception) -> None:
    """Set a message aside, and go on behind it; all in one commit."""
    with database.transaction() as tx:
        advance(tx, consumer.name, [delivered])
        tx.first_sight(consumer.name, delivered.message.id)
        park(tx, consumer.name, delivered, consumer.seal(delivered.message.body), error)
