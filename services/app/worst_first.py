"""In which order areas are told: tier by tier, ours before others, the worst first."""

from collections.abc import Mapping
from typing import Any

from services.domain.areas import Tier

TIERS = (Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE)


def worst_first(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """The place of a row of `views` among others."""
    # An unknown level is at least `at_least` and may be more: it stands just above those known to be there.
    height = row["at_least"] + 0.5 if row["level"] is None else row["level"]
    doors = (row["sources"][name] for name in ("i3", "i1", "i2", "i4"))
    return (
        TIERS.index(Tier(row["tier"])),
        not row["inside"],
        -height,
        *(1 if s is None else -s for s in doors),
        row["area"],
    )
