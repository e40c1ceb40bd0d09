"""The four ways infection enters, each scored with its reasons; and the list of them.

A first score, honest about what it has not heard: a source without any feed has no score, never zero.
"""

from collections.abc import Callable, Mapping

from services.domain.areas import AreaCode
from services.risk.sources import community, goods, illegal_entry, quarantine_breach
from services.risk.sources.clues import Clues
from services.risk.sources.points import Points

SOURCES: dict[str, Callable[[AreaCode, Clues], Points]] = {
    "i1": illegal_entry.points,
    "i2": quarantine_breach.points,
    "i3": community.points,
    "i4": goods.points,
}


PointMap = Mapping[AreaCode, Mapping[str, Points]]


def point_map(clues: Clues) -> PointMap:
    """Every source of every commune and district inside, and of the province."""
    return {
        area.code: {source: points(area.code, clues) for source, points in SOURCES.items()}
        for area in clues.areas.graded()
    }
