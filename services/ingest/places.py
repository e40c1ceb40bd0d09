"""From what people write for a place to its code in the register."""

import re
from collections.abc import Sequence
from functools import lru_cache

from services.domain.areas import Area, AreaCode, Areas, Tier
from services.domain.text import folded
from services.ingest.cells import Unreadable
from services.ingest.columns import Reading
from services.ingest.memory import UNSEEN
from services.ingest.provinces import PROVINCES

UNKNOWN_PROVINCE = "00"  # both official sites file cases without a province under it

# Folding writes y as i: huien.
_KINDS = {
    "tp": "thanh pho",
    "tx": "thi xa",
    "tt": "thi tran",
    "h": "huien",
    "q": "quan",
    "p": "phuong",
    "x": "xa",
    "t": "tinh",
}
_KIND = re.compile(rf"^({'|'.join(_KINDS)})(?:\.\s*|\s+)")


def area(cell: str, reading: Reading) -> AreaCode:
    """The code of an area of the register, by code or by name. Raises Unreadable."""
    if cell.isdigit():
        return _known_code(cell, reading.areas)
    if cell.upper() in reading.areas:
        return cell.upper()
    found = _named(cell, reading.areas)
    if one := _widest(found, reading.areas):
        return one.code
    raise _ambiguous() if found else _unknown()


def _widest(found: Sequence[Area], areas: Areas) -> Area | None:
    """The one that holds all the others: `Hải Dương` is the province, whose town is asked for as a town."""
    return next((one for one in found if all(one in areas.path(other.code) for other in found)), None)


def area_or_nothing(cell: str | None, reading: Reading) -> AreaCode | None:
    """The code when the register knows the place without doubt; else None."""
    if not cell:
        return None
    known = reading.memory.of("areas")
    found = known.get(cell, UNSEEN)
    code: AreaCode | None = known.keep(cell, _area_or_nothing(cell, reading)) if found is UNSEEN else found
    return code


def _area_or_nothing(cell: str, reading: Reading) -> AreaCode | None:
    try:
        return area(cell, reading)
    except Unreadable:
        return None


def province(cell: str, reading: Reading) -> AreaCode:
    """A province as the official sites file it; `1` is `01`, `00` is unknown. Raises Unreadable."""
    code = with_zeros(cell) if cell.isascii() and cell.isdigit() else cell
    if code == UNKNOWN_PROVINCE or code in PROVINCES or code in reading.areas:
        return code
    raise _unknown()


def with_zeros(digits: str) -> AreaCode:
    """A GSO code with the zeros that a spreadsheet dropped: 1 is 01, 6649 is 06649."""
    return digits.zfill({1: 2, 4: 5}.get(len(digits), len(digits)))


def area_among(cell: str | None, tier: Tier, above: AreaCode | None, reading: Reading) -> AreaCode | None:
    """The one area of a tier, inside `above`, that a cell of that tier names; None: none, or several."""
    if not cell:
        return None
    areas = reading.areas
    found = (
        [areas[code] for code in {cell, with_zeros(cell)} if code in areas]
        if cell.isdigit()
        else _named(cell, areas)
    )
    fitting = [
        one.code
        for one in found
        if one.tier is tier and (above is None or above in [area.code for area in areas.path(one.code)])
    ]
    return fitting[0] if len(fitting) == 1 else None


def place_named(cell: str, reading: Reading) -> str:
    """The id of a gate, post or site of the law's list; else what was written: posts open overnight."""
    found = reading.places.find(cell)
    return found.id if found else cell


def place_or_mark(said: str | None, reading: Reading) -> str | None:
    """The id of a quarantine place that the list knows, else a mark: it may be somebody's house."""
    if said is None:
        return None
    found = reading.places.find(said)
    return found.id if found else "m" + reading.mark("place", folded(said))


def area_of(place: str | None, said: AreaCode | None, reading: Reading) -> AreaCode | None:
    """Where a place lies: as its row says, else as the list says; None: nobody says."""
    if said or place is None:
        return said
    found = reading.places.find(place)
    return found.commune if found else None


def _known_code(digits: str, areas: Areas) -> AreaCode:
    for code in (digits, with_zeros(digits)):
        if code in areas:
            return code
    raise _unknown()


@lru_cache(maxsize=4)  # one register a house; tests have a few
def _by_name(areas: Areas) -> dict[str, list[Area]]:
    known: dict[str, list[Area]] = {}
    for one in areas:
        for name in {folded(one.name), folded(one.short_name)}:
            known.setdefault(name, []).append(one)
    return known


def _named(text: str, areas: Areas) -> list[Area]:
    """`Phường Hà Khánh, TP Hạ Long`: the first part names it, the others must lie above it."""
    parts = [_spelled_out(part) for part in re.split(r"\s*,\s*", text) if part]
    if not parts:
        return []  # nothing but commas
    first, *above = parts
    known = _by_name(areas)
    return [one for one in known.get(first, []) if all(_lies_in(one, name, areas) for name in above)]


def _lies_in(one: Area, name: str, areas: Areas) -> bool:
    return any(name in (folded(a.name), folded(a.short_name)) for a in areas.path(one.code)[1:])


def _spelled_out(part: str) -> str:
    plain = folded(part)
    return _KIND.sub(lambda kind: _KINDS[kind.group(1)] + " ", plain)


def _unknown() -> Unreadable:
    return Unreadable(
        "unknown_area",
        "mã hoặc tên khu vực không có trong danh mục; xem trang Khu vực hoặc `phendau levels`.",
        "no area of the register has this code or name; the page of areas and `phendau levels` list them.",
    )


def _ambiguous() -> Unreadable:
    return Unreadable(
        "ambiguous_area",
        "tên này chỉ nhiều khu vực; hãy ghi mã, hoặc tên đầy đủ kèm cấp trên.",
        "several areas bear this name; give the code, or the full name with the area above it.",
    )
