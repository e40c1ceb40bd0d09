"""A million visits against two thousand windows: ours beside NCLS, NumPy and DuckDB, pairs compared.

The stream is that of science.md E: 200 places (Zipf 1.1), 30 days, visits of exponential 70 minutes,
windows of exponential 90. Everybody starts from the same three columns of integers a side, and ends with
pairs of row numbers.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
from ncls import NCLS

from services.tracing.overlaps import Ints, Pairs, Spans, overlapping
from tests.benchmarks.measuring import Result, best_of

VISITS, WINDOWS, PLACES, DAYS, SEED = 1_000_000, 2_000, 200, 30, 34
MINUTE = 60_000  # milliseconds
TIMES = 5
MOST = 1.5  # times the best of the others


def run(_folder: Path) -> list[Result]:
    """Each as fast as it can, in one process, one after the other."""
    visits, windows = stream(SEED)
    expected = _sorted(_by_numpy(visits, windows))
    seconds = {}
    for name, work in OTHERS.items():
        assert np.array_equal(_sorted(work(visits, windows)), expected), name
        seconds[name] = best_of(TIMES, lambda work=work: work(visits, windows))
        sys.stderr.write(f"  {name}: {seconds[name]:.3f} s\n")
    assert np.array_equal(_sorted(overlapping(visits, windows)), expected)
    ours = best_of(TIMES, lambda: overlapping(visits, windows))
    best = min(seconds.values())
    what = f"{VISITS / 1e6:g} M visits × {WINDOWS:,} windows, {len(expected):,} pairs"
    return [Result(what, "s", ours, name, took, limit=MOST * best) for name, took in seconds.items()]


def stream(seed: int) -> tuple[Spans, Spans]:
    """Invented visits and windows."""
    drawn = np.random.default_rng(seed)
    share = 1 / np.arange(1, PLACES + 1) ** 1.1
    share /= share.sum()

    def some(rows: int, mean: float, least: float) -> Spans:
        start = drawn.integers(0, DAYS * 1_440, rows) * MINUTE
        length = np.maximum(drawn.exponential(mean, rows), least) * MINUTE
        return Spans(drawn.choice(PLACES, rows, p=share), start, start + length.astype(np.int64))

    return some(VISITS, 70, 1), some(WINDOWS, 90, 10)


def _by_ncls(visits: Spans, windows: Spans) -> Pairs:
    """A nested containment list over the windows, place folded into time."""
    span = int(max(visits.end.max(), windows.end.max())) + 1
    a, b = visits.place * span, windows.place * span
    index = NCLS(windows.start + b, windows.end + b, np.arange(len(b)))
    left, right = index.all_overlaps_both(visits.start + a, visits.end + a, np.arange(len(a)))
    return left, right


def _by_numpy(visits: Spans, windows: Spans) -> Pairs:
    """Windows sorted, running maximum of ends, two binary searches a visit."""
    span = int(max(visits.end.max(), windows.end.max())) + 1
    order = np.lexsort((windows.start, windows.place))
    starts = (windows.start + windows.place * span)[order]
    ends = (windows.end + windows.place * span)[order]
    begins, ceases = visits.start + visits.place * span, visits.end + visits.place * span
    low = np.searchsorted(np.maximum.accumulate(ends), begins, side="right")
    count = np.maximum(np.searchsorted(starts, ceases, side="left") - low, 0)
    left = np.repeat(np.arange(len(begins)), count)
    at = np.arange(int(count.sum())) + np.repeat(low - (np.cumsum(count) - count), count)
    real = ends[at] > begins[left]
    return left[real], order[at[real]]


def _by_duckdb(visits: Spans, windows: Spans) -> Pairs:
    """A join by place and range; the engine chooses how."""
    with duckdb.connect() as database:
        database.execute("set threads to 1")
        for name, rows in (("visits", visits), ("windows", windows)):
            database.register(name, _columns(rows))
        found = database.execute(
            "select v.n, w.n from visits v join windows w"
            ' on v.place = w.place and v."start" < w."end" and w."start" < v."end"'
        ).fetchnumpy()
    left, right = list(found.values())
    return np.asarray(left), np.asarray(right)


def _columns(rows: Spans) -> dict[str, Ints]:
    return {"n": np.arange(len(rows.place)), "place": rows.place, "start": rows.start, "end": rows.end}


def _sorted(pairs: Pairs) -> Ints:
    return np.sort(pairs[0].astype(np.int64) * WINDOWS + pairs[1])


OTHERS: dict[str, Callable[[Spans, Spans], Pairs]] = {
    "NCLS 0.0.71": _by_ncls,
    "NumPy, two binary searches": _by_numpy,
    f"DuckDB {duckdb.__version__}, one thread": _by_duckdb,
}
