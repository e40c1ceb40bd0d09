"""Messages as they travel: CloudEvents 1.0 in binary mode, attributes in headers, data as the value."""

import hashlib
import re
import uuid
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from services.domain.base import Sentence
from services.domain.errors import BadRecord
from services.domain.events import EVENTS, Event, new_id

SOURCE = "/phendau"
EVENT_TOPIC_PREFIX = "phendau."
INTAKE_TOPIC_PREFIX = "phendau.intake."
ID_LENGTH = 64  # what the inbox holds
_UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
LARGEST_EVENT = 1_000_000  # bytes; a broker takes a little more, and would stop the relay at what is larger


class Message(NamedTuple):
    """One message of the event log: `id` is the CloudEvents id, `key` decides order and partition."""

    topic: str
    key: str
    id: str
    body: bytes
    headers: Mapping[str, str] = MappingProxyType({})


def topic_of(kind: type[Event]) -> str:
    """The log's topic for a kind of event."""
    return EVENT_TOPIC_PREFIX + kind.topic


def as_message(happened: Event) -> Message:
    """An event of ours, ready for the log; raises BadRecord when no broker would take it."""
    body = happened.model_dump_json().encode()
    if len(body) > LARGEST_EVENT:
        raise BadRecord(
            vi=f"Sự kiện '{happened.topic}' quá lớn ({len(body)} byte); hãy gửi dữ liệu thành lô nhỏ hơn.",
            en=f"Event '{happened.topic}' is too large ({len(body)} bytes); send smaller batches.",
            code="event_too_large",
        )
    headers = {
        "ce_specversion": "1.0",
        "ce_id": happened.id,
        "ce_source": SOURCE,
        "ce_type": f"vn.phendau.{happened.topic}",
        "ce_time": happened.learned_at.isoformat(),
        "content-type": "application/json",
    }
    return Message(
        topic=topic_of(type(happened)),
        key=happened.key,
        id=happened.id,
        body=body,
        headers=headers,
    )


def as_event(message: Message) -> Event:
    """The event in a message of ours; raises BadRecord when the topic is not one of ours."""
    kind = EVENTS.get(message.topic.removeprefix(EVENT_TOPIC_PREFIX))
    if kind is None:
        sentence = Sentence(
            vi=f"Chủ đề '{message.topic}' không phải sự kiện của hệ thống.",
            en=f"Topic '{message.topic}' carries no event of this house.",
        )
        raise BadRecord(sentence.vi, sentence.en, field="topic", code="unknown_topic")
    return kind.model_validate_json(message.body)


def identity(headers: Mapping[str, str], place: str) -> str:
    """What a repeat is recognised by: the CloudEvents id; without one, the message's place in the log.

    CloudEvents makes an id unique within its source only: two senders may both count from 1. Anything but
    a UUID is therefore read together with its source.
    """
    given = headers.get("ce_id")
    if given and _UUID.fullmatch(given):  # as nearly every sender writes it: nothing to bring into form
        return given
    with suppress(ValueError):
        return str(uuid.UUID(given or ""))
    return _fitting(f"{headers.get('ce_source', '')}#{given}" if given else place)


def _fitting(text: str) -> str:
    """The text itself, or its digest when a table could not hold it."""
    fits = len(text) <= ID_LENGTH and text.isprintable()
    return text if fits else hashlib.sha256(text.encode(errors="replace")).hexdigest()


def intake_message(feed: str, body: bytes, *, key: str, at: datetime, source: str) -> Message:
    """A record for the Kafka door, as another system would send it."""
    identifier = new_id()
    headers = {
        "ce_specversion": "1.0",
        "ce_id": identifier,
        "ce_source": source,
        "ce_type": f"vn.phendau.intake.{feed}",
        "ce_time": at.isoformat(),
        "content-type": "application/json",
    }
    return Message(topic=INTAKE_TOPIC_PREFIX + feed, key=key, id=identifier, body=body, headers=headers)
