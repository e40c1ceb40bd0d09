"""When are two places one: by code, by name and address, by where they lie (decision 0034)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from services.domain.base import Sentence
from services.tracing.nearness import Floats, distances, near
from services.tracing.place_text import address_key, agree, is_exact, name_key


class How(IntEnum):
    """By what two places are one; the surest first."""

    CODE = 0
    NAME_AND_ADDRESS = 1
    COORDINATES = 2
    NAME = 3
    ADDRESS = 4
    NEARBY = 5
    """Within the tolerance, under another name: the shop next door, or another name of the same."""


SAID = {
    How.CODE: Sentence(vi="cùng mã", en="same code"),
    How.NAME_AND_ADDRESS: Sentence(vi="cùng tên và địa chỉ", en="same name and address"),
    How.COORDINATES: Sentence(vi="cùng tọa độ", en="same coordinates"),
    How.NAME: Sentence(vi="cùng tên", en="same name"),
    How.ADDRESS: Sentence(vi="cùng địa chỉ", en="same address"),
    How.NEARBY: Sentence(vi="cùng tọa độ, khác tên", en="same coordinates, another name"),
}


class Place(NamedTuple):
    """What is told of a place; all of it may be missing."""

    code: str | None = None
    name: str | None = None
    address: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    @property
    def lies(self) -> tuple[float, float] | None:
        """Its coordinates, when both are told."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    @property
    def is_told(self) -> bool:
        """Is there anything to compare by?"""
        return bool(self.code or name_key(self.name) or address_key(self.address) or self.lies)


@dataclass(frozen=True)
class Tolerance:
    """How far apart coordinates of one place may be."""

    metres: float = 50.0
    """Science.md E; a telephone outdoors is right to some 5 to 20 m."""
    branches_metres: float = 1_000.0
    """Of one name without addresses, this far apart are two branches; [design]."""


Same = dict[tuple[int, int], How]
"""Number of a visit's place and of a window's, and by what they are one."""


def same_places(ours: Sequence[Place], theirs: Sequence[Place], tolerance: Tolerance) -> Same:
    """Every two that are one place, by the surest reason."""
    found: Same = dict(_by_words(ours, theirs, tolerance))
    a, b = _located(ours), _located(theirs)
    left, right, _ = near(_degrees(ours, a), _degrees(theirs, b), tolerance.metres)
    for i, j in zip(left.tolist(), right.tolist(), strict=True):
        pair = a[i], b[j]
        how = _how_near(ours[pair[0]], theirs[pair[1]])
        found[pair] = min(how, found.get(pair, how))
    return found


def _by_words(
    ours: Sequence[Place], theirs: Sequence[Place], tolerance: Tolerance
) -> Iterator[tuple[tuple[int, int], How]]:
    known: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for j, other in enumerate(theirs):
        for key in keys_of(other):
            known[key].append(j)
    for i, one in enumerate(ours):
        candidates = {j for key in keys_of(one) for j in known.get(key, ())}
        for j in sorted(candidates):
            how = _how(one, theirs[j], tolerance)
            if how is not None:
                yield (i, j), how


def keys_of(place: Place) -> list[tuple[str, str]]:
    """Two places that are one by words share at least one of these."""
    address = address_key(place.address)
    told = (
        ("code", place.code or ""),
        ("name", name_key(place.name)),
        ("address", address if is_exact(address) else ""),
    )
    return [key for key in told if key[1]]


def _how(one: Place, other: Place, tolerance: Tolerance) -> How | None:
    if one.code and one.code == other.code:
        return How.CODE
    if name_key(one.name) and name_key(one.name) == name_key(other.name):
        return _how_named(one, other, tolerance)
    address = address_key(one.address)
    return How.ADDRESS if is_exact(address) and address == address_key(other.address) else None


def _how_named(one: Place, other: Place, tolerance: Tolerance) -> How | None:
    """Of one name: the same place, or another branch?"""
    a, b = address_key(one.address), address_key(other.address)
    if a and b:
        return How.NAME_AND_ADDRESS if agree(a, b) else None
    if one.lies and other.lies:
        apart = float(distances(np.array([one.lies]), np.array([other.lies]))[0])
        return How.NAME if apart <= tolerance.branches_metres else None
    return How.NAME


def _how_near(one: Place, other: Place) -> How:
    a, b = name_key(one.name), name_key(other.name)
    return How.NEARBY if a and b and a != b else How.COORDINATES


def _located(places: Sequence[Place]) -> list[int]:
    return [number for number, one in enumerate(places) if one.lies]


def _degrees(places: Sequence[Place], numbers: Sequence[int]) -> Floats:
    return np.array([places[number].lies for number in numbers], dtype=np.float64).reshape(-1, 2)
