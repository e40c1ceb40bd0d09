"""Messages are CloudEvents in binary mode: attributes in headers, data as the value."""

import uuid
from datetime import UTC, date, datetime

import pytest

from services.domain.errors import BadRecord
from services.domain.events import ArrivalCount, ArrivalsCounted, FirstCaseAfterQuiet
from services.plumbing.cloudevents import (
    ID_LENGTH,
    Message,
    as_event,
    as_message,
    identity,
    intake_message,
    topic_of,
)

NOW = datetime(2021, 1, 27, 18, tzinfo=UTC)
HAPPENED = FirstCaseAfterQuiet(learned_at=NOW, area="193", at=NOW, cases=1, quiet_days=28)


def test_an_event_travels_with_its_attributes_in_headers() -> None:
    message = as_message(HAPPENED)

    assert message.headers == {
        "ce_specversion": "1.0",
        "ce_id": HAPPENED.id,
        "ce_source": "/phendau",
        "ce_type": "vn.phendau.first-case-after-quiet.v1",
        "ce_time": "2021-01-27T18:00:00+00:00",
        "content-type": "application/json",
    }
    assert (message.topic, message.key, message.id) == (
        "phendau.first-case-after-quiet.v1",
        "193",
        HAPPENED.id,
    )


def test_what_arrives_is_the_event_that_was_sent() -> None:
    assert as_event(as_message(HAPPENED)) == HAPPENED


def test_a_topic_of_others_carries_no_event_of_ours() -> None:
    with pytest.raises(BadRecord, match="'elsewhere' carries no event") as raised:
        as_event(Message("elsewhere", "k", "i", b"{}"))

    assert raised.value.code == "unknown_topic"


def test_a_record_for_our_door_names_its_feed_and_sender() -> None:
    message = intake_message("domestic", b"[]", key="22", at=NOW, source="/post/7")

    assert message.topic == "phendau.intake.domestic" and message.key == "22"
    assert message.headers["ce_source"] == "/post/7" and message.headers["ce_id"] == message.id
    assert message.topic != topic_of(FirstCaseAfterQuiet)


def test_a_uuid_stands_for_itself() -> None:
    given = str(uuid.uuid4())

    assert identity({"ce_id": given, "ce_source": "/post/7"}, "place") == given


def test_two_senders_that_both_count_from_one_are_told_apart() -> None:
    first = identity({"ce_id": "1", "ce_source": "/post/7"}, "place")
    second = identity({"ce_id": "1", "ce_source": "/post/8"}, "place")

    assert first != second


def test_a_message_without_an_id_is_known_by_its_place() -> None:
    assert identity({}, "topic-0-7") == "topic-0-7"


@pytest.mark.parametrize("given", ["x" * 500, "a\x00b", "\ud800"])
def test_an_id_that_no_table_holds_is_known_by_its_digest(given: str) -> None:
    found = identity({"ce_id": given, "ce_source": "/post/7"}, "place")

    assert len(found) <= ID_LENGTH and found.isalnum()
    assert found == identity({"ce_id": given, "ce_source": "/post/7"}, "elsewhere")


def test_an_event_that_no_broker_would_take_is_refused_before_it_can_stop_the_relay() -> None:
    counts = tuple(
        ArrivalCount(origin="30", area="205", day=date(2021, 1, 27), people=number)
        for number in range(20_000)
    )
    huge = ArrivalsCounted(learned_at=NOW, ref="r", kind="declaration", counts=counts)

    with pytest.raises(BadRecord, match="smaller batches"):
        as_message(huge)
