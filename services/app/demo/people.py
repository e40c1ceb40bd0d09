"""Invented people: names, birth years, papers and phones that fit every form and belong to nobody."""

from dataclasses import dataclass
from random import Random

from services.app.demo.chance import one_of
from services.app.demo.volumes import Names

MEN, WOMEN = "Nam", "Nữ"
UNISSUED_SERIES = 9
"""Papers counted upwards from one; no province came near the numbers that begin with nine."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist."""

    name: str
    sex: str
    birth_year: int
    id_number: str
    phone: str
    home: str
    """Code of the home province."""


def make_person(chance: Random, names: Names, home: str, *, men: float = 0.5, years: range) -> Person:
    """Somebody of that province, with a man's chance of `men`, born in one of the years."""
    sex = MEN if chance.random() < men else WOMEN
    parts = (
        one_of(chance, names.surnames),
        one_of(chance, names.middle[sex]),
        one_of(chance, names.given[sex]),
    )
    year = one_of(chance, years)
    return Person(
        name=" ".join(parts),
        sex=sex,
        birth_year=year,
        id_number=_citizen_card(chance, home, sex, year) if chance.random() < 0.45 else _old_card(chance),
        phone=f"{one_of(chance, names.phone_blocks)}{int(chance.random() * 1_000_000):06d}",
        home=home,
    )


def _citizen_card(chance: Random, home: str, sex: str, year: int) -> str:
    century_and_sex = 2 * (year // 100 - 19) + (sex == WOMEN)
    serial = UNISSUED_SERIES * 100_000 + int(chance.random() * 100_000)
    return f"0{home}{century_and_sex}{year % 100:02d}{serial:06d}"


def _old_card(chance: Random) -> str:
    return f"{UNISSUED_SERIES}{int(chance.random() * 100_000_000):08d}"
