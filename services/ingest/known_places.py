"""The gates, posts and quarantine places that the law's list knows, found by id or by name."""

import re
from collections.abc import Iterable
from functools import lru_cache

from services.domain.text import folded
from services.policy.places import Place

# What stands in front of a name, and is written in several ways or left out. Folding writes y as i.
_KINDS = {
    "chot lien nganh": "post",
    "chot kiem soat": "post",
    "chot": "post",
    "cua khau quoc te": "gate",
    "cua khau": "gate",
    "loi mo": "gate",
    "cang hang khong quoc te": "airport",
    "san bai": "airport",
    "cang": "port",
    "khu cach li tap trung": "quarantine",
    "khu cach li": "quarantine",
    "khach san": "quarantine",
}
_BRACKETS = re.compile(r"\s*\([^)]*\)")


class KnownPlaces:
    """Places by id and by name; a name that two places bear is the name of neither."""

    def __init__(self, places: Iterable[Place] = ()) -> None:
        """`places`: those of the jurisdiction's `places.csv`."""
        self._by_name: dict[str, Place | None] = {}
        for place in places:
            names = {name for written in (place.name, place.name_en) for name in _written(written)}
            for name in {place.id.lower(), *names}:
                self._by_name[name] = None if name in self._by_name else place

        self.find = lru_cache(maxsize=1024)(self._find)
        """The place that was meant; None: nobody can say for sure."""

    def _find(self, said: str) -> Place | None:
        found = self._by_name.get(said.lower())
        if found is None and self._by_name:
            whole = folded(said)
            kind, rest = _kind_of(whole)
            found = self._by_name.get(whole) or self._by_name.get(f"{kind}:{rest}")
        return found


NO_PLACES = KnownPlaces()


def _written(name: str) -> list[str]:
    """Every form in which the place of this name is looked for; an empty kind: the name alone was said."""
    whole = folded(name)
    kind, rest = _kind_of(folded(_BRACKETS.sub("", name)))
    return [whole, f"{kind}:{rest}", f":{rest}"]


def _kind_of(whole: str) -> tuple[str, str]:
    said = next((said for said in _KINDS if whole.startswith(said + " ")), None)
    return (_KINDS[said], whole[len(said) :].strip()) if said else ("", whole)
