"""Area-weighted power diagram: each centre gets the land nearest to it, larger units reach further."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, radians
from typing import Any

import numpy as np

from maps.schematic.facts import Seed

# Share of a unit's disc (same area) that counts as its reach. Below 1, because a full disc lets a large
# unit swallow the centre of a small one beside it.
REACH = 0.8
# A centre must lie in its own cell. A unit that would reach over a smaller one's centre is held back to this
# share of the squared distance; 1 would put the border on the centre itself.
HOLD_BACK = 0.9
KM_PER_DEGREE_LAT = 110.7
KM_PER_DEGREE_LON_AT_EQUATOR = 111.32
NEAREST = 80  # neighbours that can cut a cell; the farthest that did, did so as number 41
MARGIN_KM = 60.0  # how far cells at the rim may run before coast, border or frame cut them


class Diagram:
    """Centres on a flat plane in km, and the two questions asked of them: cells, and who owns a point."""

    def __init__(self, seeds: Sequence[Seed]) -> None:
        self._lon_km = KM_PER_DEGREE_LON_AT_EQUATOR * cos(radians(sum(s.lat for s in seeds) / len(seeds)))
        self._centres = self._plane(np.array([(s.lon, s.lat) for s in seeds]))
        self._weights = self._held_back(REACH * np.array([s.area_km2 for s in seeds]) / pi)

    def cells(self) -> list[Any]:
        """One convex ring for each centre that has a cell, as arrays of longitude and latitude."""
        rings = [self._cell(index) for index in range(len(self._centres))]
        return [self._degrees(ring) for ring in rings if len(ring) > 2]

    def owners(self, points: Any) -> Any:
        """Index of the centre that owns each point (array of longitude, latitude)."""
        plane = self._plane(points)
        distance = ((plane[:, None, :] - self._centres[None, :, :]) ** 2).sum(axis=2)
        return (distance - self._weights).argmin(axis=1)

    def _held_back(self, weights: Any) -> Any:
        distance = ((self._centres[:, None, :] - self._centres[None, :, :]) ** 2).sum(axis=2)
        return np.minimum(weights, (weights[None, :] + HOLD_BACK * distance).min(axis=1))

    def _cell(self, index: int) -> Any:
        centre, weight = self._centres[index], self._weights[index]
        ring = self._frame()
        nearest = np.argsort(((self._centres - centre) ** 2).sum(axis=1), kind="stable")
        for other in nearest[1 : NEAREST + 1]:
            normal = 2 * (self._centres[other] - centre)
            limit = (self._centres[other] @ self._centres[other] - self._weights[other]) - (
                centre @ centre - weight
            )
            ring = _cut(ring, ring @ normal - limit)
            if len(ring) < 3:
                break
        return ring

    def _frame(self) -> Any:
        west, south = self._centres.min(axis=0) - MARGIN_KM
        east, north = self._centres.max(axis=0) + MARGIN_KM
        return np.array([(west, south), (east, south), (east, north), (west, north)])

    def _plane(self, degrees: Any) -> Any:
        return degrees * (self._lon_km, KM_PER_DEGREE_LAT)

    def _degrees(self, plane: Any) -> Any:
        return plane / (self._lon_km, KM_PER_DEGREE_LAT)


def _cut(ring: Any, outside: Any) -> Any:
    """The part of a convex ring where `outside` (one signed number a corner) is not positive."""
    if (outside <= 0).all():
        return ring
    kept: list[Any] = []
    for here in range(len(ring)):
        there = (here + 1) % len(ring)
        if outside[here] <= 0:
            kept.append(ring[here])
        if outside[here] * outside[there] < 0:
            share = outside[here] / (outside[here] - outside[there])
            kept.append(ring[here] + (ring[there] - ring[here]) * share)
    return np.array(kept).reshape(-1, 2)
