"""How much of life goes on in an area, as far as told: its own word, else the sum of its parts. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from services.domain.areas import AreaCode, Areas
from services.domain.records.activity import ACTIVITY
from services.risk.heard_judged import AreaActivityHeard


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of an area."""

    number: int
    at_least: bool
    """Not every part of the area told it: there may be more."""


class ActivityOf:
    """The counts of any area; a telling stands for some days, and then says nothing of today."""

    def __init__(
        self, areas: Areas, heard: Iterable[AreaActivityHeard], today: date, fresh_days: int
    ) -> None:
        self._areas = areas
        self._told: dict[AreaCode, dict[str, int]] = defaultdict(dict)
        oldest = today - timedelta(days=fresh_days)
        for one in sorted((one for one in heard if oldest <= one.day <= today), key=_told_order):
            numbers = {name: getattr(one, name) for name in ACTIVITY}
            self._told[one.area] |= {name: number for name, number in numbers.items() if number is not None}

    def __call__(self, code: AreaCode) -> dict[str, Counted]:
        """By name what is known; a name that is missing was told by nobody."""
        found = ((name, self._of(code, name)) for name in ACTIVITY)
        return {name: counted for name, counted in found if counted}

    def _of(self, code: AreaCode, name: str) -> Counted | None:
        own = self._told.get(code, {}).get(name)
        if own is not None:
            return Counted(own, at_least=False)
        parts = [self._of(part.code, name) for part in self._areas.children(code)]
        told = [part for part in parts if part]
        if not told:
            return None
        partly = len(told) < len(parts) or any(part.at_least for part in told)
        return Counted(sum(part.number for part in told), at_least=partly)


def _told_order(one: AreaActivityHeard) -> tuple[Any, ...]:
    """By day, then by the moment we learned it, then the larger number: no row decides."""
    return one.day, one.learned_at, *((getattr(one, name) or 0) for name in ACTIVITY)
