"""The contract of a feed: JSON Schema 2020-12 of one row as senders send it, with the sample as examples."""

import csv
import io
from typing import Any

from services.ingest.columns import Column, columns_by_heading, heading_key
from services.ingest.feed import Feed
from services.ingest.kinds import Schema, schema_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def row_schema(feed: Feed) -> Schema:
    """The schema of one row. Other headings are taken, too: they are kept sealed and otherwise left alone."""
    return {
        "$schema": DIALECT,
        "$id": f"/api/schemas/{feed.name}.json",
        "title": f"{feed.title.vi} / {feed.title.en}",
        "description": f"One row of the feed `{feed.name}`; it becomes a {feed.record.__name__}.",
        "type": "object",
        "properties": {column.name: _cell(column) for column in feed.sent_columns},
        "required": [column.name for column in feed.sent_columns if column.demanded],
        "examples": sample_rows(feed),
    }


def sample_rows(feed: Feed) -> list[dict[str, Any]]:
    """The rows of the sample under the names of their columns, empty cells and other columns left out."""
    known = columns_by_heading(feed.sent_columns)
    rows = csv.DictReader(io.StringIO(feed.sample))
    return [
        {column.name: cell for head, cell in row.items() if cell and (column := known.get(heading_key(head)))}
        for row in rows
    ]


def _cell(column: Column) -> Schema:
    """Who has nothing to say of an optional column leaves it out, or sends null or an empty text."""
    told = schema_of(column)
    if column.demanded:
        return told
    about = {name: told.pop(name) for name in ("title", "x-personal") if name in told}
    return about | {"anyOf": [told, {"enum": [None, ""]}]}
