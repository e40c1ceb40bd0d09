"""Where the province's own outlines are kept once `phendau geo import` has taken them."""

from pathlib import Path

from services.app.settings import Settings


def outlines_path(settings: Settings) -> Path:
    """The file that replaces the schematic borders of this jurisdiction."""
    return settings.home / "maps" / f"{Path(settings.jurisdiction).name}.geojson"


def imported_outlines(settings: Settings) -> Path | None:
    """That file, if there is one."""
    path = outlines_path(settings)
    return path if path.is_file() else None
