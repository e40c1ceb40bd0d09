"""Hong Kong's lists: known by their headings, with times in its own zone (Centre for Health Protection)."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from services.ingest.columns import Reading, Values, heading_key

HK, HK_ZONE = "hk-chp", "Asia/Hong_Kong"
OURS = "local"


def zone_by(*headings: str) -> Callable[[Mapping[str, object]], str | None]:
    """The zone of a row: Hong Kong's where one of these headings of its list is there; else the house's."""
    theirs = frozenset(headings)

    @lru_cache(maxsize=64)
    def from_hong_kong(given: tuple[str, ...]) -> bool:
        return not theirs.isdisjoint(heading_key(heading) for heading in given)

    def zone(row: Mapping[str, object]) -> str | None:
        return HK_ZONE if from_hong_kong(tuple(row)) else None

    return zone


def source_of(values: Values, reading: Reading) -> str:
    """Whose list a row stands on: as it says itself, else by the zone in which it is read."""
    told: str | None = values["source"]
    return told or (HK if reading.zone.key == HK_ZONE else OURS)
