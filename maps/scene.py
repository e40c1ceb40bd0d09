"""The data of a page: geometry once as small whole numbers, histories as one character a day."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from maps.paint import AT_LEAST, LEVEL_COLOURS, LEVELS, UNKNOWN, Paint, digit
from maps.shapes import AREA_LAYERS, Outline
from maps.symbols import SYMBOLS, drawn, known_kind
from maps.view import MapView, Place

STEPS_PER_DEGREE = 10_000  # four decimals: about 11 m
# "Not enough data" is a pattern, so that it cannot be taken for a level in grey print.
HATCH = "url(#phd-hatch)"


def scene_of(view: MapView) -> dict[str, Any]:
    """Everything the page's script draws from, as plain JSON values."""
    return {
        "days": list(view.days),
        "tier": view.shown_tier,
        "words": dict(view.words),
        "colours": {digit(level): LEVEL_COLOURS[level] for level in LEVELS}
        | {UNKNOWN: HATCH, **{sign: f"url(#phd-hatch-{level})" for level, sign in AT_LEAST.items()}},
        "least": {sign: level for level, sign in AT_LEAST.items()},
        "areas": [_area(outline) for layer in AREA_LAYERS for outline in view.shapes.layer(layer)],
        "land": [_rings(outline.geometry) for outline in view.shapes.layer("land")],
        "border": [_line(line.geometry["coordinates"]) for line in view.shapes.layer("border")],
        "labels": [_label(label, view.words["lang"]) for label in view.shapes.layer("label")],
        "levels": {code: _history(view, code) for code in sorted({*view.levels, *view.paints})},
        "paints": {code: _paint(paint) for code, paint in view.paints.items()},
        "symbols": {kind: drawn(kind) for kind in SYMBOLS},
        "places": [_place(place) for place in view.places],
    }


def script_text(value: Any) -> str:
    """A value as JSON that is safe inside a script element: no data can end it or open a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _area(outline: Outline) -> dict[str, Any]:
    return {
        "layer": outline.layer,
        "code": outline.code,
        "name": outline.name,
        "parent": outline.parent,
        "label": outline.label,
        "rings": _rings(outline.geometry),
    }


def _history(view: MapView, code: str) -> str:
    """One character a day; the last is what the paint says, because the paint is of now."""
    known = "".join(map(digit, view.levels.get(code, (None,) * len(view.days))))
    paint = view.paints.get(code)
    return known if paint is None else known[:-1] + digit(paint.level, paint.at_least)


def _rings(geometry: Mapping[str, Any]) -> list[list[list[int]]]:
    """A polygon or multipolygon as polygons of rings of whole-number steps."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[_line(ring[:-1]) for ring in polygon] for polygon in polygons]


def _line(points: Sequence[Sequence[float]]) -> list[int]:
    """First point, then the step to each next one: a third of the size of written-out degrees."""
    return list(_steps(points))


def _steps(points: Sequence[Sequence[float]]) -> Iterator[int]:
    last = (0, 0)
    for longitude, latitude, *_height in points:
        here = (round(longitude * STEPS_PER_DEGREE), round(latitude * STEPS_PER_DEGREE))
        yield here[0] - last[0]
        yield here[1] - last[1]
        last = here


def _label(label: Outline, lang: str) -> dict[str, Any]:
    longitude, latitude = label.geometry["coordinates"]
    name = label.name_en if lang == "en" and label.name_en else label.name
    return {"kind": label.kind, "name": name, "lat": latitude, "lon": longitude}


def _paint(paint: Paint) -> dict[str, Any]:
    return {
        "title": paint.title,
        "level": digit(paint.level, paint.at_least),
        "lines": list(paint.lines),
        "since": paint.since,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "kind": known_kind(place.kind),
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "lines": list(place.lines),
    }
