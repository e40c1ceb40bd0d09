"""Cuts the plane once along every line, then hands each piece to its owner.

All layers are unions of the same pieces, so borders meet exactly: no gap, no overlap, no dangling line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from maps.schematic.cells import Diagram
from maps.schematic.facts import Facts, Seed

GRID = 1e-4  # degrees; about 11 m, and the four decimals that are written
ISLET_KM2 = 0.2  # smaller islands cost bytes and cannot be seen
ISLAND_KM2 = 3.0  # smaller islands are not cut: two communes on one rock help nobody
KM2_PER_SQUARE_DEGREE = 110.7 * 103.8  # at 21.2 degrees north

LAND = "land"
CHINA = "china"


def pieces_by_owner(facts: Facts, land: Any) -> Mapping[str, Any]:
    """One geometry for each commune, each neighbouring district, other land and land beyond the border."""
    seeds = [*facts.commune_seeds, *facts.neighbour_seeds]
    diagram = Diagram(seeds)
    mainland, islands = _ground(land)
    china = beyond_border(facts)
    reach = _reach_of_neighbours(facts.neighbour_seeds)
    edges = shapely.boundary([mainland, china, *reach.values()])
    faces = _faces([*map(shapely.linearrings, diagram.cells()), *edges])
    faces = np.concatenate([faces[_contains(mainland, shapely.point_on_surface(faces))], islands])
    points = shapely.point_on_surface(faces)
    owners = _owners(points, diagram, seeds, china, reach)
    return _merged(faces, owners)


def beyond_border(facts: Facts) -> Any:
    """The side of the national border that is not ours, as one polygon."""
    corners = [tuple(corner) for corner in facts.about["china_corners"]]
    return shapely.make_valid(shapely.polygons([*facts.border, *corners]))


def _ground(land: Any) -> tuple[Any, Any]:
    """Land that cells may cut, and small islands that go to one owner whole; islets are dropped."""
    parts = shapely.get_parts(shapely.set_precision(land, GRID))
    km2 = shapely.area(parts) * KM2_PER_SQUARE_DEGREE
    return shapely.multipolygons(parts[km2 >= ISLAND_KM2]), parts[(km2 >= ISLET_KM2) & (km2 < ISLAND_KM2)]


def _reach_of_neighbours(seeds: Sequence[Seed]) -> dict[str, Any]:
    """How far each neighbouring district may spread: its centres' hull, wider by one mean commune radius."""
    reach = {}
    for owner in dict.fromkeys(seed.owner for seed in seeds):
        own = [seed for seed in seeds if seed.owner == owner]
        hull = shapely.convex_hull(shapely.multipoints([(seed.lon, seed.lat) for seed in own]))
        mean_km2 = sum(seed.area_km2 for seed in own) / len(own)
        reach[owner] = shapely.buffer(hull, (mean_km2 / np.pi / KM2_PER_SQUARE_DEGREE) ** 0.5, quad_segs=6)
    return reach


def _faces(lines: Sequence[Any]) -> Any:
    noded = shapely.union_all(lines, grid_size=GRID)
    return shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))


def _owners(
    points: Any, diagram: Diagram, seeds: Sequence[Seed], china: Any, reach: dict[str, Any]
) -> list[str]:
    nearest = diagram.owners(shapely.get_coordinates(points))
    abroad = _contains(china, points)
    return [
        CHINA if foreign else _owner(seeds[index].owner, point, reach)
        for index, point, foreign in zip(nearest, points, abroad, strict=True)
    ]


def _owner(nearest: str, point: Any, reach: dict[str, Any]) -> str:
    within = nearest not in reach or bool(shapely.contains(reach[nearest], point))
    return nearest if within else LAND


def _contains(shape: Any, points: Any) -> Any:
    shapely.prepare(shape)
    return shapely.contains(shape, points)


def _merged(faces: Any, owners: Sequence[str]) -> dict[str, Any]:
    by_owner: dict[str, list[Any]] = {}
    for face, owner in zip(faces, owners, strict=True):
        by_owner.setdefault(owner, []).append(face)
    return {owner: shapely.coverage_union_all(own) for owner, own in by_owner.items()}
