"""What a measure costs in an area, and what it gives back, as far as anybody told. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.domain.areas import AreaCode, Areas
from services.domain.records import PostDecision
from services.risk.heard import Heard
from services.risk.rings.activity import ActivityOf, Counted

DAYS = 14
"""Arrivals and passages are heard of the last two weeks."""


@dataclass(frozen=True)
class Costs:
    """Per day of the last two weeks; None: nobody told, which is not zero."""

    residents: int | None
    """People who live there, by the register."""
    arriving: float | None
    """People a day who declared or were registered to come there."""
    met: float | None
    """People a day whom posts lying there looked at."""
    stopped: float | None
    """Of them, those who were not simply let pass."""
    in_quarantine: int | None
    """People in quarantine there now."""
    activity: Mapping[str, Counted]
    """Workers back, enterprises and tourist places, visitors, by name; a name missing was not told."""


class CostsOf:
    """The costs of any area, from what was heard."""

    def __init__(self, areas: Areas, heard: Heard, activity: ActivityOf) -> None:
        self._areas, self._heard, self._activity = areas, heard, activity

    def __call__(self, code: AreaCode) -> Costs:
        """Of this area with all that lies in it."""
        inside = {area.code for area in self._areas.within(code)}
        met = [one for one in self._heard.passages if one.area in inside]
        stopped = [one.people for one in met if one.decision is not PostDecision.PASS]
        kept = [one.inside for one in self._heard.quarantined if one.area in inside]
        coming = [one.people for one in self._heard.arrivals if one.area in inside]
        known = self._heard.last_learned
        return Costs(
            residents=self._areas[code].population,
            arriving=_a_day(coming) if "arrivals" in known else None,
            met=_a_day(one.people for one in met) if met else None,
            stopped=_a_day(stopped) if met else None,
            in_quarantine=sum(kept) if "stays" in known else None,
            activity=self._activity(code),
        )


def _a_day(people: Iterable[int]) -> float:
    return sum(people) / DAYS
