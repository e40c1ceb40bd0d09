"""Effective distance: how far places are from each other for a disease, by who travels between them.

Source: Brockmann and Helbing, *The hidden geometry of complex, network-driven contagion phenomena*, Science
342 (2013). Its power to forecast was later found to be smaller than reported (Jamieson-Lane and Blasius): use
it to put places in order, not to tell a day of arrival.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from services.epidemiology.quantities import Numbers, amount, refused


class Distances(NamedTuple):
    """From each place (row) to each other (column)."""

    shortest: Numbers
    """Over the best way; infinite where nobody ever gets, directly or not. 0 from a place to itself."""
    direct: Numbers
    """1 − ln P of the direct way alone; infinite without a direct traveller."""
    before: NDArray[np.int32]
    """The place before the last on the best way; below 0 where there is none."""


def effective_distances(flows: Numbers) -> Distances:
    """From a square table: travellers of a day from each place (row) to each other (column).

    P of a way is its share of all who leave its place; those who stay are left out. Raises BadRecord.
    """
    table = amount(flows, "flows").copy()
    if table.ndim != 2 or table.shape[0] != table.shape[1]:
        raise refused(
            "flows",
            "là bảng vuông: mỗi nơi một dòng và một cột",
            "a square table: a row and a column a place",
        )
    np.fill_diagonal(table, 0.0)
    leaving = table.sum(axis=1, keepdims=True)
    part = np.divide(table, leaving, out=np.zeros_like(table), where=leaving > 0)
    direct = np.where(part > 0, 1.0 - np.log(np.where(part > 0, part, 1.0)), np.inf)
    shortest, before = dijkstra(np.where(part > 0, direct, 0.0), return_predecessors=True)
    np.fill_diagonal(direct, 0.0)
    return Distances(shortest, direct, before)
