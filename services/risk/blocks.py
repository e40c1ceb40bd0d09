"""Do some areas lie scattered? Pure."""

from collections.abc import Collection

from services.domain.areas import AreaCode, Areas


def scattered(areas: Areas, codes: Collection[AreaCode]) -> bool:
    """True when two of these areas do not touch (rule book 4.2, whose "scattered" needs a rule).

    Never false again when more areas join: "not one connected block" would be, because a new area can bridge
    two blocks, and then more cases would lower a level (decision 0060).
    """
    wanted = set(codes)
    return any(len(wanted.intersection(areas[code].neighbours)) < len(wanted) - 1 for code in wanted)
