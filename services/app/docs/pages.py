"""The list of generated pages: where each stands, and what makes it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.app.docs.asyncapi import asyncapi
from services.app.docs.decisions import decisions_page
from services.app.docs.documents import as_text, openapi
from services.app.docs.feeds_table import feeds_table
from services.app.docs.schemas import schema_files
from services.app.docs.settings_pages import env_example, settings_page
from services.app.settings import Settings
from services.app.wiring import House, build
from services.ingest.rendering import feeds_page
from services.policy.rendering import render_law

DECISIONS = "docs/decisions/0000-index.md"


def generated(root: Path) -> dict[str, str]:
    """Path from the top of the repository to the text that must stand there."""
    with throw_away_house() as house:
        return {
            ".env.example": env_example(),
            "docs/feeds.md": feeds_page(),
            "docs/generated/feeds.md": feeds_table(),
            "docs/generated/law.md": render_law(house.jurisdiction),
            "docs/generated/settings.md": settings_page(),
            "docs/generated/openapi.json": as_text(openapi(house)),
            "docs/generated/asyncapi.json": as_text(asyncapi(house)),
            DECISIONS: decisions_page(root / DECISIONS),
            **schema_files(),
        }


@contextmanager
def throw_away_house() -> Iterator[House]:
    """An embedded house with nothing but defaults, whatever the environment says."""
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    with tempfile.TemporaryDirectory() as folder:
        house = build(Settings(**defaults | {"home": Path(folder)}))
        try:
            yield house
        finally:
            house.close()
