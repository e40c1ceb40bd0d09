"""Write docs/sources-truth.md: the four sources over six scenario years, held against the truth.

Called as `python -m tests.sources`; about three minutes of the processor.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from tests.sources.listening import YEAR, listener
from tests.sources.weighing import SOURCES, Point, lift, points_of, share_held, shares, waves

PAGE = Path(__file__).parents[2] / "docs" / "sources-truth.md"
TUNED, CHECK = (1, 2, 3, 4), (5, 6)
FIRST, EVERY = date(YEAR, 1, 8), timedelta(days=4)
BEGIN, END = "<!-- table {} -->", "<!-- end {} -->"


def main() -> None:
    """Play, weigh, write."""
    points = [point for seed in (*TUNED, *CHECK) for point in points_of(listener(seed), seed, _days())]
    parts = {"tuned": TUNED, "check": CHECK}
    text = PAGE.read_text(encoding="utf-8")
    for name, seeds in parts.items():
        mine = [point for point in points if point.seed in seeds]
        text = _put(text, name, _by_source(mine))
    text = _put(text, "waves", _by_wave(points))
    PAGE.write_text(text, encoding="utf-8")


def _days() -> list[date]:
    return [FIRST + EVERY * n for n in range((date(YEAR, 12, 31) - FIRST) // EVERY + 1)]


def _by_source(points: Sequence[Point]) -> Iterator[str]:
    yield from _head(
        *("Source", "Band holds the truth, before", "now", "True share", "Given before", "now"),
        *("Lift in the wave, true", "before", "now"),
    )
    parts = shares(points)
    for source in SOURCES:
        held = [share_held(points, source, before) for before in (True, False)]
        mine = [point for point in points if point.source == source]
        true = np.mean([p.true for p in mine if p.wave]) / np.mean([p.true for p in mine if not p.wave])
        lifts = [true, lift(points, source, before=True), lift(points, source)]
        cells = [*(f"{one:.0%}" for one in (*held, *parts[source])), *(f"× {one:,.1f}" for one in lifts)]
        yield f"| {source} | " + " | ".join(cells) + " |"


def _by_wave(points: Sequence[Point]) -> Iterator[str]:
    yield from _head(
        *("Year", "Wave", "Source", "True a day", "Given a day, before", "now"),
        *("Highest upper end", "Days in the band, before", "now"),
    )
    for (seed, name), several in sorted(waves(points).items()):
        true, stated, given = (
            float(np.mean(one))
            for one in zip(*((p.true, p.stated.expected, p.given.expected) for p in several), strict=True)
        )
        days = len(several)
        before, now = sum(p.held_before for p in several), sum(p.held for p in several)
        high = max(p.given.high for p in several)
        rates = f"{true:.2f} | {stated:.5f} | {given:.3f} | {high:.2f}"
        held = f"{before} of {days} | {now} of {days}"
        yield f"| {seed} | {name} | {several[0].source} | {rates} | {held} |"


def _head(*names: str) -> Iterator[str]:
    yield f"| {' | '.join(names)} |"
    yield "|---" * len(names) + "|"


def _put(text: str, name: str, lines: Iterator[str]) -> str:
    """The page with this table in its place."""
    begin, end = BEGIN.format(name), END.format(name)
    before, rest = text.split(begin)
    return before + "\n".join((begin, "", *lines, "", end)) + rest.split(end)[1]


if __name__ == "__main__":
    main()
