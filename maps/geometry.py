"""Shapely shapes as what is written to files: rounded GeoJSON and the spot for a label."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

DECIMALS = 4  # of a degree: about 11 m, well under the error of any outline we draw
LABEL_TOLERANCE = 0.002  # degrees: how exactly the roomiest point of an outline is looked for


def label_point(shape: Any) -> list[float]:
    """Where an outline's digit is written: the roomiest point of its largest part, and how roomy it is.

    Longitude, latitude and the radius of the largest circle that fits, all in degrees.
    """
    parts = shapely.get_parts(shape)
    largest = parts[shapely.area(parts).argmax()]
    circle = shapely.maximum_inscribed_circle(largest, LABEL_TOLERANCE)
    centre = shapely.get_coordinates(circle)[0]
    return [round(float(value), 4) for value in (*centre, shapely.length(circle))]


def geometry_of(shape: Any) -> dict[str, Any]:
    """A shape as a GeoJSON geometry with few decimals; a multipolygon of one part becomes a polygon."""
    parts = shapely.get_parts(shape)
    single = parts[0] if len(parts) == 1 else shape
    rounded = shapely.transform(shapely.normalize(single), lambda points: np.round(points, DECIMALS))
    return dict(shapely.geometry.mapping(rounded))
