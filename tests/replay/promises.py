"""What was promised of levels over time: steps down are small, and none is taken back soon. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from tests.replay.wave import Step, Steps

SOON = timedelta(days=7)


class Move(NamedTuple):
    """A level that changed; `by_order`: an order set it before or after."""

    area: str
    at: datetime
    before: int
    after: int
    by_order: bool


def suggested_moves(steps: Steps) -> list[Move]:
    """What the law alone suggested, order or not. Moments without enough data count as no change."""
    return [move for area, told in steps.items() for move in _moves(area, told, suggested=True)]


def shown_moves(steps: Steps) -> list[Move]:
    """What was shown."""
    return [move for area, told in steps.items() for move in _moves(area, told, suggested=False)]


def _moves(area: str, told: Sequence[Step], *, suggested: bool) -> Iterator[Move]:
    known = [one for one in told if (one.suggested if suggested else one.level) is not None]
    for old, new in zip(known, known[1:], strict=False):
        before, after = (old.suggested, new.suggested) if suggested else (old.level, new.level)
        if before is not None and after is not None and before != after:
            yield Move(area, new.at, before, after, bool(old.order or new.order) and not suggested)


def falls_of_many_steps(moves: Sequence[Move]) -> list[Move]:
    """The machine loosened by more than one step at once."""
    return [one for one in moves if one.before - one.after > 1 and not one.by_order]


def taken_back(moves: Sequence[Move], soon: timedelta = SOON) -> list[tuple[Move, Move]]:
    """The machine loosened, and tightened again soon after."""
    found = []
    for fall in moves:
        if fall.after > fall.before or fall.by_order:
            continue
        soon_after = (one for one in moves if one.area == fall.area and fall.at < one.at <= fall.at + soon)
        again = next((one for one in soon_after if one.after > one.before and not one.by_order), None)
        if again is not None:
            found.append((fall, again))
    return found
