"""GeoJSON as rows: the properties of a feature are its cells, its point is latitude and longitude."""

from collections.abc import Mapping
from typing import Any

LATITUDE, LONGITUDE = "lat", "lng"


def is_feature(said: object) -> bool:
    """Is this a feature of a FeatureCollection?"""
    return isinstance(said, Mapping) and said.get("type") == "Feature" and "properties" in said


def cells_of(feature: Mapping[str, Any]) -> dict[str, object]:
    """The cells of a feature; only points have a place, and properties of the same name win."""
    properties = feature["properties"]
    cells: dict[str, object] = dict(properties) if isinstance(properties, Mapping) else {}
    point = _point(feature.get("geometry"))
    if point is not None:
        cells.setdefault(LATITUDE, point[1])
        cells.setdefault(LONGITUDE, point[0])
    return cells


def _point(geometry: object) -> tuple[object, object] | None:
    """Longitude and latitude, in the order of RFC 7946; None: no point, or an empty one."""
    if not isinstance(geometry, Mapping) or geometry.get("type") != "Point":
        return None
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        return None
    return coordinates[0], coordinates[1]
