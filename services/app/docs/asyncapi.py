"""The topics of the event log as AsyncAPI 3: our own events, and the doors for other systems' records."""

from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from pydantic.json_schema import models_json_schema

from services.app.contracts import embedded, row_name
from services.app.wiring import House
from services.domain.events import EVENTS, Event
from services.ingest.feed import Feed
from services.ingest.feeds import Feeds
from services.ingest.schemas import sample_rows
from services.ingest.topics import LEARNED_AT
from services.plumbing.cloudevents import INTAKE_TOPIC_PREFIX, SOURCE, topic_of

Document = dict[str, Any]

_ABOUT = """\
Messages are CloudEvents 1.0 in binary mode: attributes in headers that begin with `ce_`, data as the value.
No event carries anything of a person. Delivery is at least once; drop what you have seen the `ce_id` of.
Messages with one key keep their order.
"""
_INTAKE = "The value is one record, a list of records, or one record a line, under the columns of the feed."


def asyncapi(house: House) -> Document:
    """The document; channels are named by their topics."""
    events = [_event_message(kind) for kind in EVENTS.values()]
    intake = [_intake_message(feed) for feed in house.feeds.values()]
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Phên Dậu events", "version": "0.1.0", "description": _ABOUT},
        "defaultContentType": "application/json",
        "servers": {"kafka": {"host": "localhost:9092", "protocol": "kafka", "description": _SERVER}},
        "channels": {message["name"]: _channel(message) for message in (*events, *intake)},
        "operations": _operations(house, [message["name"] for message in events]),
        "components": {
            "messages": {message["name"]: message for message in (*events, *intake)},
            "schemas": _word_schemas(house.feeds)
            | {row_name(feed): embedded(feed) for feed in house.feeds.values()},
        },
    }


_SERVER = "As docker-compose.yml publishes it; PHENDAU_KAFKA_BOOTSTRAP names yours."


def _channel(message: Document) -> Document:
    topic = message["name"]
    return {
        "address": topic,
        "description": message["summary"],
        "messages": {topic: {"$ref": f"#/components/messages/{topic}"}},
    }


def _operations(house: House, told: Iterable[str]) -> Document:
    sent = {f"relay.send.{topic}": _operation("send", topic) for topic in told}
    heard = {
        f"{name}.receive.{topic}": _operation("receive", topic)
        for name, consumer in house.consumers.items()
        for topic in consumer.topics
    }
    return sent | heard


def _operation(action: str, topic: str) -> Document:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{topic}"},
        "messages": [{"$ref": f"#/channels/{topic}/messages/{topic}"}],
    }


def _event_message(kind: type[Event]) -> Document:
    headers = {
        **_fixed(ce_source=SOURCE, ce_type=f"vn.phendau.{kind.topic}"),
        "ce_id": {"type": "string", "description": "Makes a second delivery harmless."},
        "ce_time": {"type": "string", "format": "date-time", "description": "When we learned it."},
    }
    return _message(
        topic_of(kind),
        kind.__doc__,
        headers,
        {"$ref": f"#/components/schemas/{kind.__name__}"},
        list(headers),
    )


def _intake_message(feed: Feed) -> Document:
    row = {"$ref": f"#/components/schemas/{row_name(feed)}"}
    headers = {
        **_fixed(ce_type=f"vn.phendau.intake.{feed.name}"),
        "ce_source": {"type": "string", "description": "Who sends. An id is unique within its source."},
        "ce_id": {"type": "string", "description": "The same id again is taken in once."},
        LEARNED_AT: {"type": "string", "description": "When the record reached us, if not now: ISO 8601."},
    }
    summary = f"{feed.title.en} / {feed.title.vi}. {_INTAKE}"
    payload = {"oneOf": [row, {"type": "array", "items": row}]}
    message = _message(INTAKE_TOPIC_PREFIX + feed.name, summary, headers, payload, [])
    return message | {"examples": [_example(feed)]}


def _example(feed: Feed) -> Document:
    """The sample of the feed as one message."""
    headers = {
        "ce_specversion": "1.0",
        "ce_type": f"vn.phendau.intake.{feed.name}",
        "ce_source": "/mau",
        "ce_id": str(uuid5(NAMESPACE_URL, f"phendau:sample:{feed.name}")),
        "content-type": "application/json",
    }
    return {"name": "sample", "headers": headers, "payload": sample_rows(feed)}


def _fixed(**values: str) -> Document:
    always = {"ce_specversion": "1.0", "content-type": "application/json", **values}
    return {name: {"type": "string", "const": value} for name, value in always.items()}


def _message(
    topic: str, summary: str | None, headers: Document, payload: Document, required: list[str]
) -> Document:
    schema = {"type": "object", "properties": headers, "required": sorted(required)}
    return {
        "name": topic,
        "summary": " ".join((summary or "").split()),
        "contentType": "application/json",
        "headers": schema,
        "payload": payload,
    }


def _word_schemas(feeds: Feeds) -> Document:
    """The events as they are written, and the records that rows become."""
    words: list[Any] = [(kind, "serialization") for kind in EVENTS.values()]
    words += [(record, "serialization") for record in {feed.record: None for feed in feeds.values()}]
    _, found = models_json_schema(words, ref_template="#/components/schemas/{model}")
    schemas: Document = found["$defs"]
    return schemas
