"""Which points on the earth lie within some metres of each other: a grid, then the exact distance."""

from itertools import product

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EARTH_METRES = 6_371_008.8  # mean radius, IUGG
_SMALLEST = 10.0  # metres a cell; three numbers of 21 bits then make one key
_BITS = 21


def near(points: Floats, few: Floats, metres: float) -> tuple[Ints, Ints, Floats]:
    """Numbers of a point and of one of the few, with their distance in metres, where it is at most `metres`.

    Points are rows of latitude and longitude in degrees. Cells are cubes around the globe, so neither the
    poles nor the date line are special.
    """
    if not len(points) or not len(few):
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
    around = cells_around(few, metres)
    order = np.argsort(around, kind="stable")
    around = around[order]
    wanted = cells_of(points, metres)
    low = np.searchsorted(around, wanted, side="left")
    count = np.searchsorted(around, wanted, side="right") - low
    left = np.repeat(np.arange(len(points)), count)
    at = np.arange(int(count.sum())) + np.repeat(low - (np.cumsum(count) - count), count)
    right = order[at] % len(few)
    apart = distances(points[left], few[right])
    close = apart <= metres
    return left[close], right[close], apart[close]


def cells_of(points: Floats, metres: float) -> Ints:
    """The number of the cell of each point, of cells as large as `metres`."""
    return _key(_cells(_in_space(points), max(metres, _SMALLEST)))


def cells_around(points: Floats, metres: float) -> Ints:
    """Cells in which everything within `metres` of a point lies: all first cells, all second, 27 times."""
    cells = _cells(_in_space(points), max(metres, _SMALLEST))
    return np.concatenate([_key(cells + step) for step in product((-1, 0, 1), repeat=3)])


def distances(a: Floats, b: Floats) -> Floats:
    """Metres between points pair by pair, along the ground."""
    chord = np.linalg.norm(_in_space(a) - _in_space(b), axis=1)
    return np.asarray(2 * EARTH_METRES * np.arcsin(np.minimum(chord / (2 * EARTH_METRES), 1)))


def _in_space(points: Floats) -> Floats:
    latitude, longitude = np.radians(points[:, 0]), np.radians(points[:, 1])
    ring = np.cos(latitude)
    unit = np.stack((ring * np.cos(longitude), ring * np.sin(longitude), np.sin(latitude)), axis=1)
    return np.asarray(unit * EARTH_METRES)


def _cells(places: Floats, size: float) -> Ints:
    return np.floor((places + EARTH_METRES) / size).astype(np.int64) + 1


def _key(cells: Ints) -> Ints:
    return np.asarray((cells[:, 0] << 2 * _BITS) | (cells[:, 1] << _BITS) | cells[:, 2])
