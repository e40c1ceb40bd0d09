"""Works out which communes share a border, from an outline file; run by hand when the outlines change.

    python tests/policy/facts/commune_neighbours.py outlines.geojson > commune_neighbours.csv

The outlines are schematic cells (area-weighted Voronoi cells of commune centres inside district outlines),
so the answer is an approximation: the column `certainty` of the result says so. Needs shapely (dev group).
A border shorter than 100 m is the meeting of two corners or a rounding error, not a border.
"""

import csv
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shapely import STRtree
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

GAP_DEGREES = 0.0002  # about 20 m: neighbouring outlines were rounded apart by less
KM_PER_DEGREE = 111.2
SHORTEST_BORDER_KM = 0.1


def main() -> None:
    """Reads the GeoJSON named on the command line, writes the pairs as CSV to standard output."""
    outlines = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["area", "neighbour", "kind", "border_km", "certainty"])
    for first, second, km in sorted(borders(outlines["features"])):
        writer.writerow([first, second, "land", f"{km:.1f}", "computed from schematic cells"])


def borders(features: list[dict[str, Any]]) -> Iterator[tuple[str, str, float]]:
    """Each pair of cells with a common border, once, with its length in kilometres."""
    codes = [feature["properties"]["code"] for feature in features]
    cells = [shape(feature["geometry"]).buffer(0) for feature in features]
    for one, other in STRtree(cells).query(cells, predicate="dwithin", distance=GAP_DEGREES).T:
        if codes[one] < codes[other]:
            km = _length_km(cells[one].boundary.intersection(cells[other].buffer(GAP_DEGREES)))
            if km >= SHORTEST_BORDER_KM:
                yield codes[one], codes[other], km


def _length_km(line: BaseGeometry) -> float:
    narrowing = math.cos(math.radians(line.centroid.y)) if not line.is_empty else 1.0
    return float(line.length) * KM_PER_DEGREE * (1 + narrowing) / 2


if __name__ == "__main__":
    main()
