"""Do some areas form one block, or are they scattered? Pure."""

from collections.abc import Iterable

from services.domain.areas import AreaCode, Areas


def connected_blocks(areas: Areas, codes: Iterable[AreaCode]) -> int:
    """Into how many connected blocks these areas fall (rule book 4.2: scattered means more than one)."""
    left = set(codes)
    blocks = 0
    while left:
        blocks += 1
        _walk(areas, left.pop(), left)
    return blocks


def _walk(areas: Areas, start: AreaCode, left: set[AreaCode]) -> None:
    """Take everything that hangs together with `start` out of `left`."""
    reached = [start]
    while reached:
        touching = left.intersection(areas[reached.pop()].neighbours)
        left -= touching
        reached.extend(touching)
