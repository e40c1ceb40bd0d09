"""The Kafka door: messages of other systems, a record, a list or one record a line in each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from services.domain.errors import BadRecord
from services.domain.events import named_id
from services.domain.receipts import Outcome
from services.ingest.cells import Unreadable
from services.ingest.columns import NOT_A_RECORD, Reading
from services.ingest.faults import Fault
from services.ingest.feed import Feed
from services.ingest.feeds import Feeds
from services.ingest.files import ReadingOf
from services.ingest.intake import Parcel
from services.ingest.json_files import records_in
from services.ingest.parcels import keep_parcels
from services.ingest.reading import Read, Row, read_rows
from services.ingest.receipts import known_receipts
from services.ingest.times import moment
from services.plumbing.bus import Delivered
from services.plumbing.clock import Clock
from services.plumbing.cloudevents import INTAKE_TOPIC_PREFIX, Message
from services.plumbing.consuming import Consumer
from services.plumbing.database import Transaction
from services.plumbing.privacy import Privacy

NAME = "intake"
MOST_MESSAGES = 4_000  # of one transaction: as many rows as its megabytes hold when each comes alone
LEARNED_AT = "learned_at"
"""Optional header: when the sender's message reached us, if not now."""


class Opened(NamedTuple):
    """One message, read: whose receipt, when we learned it, and its rows."""

    feed: Feed
    reading: Reading
    parcel: Parcel


def intake_consumer(feeds: Feeds, reading_of: ReadingOf, clock: Clock, privacy: Privacy) -> Consumer:
    """Listens to one topic a feed. A message that is no JSON is refused, never stops the ones behind it.

    A message that a fault of ours parks is kept sealed: it may name people.
    """

    def prepare(delivered: Sequence[Delivered]) -> list[Opened]:
        reading = replace(reading_of(clock()), live=True)
        return [open_message(feeds, one.message, reading) for one in delivered]

    def receive_all(opened: Sequence[Opened], tx: Transaction) -> None:
        keep_messages(opened, tx)

    def receive(delivered: Delivered, tx: Transaction) -> None:
        receive_all(prepare([delivered]), tx)

    return Consumer(
        NAME,
        tuple(INTAKE_TOPIC_PREFIX + feed for feed in feeds),
        receive,
        seal=privacy.seal_text,
        unseal=privacy.open_text,
        prepare=prepare,
        receive_all=receive_all,
        portion=MOST_MESSAGES,
        knows_repeats=True,  # each has a receipt by its id, which outlives the inbox
    )


def open_message(feeds: Feeds, message: Message, now: Reading) -> Opened:
    """Read one message, with no database; what cannot be read becomes one refused row."""
    feed = feeds[message.topic.removeprefix(INTAKE_TOPIC_PREFIX)]
    try:
        reading = _reading_of(message, now)
        read = read_rows(feed, records_in(message.body), reading)
    except BadRecord as error:
        reading, read = now, [_refused(message, error)]
    return Opened(feed, reading, Parcel(receipt_id(feed, message.id), read))


def keep_messages(opened: Sequence[Opened], tx: Transaction) -> None:
    """Keep messages read, with a receipt each: those of one feed and moment as one batch.

    A message whose receipt is there was taken in before, however long ago: it is left out.
    """
    batches: dict[tuple[str, datetime, bool], list[Opened]] = {}
    known = known_receipts(tx, [one.parcel.receipt for one in opened])
    for one in opened:
        if one.parcel.receipt not in known:
            place = (one.feed.name, one.reading.learned_at, one.reading.live)
            batches.setdefault(place, []).append(one)
    # Sorted: two workers that note the same feeds cannot wait for each other in a ring.
    for _, batch in sorted(batches.items(), key=lambda item: item[0]):
        keep_parcels(tx, batch[0].feed, [one.parcel for one in batch], batch[0].reading, door="topic")


def receipt_id(feed: Feed, message_id: str) -> str:
    """The id of a message's receipt: its sender can work it out from the CloudEvents id (UUIDv5)."""
    return named_id(f"phendau:{feed.name}:{message_id}")


def _reading_of(message: Message, now: Reading) -> Reading:
    said = message.headers.get(LEARNED_AT)
    if said is None:
        return now
    try:
        learned_at = moment(said.strip(), now)
    except Unreadable:
        raise _bad_learned_at() from None
    if learned_at > now.latest:
        raise _bad_learned_at()
    return replace(now, learned_at=learned_at, live=False)


def _refused(message: Message, error: BadRecord) -> Read:
    fault = Fault(error.field, error.code, error.sentence)
    body = message.body.decode(errors="backslashreplace")
    return Read(Row(None, {NOT_A_RECORD: body}), Outcome.REFUSED, (fault,))


def _bad_learned_at() -> BadRecord:
    return BadRecord(
        vi="Tiêu đề 'learned_at' không đọc được hoặc ở tương lai; gửi thời điểm ISO 8601 đã qua.",
        en="Header 'learned_at' cannot be read or lies in the future; send a past ISO 8601 moment.",
        field=LEARNED_AT,
        code="learned_at",
    )
