"""Rulebook, Row: rows of limits, read from the top; `decide` reads them with three-valued logic."""

from collections.abc import Mapping, Sequence
from typing import Literal

from services.domain.areas import Tier
from services.domain.base import Word
from services.domain.levels import Citation, RiskLevel
from services.policy.limits import Limit as Limit

Values = Mapping[str, float | None]
"""Indicator to number; None, or a missing name, means: not reported."""


class Row(Word):
    """A level and the limits that must all hold for it; no limits: it always holds."""

    level: RiskLevel
    limits: tuple[Limit, ...] = ()
    cite: Citation
    note: str | None = None
    when_unknown: Literal["undecided", "skip"] = "undecided"
    """`skip`: a row of ours, not of a document; it is silent while its number is not reported."""

    def holds(self, values: Values) -> bool | None:
        """False when a known limit fails; true when all are known and hold; else None (undecided)."""
        answers = [limit.holds(values.get(limit.indicator)) for limit in self.limits]
        if False in answers:
            return False
        if None in answers:
            return None if self.when_unknown == "undecided" else False
        return True


class Rulebook(Word):
    """How areas of each tier get their level. The reader has checked that rows fall from the highest level
    to the lowest, and that the last one has no limits: every area gets an answer."""

    rows: dict[Tier, tuple[Row, ...]]
    watched: tuple[Row, ...] = ()
    """For a province outside, of whose parts only some are listed; empty: the rows of any province."""

    def of(self, tier: Tier, *, inside: bool = True) -> tuple[Row, ...]:
        """The rows for a tier, from the top."""
        if tier is Tier.PROVINCE and not inside and self.watched:
            return self.watched
        return self.rows[tier]

    def indicator_names(self) -> frozenset[str]:
        """Every indicator any row speaks of."""
        rows = (row for rows in (*self.rows.values(), self.watched) for row in rows)
        return frozenset(limit.indicator for row in rows for limit in row.limits)


class Decision(Word):
    """What the rows make of the numbers."""

    level: RiskLevel | None
    """None: too little is reported to say; `at_least` still holds."""
    at_least: RiskLevel
    row: int
    """Index of the first row that holds: the one that gives `at_least`."""
    limits: tuple[tuple[str, float | None], ...]
    """Indicators of that row with their numbers; empty for the last row."""
    missing: tuple[str, ...] = ()
    """Indicators whose absence leaves a higher row undecided; empty when `level` is known."""


def decide(rows: Sequence[Row], values: Values) -> Decision:
    """Reads the rows from the top; the first that holds decides, unless a higher one above stays undecided.

    With rows (3: unknown_source at least 1), (2: contacts at least 1), (1):

    >>> decide(rows, {"unknown_source": 0, "contacts": 4}).level         # 2: row 2 holds, row 1 fails
    >>> decide(rows, {"unknown_source": None, "contacts": 4}).level      # None; but at_least 2
    >>> decide(rows, {"unknown_source": 1, "contacts": None}).level      # 3: nothing unknown could raise it

    Whatever the missing numbers turn out to be, the level is never below `at_least`, and a level that is
    given does not change: rows stand from the highest level downwards (the reader checks that).
    """
    answers = [row.holds(values) for row in rows]
    first = answers.index(True)
    level = rows[first].level
    undecided = [row for row, answer in zip(rows[:first], answers, strict=False) if answer is None]
    missing = _missing([row for row in undecided if row.level > level], values)
    return Decision(
        level=None if missing else level,
        at_least=level,
        row=first,
        limits=_read(rows[first], values),
        missing=missing,
    )


def holding(rows: Sequence[Row], values: Values) -> tuple[int, ...]:
    """Indexes of all rows of the decided level that hold: every reason for it, not only the first."""
    level = rows[decide(rows, values).row].level
    return tuple(i for i, row in enumerate(rows) if row.level == level and row.limits and row.holds(values))


def _read(row: Row, values: Values) -> tuple[tuple[str, float | None], ...]:
    return tuple((limit.indicator, values.get(limit.indicator)) for limit in row.limits)


def _missing(rows: Sequence[Row], values: Values) -> tuple[str, ...]:
    names = (name for row in rows for name, value in _read(row, values) if value is None)
    return tuple(dict.fromkeys(names))
