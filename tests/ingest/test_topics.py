import json

import pytest
from sqlalchemy import select

from services.domain.receipts import Receipt
from services.ingest.feeds import FEEDS
from services.ingest.receipts import as_receipt
from services.ingest.tables import RecordRow, RefusedRow
from services.ingest.topics import intake_consumer, receipt_id
from services.plumbing.bus import Delivered
from services.plumbing.cloudevents import INTAKE_TOPIC_PREFIX, Message, intake_message
from services.plumbing.consuming import ParkedRow, deliver
from services.plumbing.database import Database
from services.plumbing.parking import release
from tests.ingest.made_up import CASE, NOW, PRIVACY, reading_at

CASES = FEEDS["cases"]
CONSUMER = intake_consumer(FEEDS, reading_at, lambda: NOW, PRIVACY)


@pytest.fixture
def house(database, clock):
    clock.move_to(NOW)
    return database


def message(body: bytes, **headers: str) -> Message:
    made = intake_message("cases", body, key="k", at=NOW, source="/test")
    return Message(made.topic, made.key, made.id, made.body, {**made.headers, **headers})


def give(database: Database, *messages: Message, start: int = 0) -> list[Receipt]:
    batch = [Delivered(0, start + n, one) for n, one in enumerate(messages)]
    deliver(database, CONSUMER, batch)
    with database.reading() as tx:
        return [as_receipt(tx, receipt_id(CASES, one.id)) for one in messages]


def learned(database: Database) -> list[str]:
    with database.reading() as tx:
        return [moment.isoformat() for moment in tx.execute(select(RecordRow.learned_at)).scalars()]


def test_every_feed_has_a_topic():
    assert set(CONSUMER.topics) == {INTAKE_TOPIC_PREFIX + name for name in FEEDS}


def test_one_record_a_list_and_lines_are_all_read(house):
    other = {**CASE, "code": "MAU2"}
    bodies = [CASE, [CASE, other]]
    lines = "\n".join(json.dumps({**CASE, "code": f"MAU{n}"}) for n in range(3, 103)).encode()

    receipts = give(house, *(message(json.dumps(body).encode()) for body in bodies), message(lines))

    assert [(r.rows, r.kept, r.duplicate) for r in receipts] == [(1, 1, 0), (2, 1, 1), (100, 100, 0)]


def test_a_second_delivery_changes_nothing(house):
    same = message(json.dumps(CASE).encode())
    first = give(house, same)

    again = give(house, same, start=1)

    assert again == first
    assert len(learned(house)) == 1


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe\x00", b"\x00", b'"text"', b"[1]", b"[" * 9_000], ids=range(7)
)
def test_a_message_that_is_no_record_is_kept_sealed_and_stops_nobody(house, body: bytes):
    receipts = give(house, message(body), message(json.dumps(CASE).encode()))

    assert [(r.rows, r.refused, r.kept) for r in receipts] == [(1, 1, 0), (1, 0, 1)]
    with house.reading() as tx:
        sealed = tx.execute(select(RefusedRow.sealed)).scalar_one()
    assert PRIVACY.open(sealed)


def test_a_header_may_say_when_it_reached_us(house):
    (receipt,) = give(house, message(json.dumps(CASE).encode(), learned_at="2021-08-19T10:00:00+07:00"))

    assert receipt.kept == 1
    assert learned(house) == ["2021-08-19T03:00:00+00:00"]


@pytest.mark.parametrize("said", ["soon", "2031-01-01"])
def test_a_moment_of_learning_that_cannot_be_is_refused(house, said: str):
    (receipt,) = give(house, message(json.dumps(CASE).encode(), learned_at=said))

    assert [(p.field, p.code) for p in receipt.problems] == [("learned_at", "learned_at")]


def test_a_message_that_a_fault_of_ours_parks_is_kept_sealed_and_can_be_released(house, monkeypatch):
    row = CASE | {"full_name": "Người Bịa Đặt"}
    message = intake_message("cases", json.dumps(row).encode(), key="k", at=NOW, source="/test")

    def fail(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    with monkeypatch.context() as broken:
        broken.setattr("services.ingest.topics.keep_messages", fail)
        deliver(house, CONSUMER, [Delivered(0, 0, message)])
    with house.reading() as tx:
        kept = tx.execute(select(ParkedRow.id, ParkedRow.body)).one()
    release(house, {"intake": CONSUMER}, kept.id)

    assert "Bịa" not in kept.body
    assert PRIVACY.open_text(kept.body) == message.body
    with house.reading() as tx:
        assert as_receipt(tx, receipt_id(CASES, message.id)).kept == 1
