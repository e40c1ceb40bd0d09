"""From matched rows to finished layers: cleaned, named, compared with the layer in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from maps.geometry import geometry_of, label_point
from maps.outlines import problems
from maps.outlines.cleaning import area_km2, fitted, merged_by_code, valid_polygons
from maps.outlines.matching import RegisterRow
from maps.outlines.problems import Problem
from maps.shapes import Shapes

MUCH = 0.5  # an area half as large again, or half as small, is worth a look even against a schematic layer

Feature = dict[str, Any]


@dataclass(frozen=True)
class Finished:
    """Layers ready to write, and what was noticed while making them."""

    layers: Mapping[str, tuple[Feature, ...]] = field(default_factory=dict)
    area_change: Mapping[str, float] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def finished(
    shapes: Any, codes: Sequence[str | None], rows: Sequence[RegisterRow], tier: str, old: Shapes | None
) -> Finished:
    """Clean what was matched and make features of it; without a single match there is nothing to make."""
    matched = [index for index, code in enumerate(codes) if code is not None]
    if not matched:
        return Finished()
    known = [str(codes[index]) for index in matched]
    by_code, found = merged_by_code(known, valid_polygons(shapes[matched]))
    if old is not None and _elsewhere(by_code, old):
        return Finished(problems=(*found, problems.elsewhere()))
    units, mended = fitted(by_code)
    change = _area_change(units, old, tier)
    return Finished(_layers(units, rows, tier), change, (*found, *mended, *_much(change, rows)))


def _layers(
    units: Mapping[str, Any], rows: Sequence[RegisterRow], tier: str
) -> dict[str, tuple[Feature, ...]]:
    present = [row for row in rows if row.code in units]
    layers = {tier: tuple(_feature(tier, row, units[row.code]) for row in present)}
    if tier == "commune":
        layers["district"] = tuple(_district(rows, code, units) for code in _districts(present))
    return layers


def _districts(rows: Sequence[RegisterRow]) -> list[str]:
    return list(dict.fromkeys(row.district_code for row in rows))


def _district(rows: Sequence[RegisterRow], code: str, units: Mapping[str, Any]) -> Feature:
    own = [row for row in rows if row.district_code == code and row.code in units]
    shape = shapely.union_all([units[row.code] for row in own])
    return _feature("district", RegisterRow(code, own[0].district_name, "", "", "", "district"), shape)


def _feature(layer: str, row: RegisterRow, shape: Any) -> Feature:
    given = {"layer": layer, "code": row.code, "name": f"{row.kind} {row.name}".strip()}
    parent = {"parent": row.district_code} if row.district_code else {}
    return {
        "type": "Feature",
        "properties": given | parent | {"label": label_point(shape)},
        "geometry": geometry_of(shape),
    }


def _elsewhere(units: Mapping[str, Any], old: Shapes) -> bool:
    """True when new and old outlines do not even touch: wrong coordinate system, or latitude first."""
    before = shapely.box(*shapely.total_bounds(list(_old(old, "district").values())))
    return not shapely.box(*shapely.total_bounds(list(units.values()))).intersects(before)


def _area_change(units: Mapping[str, Any], old: Shapes | None, tier: str) -> dict[str, float]:
    before = _old(old, tier) if old is not None else {}
    return {
        code: round(area_km2(shape) / area_km2(before[code]) - 1, 3)
        for code, shape in units.items()
        if code in before
    }


def _old(old: Shapes, tier: str) -> dict[str, Any]:
    shapes = {outline.code: shapely.geometry.shape(outline.geometry) for outline in old.layer(tier)}
    return {code: shape for code, shape in shapes.items() if not np.isclose(shapely.area(shape), 0)}


def _much(change: Mapping[str, float], rows: Sequence[RegisterRow]) -> list[Problem]:
    names = {row.code: row.name for row in rows}
    large = sorted((code for code in change if abs(change[code]) > MUCH), key=lambda code: -abs(change[code]))
    return [problems.area_changed([f"{names[c]} {change[c]:+.0%}" for c in large])] if large else []
