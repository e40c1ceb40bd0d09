"""Machine-readable descriptions as text: OpenAPI as the application serves it, in a stable order."""

import json
from typing import Any

from services.app.web import create_app
from services.app.wiring import House


def openapi(house: House) -> dict[str, Any]:
    """What `/api/openapi.json` answers."""
    return create_app(house).openapi()


def as_text(document: dict[str, Any]) -> str:
    """JSON for people who compare: sorted, one value a line."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
