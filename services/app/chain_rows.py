"""The picture of the contact graph as plain values that JSON knows, in one language."""

from collections.abc import Sequence
from typing import Any

from services.app.angles import named
from services.app.chain_choices import key_of
from services.domain.areas import AreaCode, Areas
from services.domain.base import Language, Sentence
from services.tracing.explorer import Group, Picture

NO_CHAIN = Sentence(vi="ngoài chuỗi", en="in no chain")
_NO_AREA = Sentence(vi="chưa rõ nơi ở", en="area not known")
_REST = Sentence(vi="các nhóm còn lại", en="the rest")
_CASE = "case:"  # a case that nobody named goes by its public code
SHORT = 8
"""Signs of a pseudonym that are shown where there is little room; the whole stands in `person`."""


def picture_row(picture: Picture, areas: Areas, language: Language) -> dict[str, Any]:
    """Bubbles, links by places in the list of bubbles, and sums."""
    return {
        "people": picture.people,
        "contacts": picture.contacts,
        "levels": level_names(picture.groups, language),
        "groups": group_rows(picture.groups, areas, language),
        "links": [list(link) for link in picture.links],
        "links_left_out": picture.links_left_out,
    }


def group_rows(groups: Sequence[Group], areas: Areas, language: Language) -> list[dict[str, Any]]:
    """Bubbles in the order of the picture: what an opened one holds follows it; `parent` is its place."""
    place = {group.path: at for at, group in enumerate(groups)}
    return [_row(group, place.get(group.parent), areas, language) for group in groups]


def level_names(groups: Sequence[Group], language: Language) -> list[str]:
    """What the numbers of `levels` count."""
    many = max((len(group.levels) for group in groups), default=1)
    return [*(f"F{level}" for level in range(many - 1)), NO_CHAIN.said_in(language)]


def _row(group: Group, parent: int | None, areas: Areas, language: Language) -> dict[str, Any]:
    return {
        "key": key_of(group.path),
        "parent": parent,
        "kind": group.kind,
        "name": _name(group, areas, language),
        "person": group.path[-1] if group.kind == "person" else None,
        "people": group.people,
        "levels": list(group.levels),
        "first": group.first.isoformat() if group.first else None,
        "last": group.last.isoformat() if group.last else None,
        "inside": group.inside,
        "outside": group.outside,
        "opened": group.opened,
    }


def _name(group: Group, areas: Areas, language: Language) -> str:
    value = group.path[-1]
    if group.kind == "rest":
        return _REST.said_in(language)
    return {"level": _level, "area": _area}.get(group.kind, _person)(value, areas, language)


def _person(value: str, areas: Areas, language: Language) -> str:
    if value.startswith(_CASE):
        return value.removeprefix(_CASE)
    return value[:SHORT] if value else NO_CHAIN.said_in(language)


def _level(value: str, areas: Areas, language: Language) -> str:
    return f"F{value}" if value else NO_CHAIN.said_in(language)


def _area(value: AreaCode, areas: Areas, language: Language) -> str:
    place = areas.get(value) if value else None
    return named(place, language) if place else value or _NO_AREA.said_in(language)
