"""Turns matched polygons into outlines that fit together: valid, merged by code, without gaps, light."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, radians
from typing import Any

import numpy as np
import shapely

from maps.outlines import problems
from maps.outlines.problems import Problem

TOLERANCE = 0.0005  # degrees, about 50 m: under a pixel wherever a whole commune is on the screen
OVERLAP_SHARE = 0.01  # of a unit's area that two of its rows may share before they are called a contradiction
KM_PER_DEGREE = 110.7


def valid_polygons(shapes: Any) -> Any:
    """Each shape made valid; the lines and points that mending leaves behind are dropped."""
    return np.array([_only_polygons(shape) for shape in shapely.make_valid(shapes)], dtype=object)


def merged_by_code(codes: Sequence[str], shapes: Any) -> tuple[dict[str, Any], list[Problem]]:
    """One shape for each code; rows of one unit are put together and told of."""
    rows: dict[str, list[Any]] = {}
    for code, shape in zip(codes, shapes, strict=True):
        rows.setdefault(code, []).append(shape)
    several = [code for code, own in rows.items() if len(own) > 1]
    twice = [code for code in several if _overlap(rows[code])]
    apart = [code for code in several if code not in twice]
    found = [problems.overlapping(twice)] if twice else []
    found += [problems.merged(apart)] if apart else []
    return {code: shapely.union_all(own) for code, own in rows.items()}, found


def fitted(shapes: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The same units without gaps and overlaps, and with fewer points."""
    polygons = np.array(list(shapes.values()), dtype=object)
    found: list[Problem] = []
    if not shapely.coverage_is_valid(polygons):
        polygons, found = _mended(polygons)
    return dict(zip(shapes, shapely.coverage_simplify(polygons, TOLERANCE), strict=True)), found


def area_km2(shape: Any) -> float:
    """Area of a shape in degrees, in km2; good to one in a hundred for a province."""
    _west, south, _east, north = shapely.bounds(shape)
    return float(shapely.area(shape) * KM_PER_DEGREE**2 * cos(radians((south + north) / 2)))


def _mended(polygons: Any) -> tuple[Any, list[Problem]]:
    if not hasattr(shapely, "coverage_clean"):  # needs GEOS 3.14
        return polygons, [problems.not_mended()]
    clean = shapely.coverage_clean(polygons)
    if shapely.is_empty(clean).any() or not shapely.coverage_is_valid(clean):
        return polygons, [problems.not_mended()]
    return clean, [problems.mended()]


def _only_polygons(shape: Any) -> Any:
    parts = [part for part in _parts(shape) if part.geom_type == "Polygon"]
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)


def _parts(shape: Any) -> list[Any]:
    """Every simple part, also those of a multipolygon inside a collection."""
    return [inner for part in shapely.get_parts(shape) for inner in shapely.get_parts(part)]


def _overlap(shapes: Sequence[Any]) -> bool:
    total = sum(shapely.area(shape) for shape in shapes)
    return bool(total - shapely.area(shapely.union_all(shapes)) > OVERLAP_SHARE * total)
