"""What the verb `rt` answers: R of each day and area, or why it is not told."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.app.case_series import Series
from services.app.day_numbers import number_in
from services.app.tables_in import read_numbered
from services.domain.errors import BadFile
from services.epidemiology.low_counts import Enough, estimable, tells_something
from services.epidemiology.quantities import Numbers
from services.epidemiology.renewal import Reproduction, interval, reproduction
from services.ingest.columns import heading_key

COLUMNS = ("day", "mean", "low", "high", "p_above_1", "cases", "state")
LOW, HIGH = 0.025, 0.975
_LAG = {heading_key(one) for one in ("day", "days", "lag", "k", "s", "t", "ngày")}
_WEIGHT = {
    heading_key(one)
    for one in ("weight", "w", "weights", "probability", "prob", "p", "si", "si_distr", "trọng số")
}


def rt_rows(series: Series, weights: Numbers, window: int, enough: Enough) -> list[dict[str, Any]]:
    """By area, then by day; `cases` are those infected here in the window. Raises BadRecord.

    A table without one whole window behind its first day is answered by one row an area: not estimable.
    """
    if window >= 1 and series.cases.shape[-1] <= window:
        return _too_short(series)
    found = reproduction(series.cases, weights, window, series.imported)
    columns = _columns(found, enough)
    rows = []
    for at, named in enumerate(_named(series)):
        for n in range(found.mean.shape[-1]):
            day = series.calendar.shown(series.first + found.first + n)
            rows.append({**named, "day": day, **{name: cells[at][n] for name, cells in columns.items()}})
    return rows


def _named(series: Series) -> list[dict[str, str]]:
    """What tells the rows of each area apart."""
    several = len(series.areas) > 1 or series.areas[0] != ""
    return [{"area": area} if several else {} for area in series.areas]


def _too_short(series: Series) -> list[dict[str, Any]]:
    nothing = dict.fromkeys(("mean", "low", "high", "p_above_1"))
    day = series.calendar.shown(series.first + series.cases.shape[-1] - 1)
    here = (series.cases - series.imported).sum(axis=-1).tolist()
    return [
        {**named, "day": day, **nothing, "cases": cases, "state": "not_estimable"}
        for named, cases in zip(_named(series), here, strict=True)
    ]


def _columns(found: Reproduction, enough: Enough) -> dict[str, list[list[Any]]]:
    shown, told = estimable(found, enough), tells_something(found)
    return {
        "mean": _where(found.mean, shown),
        "low": _where(found.quantile(LOW), shown),
        "high": _where(found.quantile(HIGH), shown),
        "p_above_1": _where(found.above_one, told),
        "cases": found.cases.tolist(),
        "state": np.where(shown, "estimated", "not_estimable").tolist(),
    }


def _where(numbers: Numbers, there: NDArray[np.bool_]) -> list[list[float | None]]:
    return [
        [one if shown else None for one, shown in zip(row, told, strict=True)]
        for row, told in zip(numbers.tolist(), there.tolist(), strict=True)
    ]


def read_weights(path: Path) -> Numbers:
    """Weights of 1, 2 … days after onset, from `day,weight` or one column alone. Raises BadFile, BadRecord.

    One column starts with day 1, or with day 0 when its first number is 0, as some programs write it.
    """
    columns, rows = read_numbered(path, "W")
    lag = next((one for one in columns if heading_key(one) in _LAG), None)
    named = [one for one in columns if heading_key(one) in _WEIGHT]
    weight = next(iter(named or (columns if len(columns) == 1 else ())), "")
    if not weight:
        raise _bad("weight", "missing_column")
    told = [number_in(row[weight]) for _, row in rows]
    lags = [number_in(row[lag]) for _, row in rows] if lag else _lags(told)
    return interval(_by_lag(told, lags))


def _lags(told: Sequence[float | None]) -> list[float | None]:
    start = 0 if told[0] == 0 else 1
    return [float(n) for n in range(start, start + len(told))]


def _by_lag(told: Sequence[float | None], lags: Sequence[float | None]) -> Numbers:
    by_lag: dict[int, float] = {}
    for weight, lag in zip(told, lags, strict=True):
        if weight is None or lag is None or not lag.is_integer() or lag > 1_000 or int(lag) in by_lag:
            raise _bad("weight", "bad_weight")
        by_lag[int(lag)] = weight
    if by_lag.pop(0, 0.0):
        raise _bad("weight", "weight_of_day_0")
    return np.array([by_lag.get(n, 0.0) for n in range(1, max(by_lag, default=0) + 1)])


def _bad(field: str, code: str) -> BadFile:
    return BadFile(
        vi="Tệp W: cần cột day (số ngày 1, 2, 3 …, mỗi ngày một dòng) và cột weight (không âm, ngày 0 là 0); "
        "hãy sửa rồi chạy lại.",
        en="File W: a column day (1, 2, 3 …, a row each) and a column weight (0 or more, 0 for day 0) are "
        "needed; mend it and run again.",
        field=field,
        code=code,
    )
