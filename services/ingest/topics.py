"""The Kafka door: messages of other systems, a record, a list or one record a line in each."""

import uuid
from datetime import datetime

from services.domain.base import Sentence
from services.domain.errors import BadRecord
from services.domain.receipts import Outcome
from services.ingest.cells import Unreadable
from services.ingest.checks import CLOCK_SLACK
from services.ingest.columns import NOT_A_RECORD, Reading
from services.ingest.faults import Fault
from services.ingest.feed import Feed
from services.ingest.feeds import FEEDS
from services.ingest.files import ReadingOf
from services.ingest.intake import settle
from services.ingest.json_files import records_in
from services.ingest.reading import Read, Row, read_row
from services.ingest.receipts import count, open_receipt
from services.ingest.times import moment
from services.plumbing.bus import Delivered
from services.plumbing.cloudevents import INTAKE_TOPIC_PREFIX, Message
from services.plumbing.consuming import Consumer
from services.plumbing.database import Transaction
from services.plumbing.privacy import Privacy

NAME = "intake"
LEARNED_AT = "learned_at"
"""Optional header: when the sender's message reached us, if not now."""


def intake_consumer(reading_of: ReadingOf, privacy: Privacy) -> Consumer:
    """Listens to one topic a feed. A message that is no JSON is refused, never stops the ones behind it.

    A message that a fault of ours parks is kept sealed: it may name people.
    """

    def receive(delivered: Delivered, tx: Transaction) -> None:
        receive_message(delivered.message, tx, reading_of)

    return Consumer(
        NAME,
        tuple(INTAKE_TOPIC_PREFIX + feed for feed in FEEDS),
        receive,
        seal=lambda body: privacy.seal(body).decode(),
        unseal=lambda sealed: privacy.open(sealed.encode()),
    )


def receive_message(message: Message, tx: Transaction, reading_of: ReadingOf) -> str:
    """Take in one message and store its receipt; returns the receipt's id."""
    feed = FEEDS[message.topic.removeprefix(INTAKE_TOPIC_PREFIX)]
    receipt = receipt_id(feed, message.id)
    now = reading_of(tx.now)
    try:
        learned_at = _learned_at(message, now)
        reading = reading_of(learned_at)
        read = [read_row(feed, row, reading) for row in records_in(message.body.decode())]
    except (BadRecord, UnicodeDecodeError) as error:
        reading, read = now, [_refused(message, error)]
    open_receipt(tx, receipt, feed.name, "topic", reading.learned_at)
    count(tx, settle(tx, feed, read, reading, receipt))
    return receipt


def receipt_id(feed: Feed, message_id: str) -> str:
    """The id of a message's receipt: its sender can work it out from the CloudEvents id."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"phendau:{feed.name}:{message_id}"))


def _learned_at(message: Message, now: Reading) -> datetime:
    said = message.headers.get(LEARNED_AT)
    if said is None:
        return now.learned_at
    try:
        learned_at = moment(said.strip(), now)
    except Unreadable:
        raise _bad_learned_at() from None
    if learned_at > now.learned_at + CLOCK_SLACK:
        raise _bad_learned_at()
    return learned_at


def _refused(message: Message, error: Exception) -> Read:
    if isinstance(error, BadRecord):
        fault = Fault(error.field, error.code, error.sentence)
    else:
        sentence = Sentence(
            vi="Nội dung không phải UTF-8; hãy gửi JSON dạng UTF-8.",
            en="The body is not UTF-8; send JSON in UTF-8.",
        )
        fault = Fault(None, "encoding", sentence)
    body = message.body.decode(errors="backslashreplace")
    return Read(Row(None, {NOT_A_RECORD: body}), Outcome.REFUSED, (fault,))


def _bad_learned_at() -> BadRecord:
    return BadRecord(
        vi="Tiêu đề 'learned_at' không đọc được hoặc ở tương lai; gửi thời điểm ISO 8601 đã qua.",
        en="Header 'learned_at' cannot be read or lies in the future; send a past ISO 8601 moment.",
        field=LEARNED_AT,
        code="learned_at",
    )
