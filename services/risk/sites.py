"""Two official sites side by side: by how many days one dates the same cases later, and where they differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from services.risk.heard import Count

LONGEST_LAG_DAYS = 7


@dataclass(frozen=True)
class SiteComparison:
    """What two sites make of the same days and areas."""

    site_a: str
    site_b: str
    lag_days: int | None
    """How much later b dates what a tells; negative: earlier; None: too few cases in common to say."""
    agreement: float | None
    """Share of cases that both put into one area and day once the lag is taken out, 0 to 1."""
    days_compared: int
    cases_a: int
    cases_b: int


def compare_sites(counts: Sequence[Count]) -> list[SiteComparison]:
    """Every pair of sites, over the days on which both had begun and neither had ended."""
    if not counts:
        return []
    table = pd.DataFrame(
        {
            "site": [count.site for count in counts],
            "area": [count.area for count in counts],
            "day": pd.to_datetime([count.day for count in counts]),
            "cases": [count.new_cases for count in counts],
        }
    )
    return [_compare(table, a, b) for a, b in combinations(sorted(table["site"].unique()), 2)]


def _compare(table: pd.DataFrame, a: str, b: str) -> SiteComparison:
    grids = {site: _grid(table[table["site"] == site]) for site in (a, b)}
    first = max(grid.index.min() for grid in grids.values())
    last = min(grid.index.max() for grid in grids.values())
    days = pd.date_range(first, last) if first <= last else pd.DatetimeIndex([])
    areas = grids[a].columns.union(grids[b].columns)
    one, other = (grids[site].reindex(index=days, columns=areas, fill_value=0) for site in (a, b))
    lag, agreement = _best_lag(one.to_numpy(), other.to_numpy())
    return SiteComparison(a, b, lag, agreement, len(days), int(one.sum().sum()), int(other.sum().sum()))


def _grid(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.pivot_table(index="day", columns="area", values="cases", aggfunc="sum", fill_value=0)


def _best_lag(one: np.ndarray, other: np.ndarray) -> tuple[int | None, float | None]:
    """The shift under which most cases fall on the same area and day; of equals the smallest."""
    lags = [
        lag for lag in sorted(range(-LONGEST_LAG_DAYS, LONGEST_LAG_DAYS + 1), key=abs) if abs(lag) < len(one)
    ]
    shares = [_shared(one, other, lag) for lag in lags]
    if not shares or max(shares) == 0:
        return None, None
    best = max(range(len(lags)), key=lambda i: shares[i])
    return lags[best], round(shares[best], 3)


def _shared(one: np.ndarray, other: np.ndarray, lag: int) -> float:
    """Cases in common over cases told, with `other` read `lag` days later."""
    a = one[max(-lag, 0) : len(one) - max(lag, 0)]
    b = other[max(lag, 0) : len(other) - max(-lag, 0)]
    told = np.maximum(a, b).sum()
    return float(np.minimum(a, b).sum() / told) if told else 0.0
