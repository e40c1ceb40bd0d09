"""OpenAPI as the house serves it: rows of every feed with their samples, and our one shape of an error."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from services.ingest.feed import Feed
from services.ingest.feeds import Feeds
from services.ingest.schemas import row_schema

Document = dict[str, Any]

ERROR: Document = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {
                "code": {"type": "string", "description": "A stable word for machines."},
                "field": {"type": ["string", "null"], "description": "The field at fault, never its value."},
                "message_vi": {"type": "string"},
                "message_en": {"type": "string"},
            },
            "required": ["code", "field", "message_vi", "message_en"],
        }
    },
    "required": ["error"],
}
ANSWERS = {
    "403": "The caller may not see or do this.",
    "404": "There is no such thing.",
    "409": "No law covers that moment, or the step does not fit the state.",
    "422": "The sender can mend it.",
    "503": "A part we need does not answer; try again.",
}
"""Every operation may end so; the body is always the same."""
_GONE = ("HTTPValidationError", "ValidationError")
INTAKE = "/api/intake/{feed}"


def openapi(app: FastAPI) -> Document:
    """The document; made once, kept with the application."""
    if app.openapi_schema is None:
        app.openapi_schema = _described(app)
    return app.openapi_schema


def row_name(feed: Feed) -> str:
    """What the rows of a feed are called among the schemas of a document."""
    return f"row.{feed.name}"


def embedded(feed: Feed) -> Document:
    """The schema of a row inside a document that has a dialect of its own and shows the sample elsewhere."""
    return {
        name: told for name, told in row_schema(feed).items() if name not in ("$schema", "$id", "examples")
    }


def _described(app: FastAPI) -> Document:
    document = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in _GONE:
        schemas.pop(name, None)
    feeds: Feeds = app.state.house.feeds
    schemas |= {"Error": ERROR} | {row_name(feed): embedded(feed) for feed in feeds.values()}
    document["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{}, {"token": []}]
    for path, operations in document["paths"].items():
        for operation in operations.values():
            _tell_errors(operation)
            _name_feeds(path, operation, feeds)
    if INTAKE in document["paths"]:
        document["paths"][INTAKE]["post"]["requestBody"] = _rows(feeds)
    return document


def _tell_errors(operation: Document) -> None:
    body = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    usual = {status: {"description": told, "content": body} for status, told in ANSWERS.items()}
    operation["responses"] = {
        status: told for status, told in operation["responses"].items() if status != "422"
    } | usual


def _name_feeds(path: str, operation: Document, feeds: Feeds) -> None:
    if path.startswith((INTAKE, "/api/schemas/{feed}")):
        for parameter in operation.get("parameters", ()):
            if parameter["name"] == "feed":
                parameter["schema"]["enum"] = list(feeds)


def _rows(feeds: Feeds) -> Document:
    one = [{"$ref": f"#/components/schemas/{row_name(feed)}"} for feed in feeds.values()]
    examples = {
        feed.name: {"summary": feed.title.en, "value": row_schema(feed)["examples"]}
        for feed in feeds.values()
    }
    schema = {"anyOf": [*one, {"type": "array", "items": {"anyOf": one}}]}
    return {"required": True, "content": {"application/json": {"schema": schema, "examples": examples}}}
