"""Which areas of the table a reader wants, and in which order. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from services.app.angles import Row
from services.domain.text import folded

TierWord = Literal["", "commune", "district", "province"]
LevelWord = Literal["", "1", "2", "3", "4", "unknown"]
Sort = Literal["worst", "name", "since", "i1", "i2", "i3", "i4", "age"]


@dataclass(frozen=True)
class Choice:
    """What the form above the table says."""

    tier: TierWord = ""
    level: LevelWord = ""
    q: str = ""
    sort: Sort = "worst"


def chosen(rows: list[Row], choice: Choice) -> list[Row]:
    """The rows that fit; a search finds names and codes, with or without diacritics."""
    wanted = folded(choice.q)
    fitting = [row for row in rows if _fits(row, choice, wanted)]
    return fitting if choice.sort == "worst" else sorted(fitting, key=_KEYS[choice.sort])


def _fits(row: Row, choice: Choice, wanted: str) -> bool:
    if choice.tier not in ("", row["tier"]):
        return False
    level = "unknown" if row["level"] is None else str(row["level"])
    return choice.level in ("", level) and (wanted in folded(row["name"]) or wanted in row["area"])


def _by_score(source: str) -> Callable[[Row], Any]:
    # Nobody heard: after the zeros, for a zero is at least known.
    return lambda row: -1 * (-1 if row["sources"][source] is None else row["sources"][source])


_KEYS: dict[Sort, Callable[[Row], Any]] = {
    "name": lambda row: folded(row["name"]),
    "since": lambda row: "~" if row["since"] is None else _newest_first(row["since"]),
    "i1": _by_score("i1"),
    "i2": _by_score("i2"),
    "i3": _by_score("i3"),
    "i4": _by_score("i4"),
    "age": lambda row: -(float("inf") if row["data_age_hours"] is None else row["data_age_hours"]),
}


def _newest_first(moment: str) -> str:
    """Turns the order of ISO moments round: they are digits only where they differ."""
    return moment.translate(str.maketrans("0123456789", "9876543210"))
