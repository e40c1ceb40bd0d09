"""A person's card: what a record says of who it is about, sealed; the keyed hashes it is found under."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations

from services.linkage.births import day_in
from services.linkage.kinds import Field, Kind
from services.linkage.names import words_in
from services.linkage.papers import on_card, worth
from services.plumbing.privacy import Privacy

Card = dict[str, str]
"""Cells by the names of `FIELDS`; empty where nothing is known."""

FIELDS = tuple(
    Field(name, kind, (name,), (name,))
    for name, kind in (
        ("name", Kind.NAME),
        ("birth", Kind.BIRTH),
        ("sex", Kind.SEX),
        ("id", Kind.ID),
        ("phone", Kind.PHONE),
        ("nationality", Kind.NATIONALITY),
    )
)
_CELLS = {
    "name": ("full_name",),
    "birth": ("birth_date", "birth_year"),
    "sex": ("sex",),
    "id": ("id_number",),
    "phone": ("phone",),
    "nationality": ("nationality",),
}
_EVERYBODYS = frozenset({"nguien", "tran", "le", "pham", "van", "thi"})
"""Folded words that so many bear that they help nobody to be found."""


def card_of(cells: Mapping[str, object]) -> Card:
    """The card in a record's personal cells."""
    return {name: _first(cells, columns) for name, columns in _CELLS.items()}


def joined(known: Card | None, told: Card) -> Card:
    """What is known after another record of the same face: the newest that is not empty."""
    return told if known is None else {name: told[name] or known.get(name, "") for name in told}


def seal(privacy: Privacy, card: Card) -> bytes:
    """The card under seal."""
    return privacy.seal(json.dumps(card, ensure_ascii=False).encode())


def opened(privacy: Privacy, sealed: bytes) -> Card:
    """What was sealed; raises BadSetting."""
    return dict(json.loads(privacy.open(sealed)))


def hashed(privacy: Privacy, *parts: str) -> int:
    """A keyed hash of 63 bits: nobody without the house's key can guess what stands behind it."""
    return int(privacy.pseudonym("linkage", *parts)[1:17], 16) >> 1


def keys_of(privacy: Privacy, card: Card) -> set[int]:
    """All keys of a card: whoever shares one may be the same person."""
    return {hashed(privacy, *parts) for parts in (*_numbers(card), *_person(card))}


def word_keys(privacy: Privacy, card: Card) -> dict[str, int]:
    """The words of a name and the hashes under which they are counted."""
    return {word: _word_key(privacy, word) for word in words_in(card["name"])}


def _numbers(card: Card) -> Iterator[tuple[str, ...]]:
    if number := worth(card["id"], Kind.ID):
        yield "id", number
        if len(number) >= 8:
            yield "id end", str(len(number)), number[len(number) * 2 // 5 :]
    if number := worth(card["phone"], Kind.PHONE):
        yield "phone", number


def _person(card: Card) -> Iterator[tuple[str, ...]]:
    """Name and date of birth, each tolerant of the other's usual slips."""
    words = sorted(words_in(card["name"]))
    if not words:
        return
    bag = " ".join(words)
    year, month, day = day_in(card["birth"])
    on_paper = on_card(worth(card["id"], Kind.ID))[1]
    for one in {year, on_paper} - {0}:
        yield "name and year", bag, str(one)
    if not year:
        yield "name alone", bag
    elif month and (month, day) != (1, 1):
        yield from _with_day(words, bag, year, month, day)


def _with_day(words: list[str], bag: str, year: int, month: int, day: int) -> Iterator[tuple[str, ...]]:
    yield "name and day", bag, f"{month}-{day}"
    for pair in combinations(words[:4], 2):
        yield "two words", *pair, f"{year}-{month}-{day}"
    low, high = sorted((month, day))
    for word in set(words) - _EVERYBODYS:
        yield "one word", word, f"{year}-{low}-{high}"


@lru_cache(maxsize=20_000)
def _word_key(privacy: Privacy, word: str) -> int:
    return hashed(privacy, "word", word)


def _first(cells: Mapping[str, object], columns: tuple[str, ...]) -> str:
    return next((str(cells[name]) for name in columns if cells.get(name)), "")
