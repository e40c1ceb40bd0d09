"""The contracts are valid by their own standards, and true: what a schema accepts is read."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from services.app.docs.asyncapi import asyncapi
from services.app.docs.documents import openapi
from services.app.docs.pages import throw_away_house
from services.app.docs.schemas import schema_files
from services.domain.events import EVENTS
from services.ingest.columns import NOT_A_RECORD
from services.ingest.feed import Feed
from services.ingest.feeds import FEEDS
from services.ingest.kinds import KINDS
from services.ingest.reading import Row, read_row
from services.ingest.schemas import row_schema, sample_rows
from services.ingest.topics import LEARNED_AT
from services.ingest.values import values_of
from services.plumbing.cloudevents import INTAKE_TOPIC_PREFIX
from tests.ingest.made_up import reading_at

Document = dict[str, Any]
ASYNCAPI = json.loads((Path(__file__).parent / "asyncapi.schema.json").read_text(encoding="utf-8"))
DEPENDS_ON_MORE = {
    "unknown_area",
    "ambiguous_area",
    "unknown_country",
    "unreadable_date",
    "unreadable_places",
}
"""What a schema cannot promise: the register, the list of countries, the calendar."""
every_feed = pytest.mark.parametrize("feed", FEEDS.values(), ids=FEEDS)


@cache
def documents() -> tuple[Document, Document]:
    with throw_away_house() as house:
        return openapi(house), asyncapi(house)


def validator(schema: Document) -> Draft202012Validator:
    return Draft202012Validator(schema, format_checker=FormatChecker())


def inside(document: Document, pointer: str) -> Draft202012Validator:
    """A validator for one schema of a document that refers to its others."""
    whole = Resource(contents=document, specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource("urn:document", whole)
    return Draft202012Validator({"$ref": f"urn:document#{pointer}"}, registry=registry)


def test_openapi_is_valid_openapi() -> None:
    validate(documents()[0])


def test_asyncapi_is_valid_asyncapi() -> None:
    document = documents()[1]

    assert [error.message for error in validator(ASYNCAPI).iter_errors(document)] == []
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_asyncapi_hangs_together() -> None:
    document = documents()[1]
    channels, messages = document["channels"], document["components"]["messages"]

    for name, operation in document["operations"].items():
        channel = operation["channel"]["$ref"].removeprefix("#/channels/")
        assert channel in channels, name
        assert [one["$ref"] for one in operation["messages"]] == [f"#/channels/{channel}/messages/{channel}"]
    for topic, channel in channels.items():
        assert channel["messages"] == {topic: {"$ref": f"#/components/messages/{topic}"}}
        assert messages[topic]["name"] == topic == channel["address"]


@every_feed
def test_the_sample_message_of_a_topic_fits_its_schema(feed: Feed) -> None:
    document = documents()[1]
    topic = INTAKE_TOPIC_PREFIX + feed.name
    message = document["components"]["messages"][topic]
    (example,) = message["examples"]

    assert example["payload"] == sample_rows(feed)
    assert (
        list(inside(document, f"/components/messages/{topic}/payload").iter_errors(example["payload"])) == []
    )
    assert list(validator(message["headers"]).iter_errors(example["headers"])) == []
    assert LEARNED_AT in message["headers"]["properties"]


@every_feed
def test_openapi_shows_the_sample_of_every_feed_and_it_fits(feed: Feed) -> None:
    document = documents()[0]
    body = document["paths"]["/api/intake/{feed}"]["post"]["requestBody"]["content"]["application/json"]

    assert body["examples"][feed.name]["value"] == sample_rows(feed)
    row = inside(document, f"/components/schemas/row.{feed.name}")
    assert [error.message for one in sample_rows(feed) for error in row.iter_errors(one)] == []


@pytest.mark.parametrize("name", schema_files())
def test_every_schema_is_a_schema(name: str) -> None:
    schema = json.loads(schema_files()[name])

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@every_feed
def test_every_row_of_the_sample_fits_the_schema_of_its_feed(feed: Feed) -> None:
    schema = row_schema(feed)
    faults = [
        f"{error.json_path}: {error.message}"
        for row in schema["examples"]
        for error in validator(schema).iter_errors(row)
    ]

    assert faults == []
    assert len(schema["examples"]) >= 2


@every_feed
def test_a_row_of_the_sample_stored_fits_the_schema_of_its_record(feed: Feed) -> None:
    schema = json.loads(schema_files()[f"docs/generated/schemas/records/{feed.record.__name__}.json"])
    for row in sample_rows(feed):
        read = read_row(feed, Row(1, row), reading_at())
        assert read.record is not None, read.faults
        assert list(validator(schema).iter_errors(json.loads(read.body))) == []


@every_feed
def test_every_parser_has_its_kind(feed: Feed) -> None:
    unknown = [one.name for one in feed.columns if one.parse not in KINDS and not hasattr(one.parse, "words")]

    assert unknown == [], "describe what may stand in these cells: services/ingest/kinds.py"


@every_feed
def test_what_a_row_lacks_its_schema_refuses(feed: Feed) -> None:
    row = sample_rows(feed)[0]
    for column in feed.columns:
        if column.demanded:
            assert not validator(row_schema(feed)).is_valid(
                {k: v for k, v in row.items() if k != column.name}
            )


def _cells(schema: Document) -> st.SearchStrategy[Any]:
    """Values that a schema of ours accepts."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema:
        return st.one_of([_cells(one) for one in schema["anyOf"]])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of([_of_kind(kind, schema) for kind in kinds])


def _of_kind(kind: str, schema: Document) -> st.SearchStrategy[Any]:
    most, least = schema.get("maximum"), schema.get("minimum")
    if kind == "integer":
        return st.integers(least, most)
    if kind == "number":
        return st.integers(least, most) | st.integers(least * 10, most * 10).map(lambda n: n / 10)
    if kind == "array":
        return st.just([])
    longest = schema.get("maxLength", 200)
    if "pattern" in schema:
        return st.from_regex(schema["pattern"].replace("$", r"\Z"), fullmatch=False).filter(
            lambda text: len(text) <= longest and text.strip() != ""
        )
    texts = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=min(longest, 30))
    return texts.filter(validator({"not": schema["not"]}).is_valid) if "not" in schema else texts


@every_feed
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_a_schema_accepts_is_read(feed: Feed, data: st.DataObject) -> None:
    row = dict(sample_rows(feed)[0])
    column = data.draw(st.sampled_from(feed.columns))
    row[column.name] = data.draw(_cells(row_schema(feed)["properties"][column.name]))

    _, faults = values_of(feed.columns, row, reading_at())

    assert validator(row_schema(feed)).is_valid(row)
    assert [fault.code for fault in faults if fault.code not in DEPENDS_ON_MORE] == [], row[column.name]


def test_no_document_describes_an_error_that_is_not_ours() -> None:
    text = json.dumps(documents()[0])

    assert "HTTPValidationError" not in text
    for path in documents()[0]["paths"].values():
        for operation in path.values():
            assert {"403", "404", "409", "422", "503"} <= set(operation["responses"])


def _schemas(part: Any) -> Iterator[Document]:
    if isinstance(part, dict):
        yield part
        for below in part.values():
            yield from _schemas(below)


def test_personal_columns_are_marked_in_every_contract() -> None:
    for feed in FEEDS.values():
        marked = {name for name, told in row_schema(feed)["properties"].items() if told.get("x-personal")}
        assert marked == set(feed.personal)
    assert not any(
        told.get("x-personal") for kind in EVENTS.values() for told in _schemas(kind.model_json_schema())
    )
    assert NOT_A_RECORD not in json.dumps(documents())
