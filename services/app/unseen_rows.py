"""Unseen infection of an area as plain JSON values: F0 without a source, F1 found, what it adds to i3."""

from typing import Any

from services.domain.areas import AreaCode
from services.domain.base import Language
from services.risk.pressing import pressure_reasons
from services.risk.pressure import Pressure
from services.risk.sources.points import Points
from services.risk.survey import Survey

HERE = ("unknown_source", "untraced_generation", "missing_contacts")
"""Signals of i3 that tell of unseen infection in the area itself."""
OUTSIDE = ("outside_pressure",)


def unseen_row(survey: Survey, area: AreaCode, language: Language) -> dict[str, Any] | None:
    """Numbers in F0 and F1, and the points they add to i3; None: no law weighs it at that moment.

    `i3_full_at`: points from which i3 is 100. The points are None for places outside, which have no score.
    """
    if survey.unseen is None:
        return None
    found = survey.unseen.of(area)
    i3 = survey.points.get(area, {}).get("i3")
    return _numbers(found) | {
        "i3_points": i3.of(HERE) if i3 else None,
        "i3_points_outside": i3.of(OUTSIDE) if i3 else None,
        "i3_full_at": i3.law.full_at if i3 else None,
        "reasons": [one.text.said_in(language) for one in pressure_reasons(found)] + _weighed(i3, language),
    }


def _numbers(found: Pressure) -> dict[str, Any]:
    return {
        "pressure": round(found.total, 1),
        "untraced": found.untraced,
        "oldest_days": round(found.oldest_days, 1),
        "generations": round(found.generations, 1),
        "cases": found.cases,
        "f1_expected": round(found.expected),
        "f1_found": round(found.found) if found.told else None,
        "missing": round(found.missing, 1),
    }


def _weighed(i3: Points | None, language: Language) -> list[str]:
    told = i3.score().reasons if i3 else ()
    return [one.text.said_in(language) for one in told if one.indicator in (*HERE, *OUTSIDE)]
