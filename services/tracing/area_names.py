"""Does a text name a place, or only the area in which one lies? Most declarations name a commune."""

import re
from collections.abc import Iterator
from functools import lru_cache

from services.domain.areas import Area, Areas
from services.domain.text import folded, tidy

_APART = re.compile(r"[,;/()–-]+")
_ABBREVIATED = {
    "thanh pho": ("tp", "t.p"),
    "thi xa": ("tx", "t.x"),
    "thi tran": ("tt", "t.t"),
    "huien": ("h",),
    "quan": ("q",),
    "phuong": ("p",),
    "xa": ("x",),
}
"""Kinds of areas as `folded` gives them, and how they are written in short."""
_NOTHING_MORE = frozenset(("", "viet nam", "vietnam", "vn"))


class AreaNames:
    """The names of the areas of a register, to be recognised in what people write."""

    def __init__(self, areas: Areas) -> None:
        """Reads all names once."""
        self._names = _NOTHING_MORE.union(*(_forms(area) for area in areas))
        self.say_all = lru_cache(maxsize=65_536)(self._say_all)

    def _say_all(self, text: str) -> bool:
        """Is every part of the text the name of an area (`phường Hà Khánh, TP Hạ Long`)?

        A place that is called no more than the area it lies in is not told from it.
        """
        return all(self._is_name(part) for part in _APART.split(text))

    def _is_name(self, part: str) -> bool:
        plain = tidy(part).lower()
        return folded(plain) in self._names and not plain.startswith("quán ")  # an eatery, and no `quận`


def _forms(area: Area) -> Iterator[str]:
    full, short = folded(area.name), folded(area.short_name)
    yield from (full, short)
    kind = full.removesuffix(short).strip()
    for letters in _ABBREVIATED.get(kind, ()):
        yield from (f"{letters} {short}", f"{letters}. {short}", f"{letters}.{short}")
