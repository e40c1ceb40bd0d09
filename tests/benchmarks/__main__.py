"""Runs the benchmarks named on the command line, or all, and prints a table for docs/benchmarks.md."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import (
    chained,
    chains,
    country,
    demo,
    explorer,
    exposed,
    exposures,
    files,
    grading,
    http,
    intake,
    linkage,
    log,
    map_page,
    pipe,
    quarantining,
    reproducing,
    retracing,
    riding,
    scanning,
    unseen,
    working,
    yearly,
)
from tests.benchmarks.measuring import Result, as_table

BENCHMARKS: dict[str, Callable[[Path], list[Result]]] = {
    "grading": grading.run,
    "country": country.run,
    "map": map_page.run,
    "intake": intake.run,
    "files": files.run,
    "http": http.run,
    "pipe": pipe.run,
    "log": log.run,
    "demo": demo.run,
    "linkage": linkage.run,
    "chains": chains.run,
    "chained": chained.run,
    "explorer": explorer.run,
    "riding": riding.run,
    "scanning": scanning.run,
    "retracing": retracing.run,
    "work": working.run,
    "reproducing": reproducing.run,
    "quarantining": quarantining.run,
    "unseen": unseen.run,
    "exposures": exposures.run,
    "exposed": exposed.run,
    "yearly": yearly.run,
}


def main(names: list[str]) -> int:
    """Exit code 1 when a result misses its target."""
    results: list[Result] = []
    for name in names or list(BENCHMARKS):
        sys.stderr.write(f"{name} …\n")
        with tempfile.TemporaryDirectory() as folder:
            results += BENCHMARKS[name](Path(folder))
    sys.stdout.write(as_table(results))
    return int(any(result.missed for result in results))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
