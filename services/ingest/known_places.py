"""The gates, posts and quarantine places that the law's list knows, found by id or by name."""

from collections.abc import Iterable

from services.domain.text import folded
from services.policy.places import Place

# What people leave out, or put in front; folding writes y as i.
_KINDS = ("chot lien nganh", "chot", "cua khau quoc te", "cua khau", "cang", "khu cach li tap trung")


class KnownPlaces:
    """Places by id and by name; a name that two places bear is the name of neither."""

    def __init__(self, places: Iterable[Place] = ()) -> None:
        """`places`: those of the jurisdiction's `places.csv`."""
        self._by_name: dict[str, Place | None] = {}
        for place in places:
            for name in {place.id.lower(), *_names(place.name), *_names(place.name_en)}:
                self._by_name[name] = None if name in self._by_name else place

    def find(self, said: str) -> Place | None:
        """The place that was meant; None: nobody can say for sure."""
        found = self._by_name.get(said.lower())
        return found or next((place for name in _names(said) if (place := self._by_name.get(name))), None)


NO_PLACES = KnownPlaces()


def _names(said: str) -> list[str]:
    whole = folded(said)
    kind = next((kind for kind in _KINDS if whole.startswith(kind + " ")), None)
    return [whole, whole.removeprefix(kind).strip()] if kind else [whole]
