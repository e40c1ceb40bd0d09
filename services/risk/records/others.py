"""Numbers of an area that come from other areas: which areas, and what each adds. Pure."""

from collections.abc import Callable
from typing import NamedTuple

from services.domain.areas import AreaCode
from services.policy.reader import Jurisdiction
from services.risk.sources.outside import OutsidePlace
from services.risk.surroundings import FROM_OTHERS, INSIDE
from services.risk.survey import Survey


class Behind(NamedTuple):
    """An area that a number comes from."""

    area: AreaCode
    adds: float | None
    """None: the number is made of the levels of all of them together."""


_OUTSIDE: dict[str, Callable[[OutsidePlace], float]] = {
    "outside_locked": lambda place: float(place.locked),
    "outside_pressure": lambda place: place.pressure,
}
OF_AREAS = (*_OUTSIDE, *FROM_OTHERS)
"""Numbers that open to areas instead of records."""


def areas_behind(survey: Survey, land: Jurisdiction, area: AreaCode, name: str) -> list[Behind]:
    """Those that add most, or stand highest, first."""
    if name in _OUTSIDE:
        places = survey.clues.outside if survey.clues else ()
        found = (Behind(one.code, _OUTSIDE[name](one)) for one in places)
        return sorted((one for one in found if one.adds), key=lambda one: (-(one.adds or 0.0), one.area))
    if name not in FROM_OTHERS:
        return []
    around = land.areas.around(area)
    codes = around.inside if name in INSIDE else (*around.alike, *around.other)
    return [Behind(code, None) for code in sorted(codes, key=lambda code: (-_height(survey, code), code))]


def _height(survey: Survey, area: AreaCode) -> int:
    standing = survey.standings[area]
    return int(standing.level or standing.grade.at_least)
