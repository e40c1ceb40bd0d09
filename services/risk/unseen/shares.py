"""What a reader is told of draws: the expected number with its band, and which part each source has. Pure."""

from dataclasses import dataclass

import numpy as np

from services.epidemiology.quantities import Numbers
from services.risk.unseen.lines import LINES, SOURCE_OF
from services.risk.unseen.volumes import TOLD, WORST

BAND = 0.9


@dataclass(frozen=True)
class Banded:
    """Expected, with the band that holds nine of ten draws: its upper end counts silence at its worst."""

    expected: float
    low: float
    high: float


@dataclass(frozen=True)
class Bands:
    """The same of many areas."""

    expected: Numbers
    low: Numbers
    high: Numbers

    def of(self, row: int) -> Banded:
        """Of one."""
        return Banded(float(self.expected[row]), float(self.low[row]), float(self.high[row]))


def bands(draws: Numbers, band: float = BAND) -> Bands:
    """Of (2, areas, draws)."""
    side = (1.0 - band) / 2.0
    expected = np.asarray(np.mean(draws[TOLD], axis=-1))
    low = np.quantile(draws[TOLD], side, axis=-1)
    high = np.quantile(draws[WORST], 1.0 - side, axis=-1)
    return Bands(expected, np.minimum(low, expected), np.maximum(high, expected))


def banded(draws: Numbers, band: float = BAND) -> Banded:
    """Of (2, draws)."""
    return bands(draws[:, np.newaxis], band).of(0)


def by_source(by_line: Numbers) -> dict[str, Numbers]:
    """Of (…, lines, draws), the lines of a source together: (…, draws)."""
    found: dict[str, Numbers] = {}
    for at, name in enumerate(LINES):
        source = SOURCE_OF[name]
        found[source] = found.get(source, 0.0) + by_line[..., at, :]
    return found


def shares(seeds: dict[str, Numbers]) -> dict[str, float] | None:
    """Which part of all expected seeds each source has; they sum to 1. None: there are none at all."""
    means = {source: float(np.mean(draws[TOLD])) for source, draws in seeds.items()}
    whole = sum(means.values())
    return {source: mean / whole for source, mean in means.items()} if whole > 0 else None


def percents(parts: dict[str, float]) -> dict[str, int]:
    """Whole per cents that add up to 100, the largest remainders rounded up."""
    exact = {name: part * 100 for name, part in parts.items()}
    found = {name: int(value) for name, value in exact.items()}
    short = 100 - sum(found.values())
    for name in sorted(exact, key=lambda name: found[name] - exact[name])[:short]:
        found[name] += 1
    return found
