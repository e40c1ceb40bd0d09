"""Numbers of an area that depend on the level of other areas: those it touches, those inside it. Pure."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from services.domain.areas import Area, AreaCode, Areas
from services.domain.levels import RiskLevel
from services.risk.blocks import scattered
from services.risk.sums import AreaNumbers

SIDEWAYS = ("locked_neighbours", "very_high_neighbours", "high_neighbours", "very_high_outside_neighbours")
SHARES = ("share_very_high", "share_high", "share_at_risk")
INSIDE = (
    "very_high_children", "high_children", "at_risk_children",
    *SHARES, "very_high_scattered", "high_scattered",
)  # fmt: skip
FROM_OTHERS = (*SIDEWAYS, *INSIDE)
"""Numbers that depend on the level of other areas; complete when a row may ask for them."""

Shown = Mapping[AreaCode, RiskLevel]
"""Areas above new normal, as far as is known, with the level they are at, at least."""

_NOBODY_INSIDE: AreaNumbers = dict.fromkeys(INSIDE, 0.0)
_CALM: AreaNumbers = dict.fromkeys(FROM_OTHERS, 0.0)
_NOT_ALL_LISTED: AreaNumbers = dict.fromkeys(SHARES)
"""Of an area outside we list only what we watch: a share of that would be a share of our own choice."""


def from_others(areas: Areas, area: Area, shown: Shown, locked: AbstractSet[AreaCode]) -> AreaNumbers:
    """All of `FROM_OTHERS`; `locked`: areas under lockdown or Directive 16."""
    around = areas.around(area.code)
    inside = from_inside(areas, area, shown)
    if shown.keys().isdisjoint(area.neighbours) and locked.isdisjoint(around.alike):
        return _CALM if inside is _NOBODY_INSIDE else _CALM | inside
    alike = [shown[code] for code in around.alike if code in shown]
    other = [shown[code] for code in around.other if code in shown]
    return {
        "locked_neighbours": sum(code in locked for code in around.alike),
        "very_high_neighbours": alike.count(RiskLevel.VERY_HIGH),
        "high_neighbours": sum(level >= RiskLevel.HIGH for level in alike),
        "very_high_outside_neighbours": other.count(RiskLevel.VERY_HIGH),
        **inside,
    }


def from_inside(areas: Areas, area: Area, shown: Shown) -> AreaNumbers:
    """How many of the areas inside are at which level, which share, and whether scattered."""
    found = _counted(areas, area.code, shown)
    return found if area.inside else found | _NOT_ALL_LISTED


def _counted(areas: Areas, code: AreaCode, shown: Shown) -> AreaNumbers:
    inside = areas.around(code).inside
    raised = {child: shown[child] for child in inside if child in shown}
    if not raised:
        return _NOBODY_INSIDE
    very_high = [child for child, level in raised.items() if level >= RiskLevel.VERY_HIGH]
    high = [child for child, level in raised.items() if level >= RiskLevel.HIGH]
    return {
        "very_high_children": len(very_high),
        "high_children": len(high),
        "at_risk_children": len(raised),
        "share_very_high": len(very_high) / len(inside),
        "share_high": len(high) / len(inside),
        "share_at_risk": len(raised) / len(inside),
        "very_high_scattered": float(scattered(areas, very_high)),
        "high_scattered": float(scattered(areas, high)),
    }
