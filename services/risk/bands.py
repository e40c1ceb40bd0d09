"""Which numbers a law tells apart: between two limits all have the same answer. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.policy.rulebook import Row
from services.risk.sums import AreaNumbers

Band = tuple[int, ...]
NOT_KNOWN = -1


@dataclass(frozen=True)
class Bands:
    """The limits of some rows, by indicator."""

    cuts: Mapping[str, tuple[float, ...]]

    def only(self, names: Iterable[str]) -> "Bands":
        """The same for some of the indicators, in the order given."""
        return Bands({name: self.cuts[name] for name in names if name in self.cuts})

    def of(self, values: AreaNumbers) -> Band:
        """Where each number lies: below the first limit 0, on it 1, above it 2, and so on; -1: not known.

        A limit stands for itself, so that "at least" and "above" are told apart.
        """
        return tuple(
            NOT_KNOWN
            if (value := values.get(name)) is None
            else bisect_left(cuts, value) + bisect_right(cuts, value)
            for name, cuts in self.cuts.items()
        )


def bands_of(rows: Iterable[Row]) -> Bands:
    """Every indicator the rows speak of, with the numbers at which an answer may change."""
    found: dict[str, set[float]] = {}
    for limit in (limit for row in rows for limit in row.limits):
        ends = (limit.at_least, limit.above, limit.below, limit.at_most)
        found.setdefault(limit.indicator, set()).update(end for end in ends if end is not None)
    return Bands({name: tuple(sorted(cuts)) for name, cuts in found.items()})
