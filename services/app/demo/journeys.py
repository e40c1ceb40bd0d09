"""Where invented people come from and go to."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from random import Random

from services.app.demo.chance import one_of
from services.app.demo.volumes import Post, Volumes
from services.domain.areas import Area, Areas, Tier

PEOPLE_A_TICKET = 1000
"""Communes are drawn from a pool that holds each once for so many inhabitants."""


@lru_cache(maxsize=4)
def destinations(areas: Areas) -> tuple[Area, ...]:
    """Every commune of the province, as often as its part of the district has people."""
    return tuple(
        commune
        for district in areas.of_tier(Tier.DISTRICT)
        for commune in areas.children(district.code)
        for _ in range(_tickets(district, len(areas.children(district.code))))
    )


def origins_at(post: Post, day: date, neighbour: str, volumes: Volumes) -> tuple[str, ...]:
    """Provinces of those who pass a post; from the neighbour fewer dare once they must be quarantined."""
    left = volumes.neighbour_left if day >= volumes.quarantine_rule_since else 1.0
    weights = {
        code: volumes.travellers[code] * (left if code == neighbour else 1.0) for code in post.provinces
    }
    return tuple(code for code, weight in weights.items() for _ in range(max(1, round(weight))))


def comes_from(chance: Random, province: str, areas: Areas, volumes: Volumes) -> Area:
    """The province, or one of its districts that lie next to us."""
    near = areas.children(province)
    return one_of(chance, near) if near and chance.random() < volumes.nearby else areas[province]


def as_written(chance: Random, area: Area) -> str:
    """Some forms hold the code, some the full name; a short name may stand for two places."""
    return area.code if chance.random() < 0.5 else area.name


def places_named(stays: Iterable[tuple[Area, date, date]]) -> str:
    """The places of the last 14 days as one cell."""
    return ";".join(f"{area.name}|{area.code}|{since}|{until}" for area, since, until in stays)


def _tickets(district: Area, communes: int) -> int:
    return max(1, round((district.population or 0) / communes / PEOPLE_A_TICKET))
