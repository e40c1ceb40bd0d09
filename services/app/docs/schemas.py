"""JSON Schema files: rows of feeds as they are sent, records as stored, events as told."""

from typing import Any

from services.app.docs.documents import as_text
from services.domain.base import Word
from services.domain.events import EVENTS
from services.ingest.feeds import FEEDS
from services.ingest.schemas import DIALECT, row_schema

FOLDER = "docs/generated/schemas"


def schema_files() -> dict[str, str]:
    """Path from the top of the repository to the text that must stand there."""
    rows = {f"feeds/{feed.name}": row_schema(feed) for feed in FEEDS.values()}
    records = {f"records/{record.__name__}": _stored(record) for record in _records()}
    events = {f"events/{topic}": _stored(kind) for topic, kind in EVENTS.items()}
    return {f"{FOLDER}/{name}.json": as_text(told) for name, told in (rows | records | events).items()}


def _records() -> list[type[Any]]:
    return list({feed.record: None for feed in FEEDS.values()})


def _stored(kind: type[Word]) -> dict[str, Any]:
    return {"$schema": DIALECT, **kind.model_json_schema(mode="serialization")}
