"""Two lists of exposure sites reconciled: the same site by number, or by place and overlapping time. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.domain.records import ExposureSite
from services.domain.text import folded

COMPARED = ("place", "address", "starts", "ends", "latitude", "longitude", "advice_class")


@dataclass(frozen=True)
class SiteDifference:
    """A site that only one list has, or that two lists tell differently."""

    why: str
    """only_a, only_b, or differs."""
    site: str
    fields: tuple[str, ...] = ()


def site_differences(a: Sequence[ExposureSite], b: Sequence[ExposureSite]) -> list[SiteDifference]:
    """Every site of both lists agrees, or stands in exactly one difference."""
    left = list(b)
    found: list[SiteDifference] = []
    for site in a:
        twin = next((other for other in left if _same(site, other)), None)
        if twin is None:
            found.append(SiteDifference("only_a", _named(site)))
            continue
        left.remove(twin)
        if fields := tuple(_differing(site, twin)):
            found.append(SiteDifference("differs", _named(site), fields))
    return found + [SiteDifference("only_b", _named(site)) for site in left]


def _same(one: ExposureSite, other: ExposureSite) -> bool:
    if one.site_id and other.site_id and one.source == other.source:
        return one.site_id == other.site_id
    return folded(one.place or "") == folded(other.place or "") and _overlap(one, other)


def _overlap(one: ExposureSite, other: ExposureSite) -> bool:
    """Half-open intervals; a list that tells no time overlaps nothing."""
    if not (one.starts and one.ends and other.starts and other.ends):
        return one.starts == other.starts
    return one.starts < other.ends and other.starts < one.ends or one.starts == other.starts


def _differing(one: ExposureSite, other: ExposureSite) -> Iterator[str]:
    for name in COMPARED:
        if getattr(one, name) != getattr(other, name):
            yield name


def _named(site: ExposureSite) -> str:
    return site.site_id or site.place or site.address or ""
