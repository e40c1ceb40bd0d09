"""How one area looks: its level, its colour, and the reasons a reader is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LEVELS = (1, 2, 3, 4)

# The four colours of the national scale. A colour never stands alone: the digit is always written beside it,
# so that a grey print and a colour-blind reader lose nothing.
LEVEL_COLOURS: Mapping[int | None, str] = {
    1: "#1A9641",
    2: "#FFFFBF",
    3: "#FDAE61",
    4: "#D7191C",
    None: "#B8B8B8",
}

UNKNOWN = "-"  # what is written where a digit would stand when there is not enough data
AT_LEAST: Mapping[int, str] = {2: "b", 3: "c", 4: "d"}
"""The same where it is known to be at least this level: one character a day, as a digit is."""


@dataclass(frozen=True)
class Paint:
    """What is known of one area now.

    `level` is 1 (new normal) to 4 (very high) or None (not enough data), and then `at_least` what holds
    anyway; `title` is the area's name; `lines` are the reasons, citations and orders, one sentence each;
    `since` is the ISO day the level began.
    Everything is plain text: markup in it is shown, never run.
    """

    code: str
    level: int | None
    title: str
    lines: tuple[str, ...]
    since: str | None = None
    at_least: int = 1

    def __post_init__(self) -> None:
        """Refuse a level that is not on the scale."""
        if self.level not in LEVEL_COLOURS:
            raise ValueError(f"level {self.level!r} of {self.code}; levels are 1 to 4, or None")


def digit(level: int | None, at_least: int = 1) -> str:
    """The one character that stands for a level: '1' to '4'; when there is not enough data '-', or a letter
    of `AT_LEAST` where it is above new normal in any case."""
    return AT_LEAST.get(at_least, UNKNOWN) if level is None else str(level)
