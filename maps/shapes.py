"""Outlines of areas as GeoJSON: the shipped file, or a province's own outlines in its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from maps.errors import BadOutlines, UnknownJurisdiction

DATA = Path(__file__).parent / "data"
AREA_LAYERS = ("commune", "district", "outside")


@dataclass(frozen=True)
class Outline:
    """One drawn thing: an area with its code and name, or backdrop without.

    `geometry` is GeoJSON in degrees WGS84 (longitude, latitude); `label` is where the digit is written:
    longitude, latitude and the radius, in degrees, that is free around it.
    """

    layer: str
    code: str
    name: str
    parent: str
    label: tuple[float, float, float] | None
    geometry: Mapping[str, Any]
    kind: str = ""
    name_en: str = ""


@dataclass(frozen=True)
class Shapes:
    """All outlines of a jurisdiction; `schematic` when any area outline is worked out, not surveyed."""

    jurisdiction: str
    schematic: bool
    notice: str
    notice_en: str
    attribution: str
    outlines: tuple[Outline, ...]

    def layer(self, name: str) -> tuple[Outline, ...]:
        """The outlines of one layer: commune, district, outside, land, border or label."""
        return tuple(outline for outline in self.outlines if outline.layer == name)

    def codes(self, name: str) -> tuple[str, ...]:
        """The codes of one layer, in drawing order."""
        return tuple(outline.code for outline in self.layer(name))


def load_shapes(jurisdiction: str, override: Path | None = None) -> Shapes:
    """Read a jurisdiction's outlines.

    `override` is a file written by `maps.importer.install`; the layers it holds replace ours, the backdrop
    stays. An override that does not exist yet is no override.

    Raises:
        UnknownJurisdiction: nothing is shipped under that name.
        BadOutlines: a file is not readable as outlines.
    """
    path = DATA / f"{jurisdiction}.geojson"
    if not path.is_file():
        known = sorted(p.stem for p in DATA.glob("*.geojson"))
        raise UnknownJurisdiction(f"no outlines for '{jurisdiction}'; we have {known}")
    shipped = _read(path)
    if override is None or not override.is_file():
        return shipped
    return _replaced(shipped, _read(override))


def _replaced(shipped: Shapes, own: Shapes) -> Shapes:
    layers = {outline.layer for outline in own.outlines}
    kept = tuple(outline for outline in shipped.outlines if outline.layer not in layers)
    surveyed = not own.schematic and {"commune", "district"} <= layers
    return Shapes(
        jurisdiction=shipped.jurisdiction,
        schematic=shipped.schematic and not surveyed,
        notice=shipped.notice,
        notice_en=shipped.notice_en,
        attribution=shipped.attribution,
        outlines=kept + _ground_under(shipped) + own.outlines,
    )


def _ground_under(shipped: Shapes) -> tuple[Outline, ...]:
    """Our own land as backdrop, so that no water shows where real outlines and schematic neighbours part."""
    return tuple(
        replace(outline, layer="land", code="", name="", label=None) for outline in shipped.layer("district")
    )


def _read(path: Path) -> Shapes:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        outlines = tuple(_outline(feature) for feature in data["features"])
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise BadOutlines(
            f"{path.name} is not readable as outlines: {problem!r}; import it again"
        ) from problem
    return Shapes(
        jurisdiction=str(data.get("jurisdiction", "")),
        schematic=bool(data.get("schematic", False)),
        notice=str(data.get("notice", "")),
        notice_en=str(data.get("notice_en", "")),
        attribution=str(data.get("attribution", "")),
        outlines=outlines,
    )


def _outline(feature: Mapping[str, Any]) -> Outline:
    given = feature["properties"]
    label = given.get("label")
    return Outline(
        layer=given["layer"],
        code=given.get("code", ""),
        name=given.get("name", ""),
        parent=given.get("parent", ""),
        label=(label[0], label[1], label[2]) if label else None,
        geometry=feature["geometry"],
        kind=given.get("kind", ""),
        name_en=given.get("name_en", ""),
    )
