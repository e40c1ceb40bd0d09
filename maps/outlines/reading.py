"""Reads any vector file GDAL knows and brings it to WGS84."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyproj
import shapely

from maps.outlines import problems
from maps.outlines.problems import Problem

WGS84 = pyproj.CRS.from_epsg(4326)
# Degrees around the country: numbers inside may be degrees, numbers outside cannot be.
DEGREES = (100.0, 5.0, 120.0, 25.0)


@dataclass(frozen=True)
class Table:
    """Polygons in WGS84 and the text columns beside them; `problems` says what was wrong on the way."""

    shapes: Any = field(default_factory=lambda: np.array([], dtype=object))
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_table(path: Path, crs: str | None, layer: str | None, encoding: str | None) -> Table:
    """Read one layer; anything that stops us is in `problems`, and then there are no shapes."""
    source = f"/vsizip/{path}" if path.suffix.lower() == ".zip" else str(path)
    try:
        layers = [str(name) for name in pyogrio.list_layers(source)[:, 0]]
        if layer is None and len(layers) > 1:
            return Table(problems=(problems.several_layers(layers),))
        meta, _, wkb, values = pyogrio.raw.read(
            source, layer=layer or layers[0], encoding=encoding, force_2d=True
        )
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        ValueError,
        LookupError,
    ) as problem:
        return Table(problems=(problems.unreadable(path.name, str(problem)),))
    columns = {str(name): [_text(value) for value in column] for name, column in _pairs(meta, values)}
    return _in_degrees(shapely.from_wkb(wkb), columns, crs, meta["crs"])


def _pairs(meta: Mapping[str, Any], values: Sequence[Any]) -> list[tuple[str, Any]]:
    return list(zip(meta["fields"], values, strict=True))


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value)  # a missing number is not equal to itself


def _in_degrees(shapes: Any, columns: dict[str, list[str]], given: str | None, own: str | None) -> Table:
    is_polygon = np.isin(shapely.get_type_id(shapes), (3, 6))  # polygon, multipolygon
    if not is_polygon.any():
        return Table(problems=(problems.no_polygons(),))
    shapes = shapes[is_polygon]
    kept = {
        name: [value for value, keep in zip(values, is_polygon, strict=True) if keep]
        for name, values in columns.items()
    }
    system, found = _system(given, own, shapes)
    if system is None:
        return Table(problems=found)
    return Table(_transformed(shapes, system), kept, found)


def _system(given: str | None, own: str | None, shapes: Any) -> tuple[Any, tuple[Problem, ...]]:
    """The coordinate system to read the numbers in, and what must be said of it."""
    if given is None and own is None:
        if _within(shapely.total_bounds(shapes)):
            return WGS84, (problems.crs_assumed(),)
        return None, (problems.crs_missing(),)
    try:
        system = pyproj.CRS.from_user_input(given or own)
    except pyproj.exceptions.CRSError:
        return None, (problems.crs_unknown(str(given or own)),)
    return system, () if given or system.to_epsg() else (problems.crs_unnamed(),)


def _within(bounds: Any) -> bool:
    west, south, east, north = DEGREES
    return bool(bounds[0] >= west and bounds[1] >= south and bounds[2] <= east and bounds[3] <= north)


def _transformed(shapes: Any, system: Any) -> Any:
    if system.equals(WGS84):
        return shapes
    change = pyproj.Transformer.from_crs(system, WGS84, always_xy=True)
    return shapely.transform(shapes, lambda points: np.column_stack(change.transform(*points.T)))
