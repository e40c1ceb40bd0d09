"""The same picture as data, for other programs: outlines with level, colour and reasons."""

from __future__ import annotations

from typing import Any

from maps.paint import LEVEL_COLOURS
from maps.shapes import Outline
from maps.view import MapView


def as_geojson(view: MapView, tier: str = "commune") -> dict[str, Any]:
    """A FeatureCollection of one tier (commune, district or outside) as it is now; degrees WGS84.

    `schematic` and `notice` travel with the data: whoever draws it again must say so too.
    """
    return {
        "type": "FeatureCollection",
        "schematic": view.shapes.schematic,
        "notice": view.shapes.notice if view.shapes.schematic else "",
        "as_of": view.as_of,
        "features": [_feature(view, outline) for outline in view.shapes.layer(tier)],
    }


def _feature(view: MapView, outline: Outline) -> dict[str, Any]:
    history = view.levels.get(outline.code)
    paint = view.paints.get(outline.code)
    level = paint.level if paint else history[-1] if history else None
    told = {"level": level, "colour": LEVEL_COLOURS[level], "reasons": list(paint.lines) if paint else []}
    named = {"code": outline.code, "name": paint.title if paint else outline.name, "parent": outline.parent}
    return {"type": "Feature", "properties": named | told, "geometry": dict(outline.geometry)}
