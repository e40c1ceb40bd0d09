"""From merged pieces to the features that are written: simplified, named, labelled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import shapely

from maps.errors import BadOutlines
from maps.geometry import geometry_of, label_point
from maps.schematic.arrangement import CHINA, LAND
from maps.schematic.facts import Facts, Unit

TOLERANCE = 0.0015  # degrees, about 160 m: four pixels at the closest zoom a commune is read at
FAR_TOLERANCE = 0.01
FAR_DECIMALS = 2
FAR_ISLAND = 0.003  # square degrees, about 35 km2

Feature = dict[str, Any]


def features_of(facts: Facts, pieces: Mapping[str, Any], far_land: Any) -> list[Feature]:
    """Every feature of the jurisdiction's file, in drawing order.

    Raises:
        BadOutlines: a unit got no land, or the outlines do not fit together.
    """
    shapes = _simplified(pieces, [unit.code for unit in (*facts.communes, *facts.neighbours)])
    return [
        _feature("land", "", "", "", _far(facts, far_land), None),
        _feature("land", "", "", "", shapes[LAND], None),
        _feature("land", CHINA, "", "", shapes[CHINA], None),
        *(_unit("outside", unit, shapes[unit.code]) for unit in facts.neighbours),
        *(_unit("commune", unit, shapes[unit.code]) for unit in facts.communes),
        *(_unit("district", unit, _district(facts, unit, shapes)) for unit in facts.districts),
        _feature("border", "", "", "", shapely.linestrings(facts.border), None),
        *(_label(row) for row in facts.labels),
    ]


def _simplified(pieces: Mapping[str, Any], wanted: Iterable[str]) -> dict[str, Any]:
    lost = [code for code in wanted if code not in pieces]
    if lost:
        raise BadOutlines(f"no land for {lost}; check their centres in communes.csv and neighbour_seeds.csv")
    shapes = shapely.coverage_simplify(np.array(list(pieces.values())), TOLERANCE)
    if not (shapely.coverage_is_valid(shapes) and shapely.is_valid(shapes).all()):
        raise BadOutlines("the simplified outlines do not fit together; lower TOLERANCE")
    return dict(zip(pieces, shapes, strict=True))


def _district(facts: Facts, district: Unit, shapes: Mapping[str, Any]) -> Any:
    own = [shapes[unit.code] for unit in facts.communes if unit.parent == district.code]
    return shapely.coverage_union_all(own)


def _far(facts: Facts, land: Any) -> Any:
    """Coarse land around the detailed box, so that a tall or wide screen does not show a cut-off country."""
    around = shapely.difference(land, shapely.box(*facts.about["near_box"]))
    parts = shapely.get_parts(around)
    coarse = shapely.simplify(shapely.multipolygons(parts[shapely.area(parts) > FAR_ISLAND]), FAR_TOLERANCE)
    return shapely.set_precision(coarse, 10.0**-FAR_DECIMALS)


def _unit(layer: str, unit: Unit, shape: Any) -> Feature:
    return _feature(layer, unit.code, f"{unit.kind} {unit.name}", unit.parent, shape, label_point(shape))


def _feature(layer: str, code: str, name: str, parent: str, shape: Any, label: list[float] | None) -> Feature:
    given = {"layer": layer, "code": code, "name": name, "parent": parent, "label": label}
    return {
        "type": "Feature",
        "properties": {key: value for key, value in given.items() if value},
        "geometry": geometry_of(shape),
    }


def _label(row: Mapping[str, str]) -> Feature:
    names = {"layer": "label", "kind": row["kind"], "name": row["name"], "name_en": row["name_en"]}
    point = {"type": "Point", "coordinates": [float(row["lon"]), float(row["lat"])]}
    return {"type": "Feature", "properties": names, "geometry": point}
