"""Made-up people as two feeds would write them: the Vietnamese stream of which the true pairs are known.

Nobody of it exists. The rates of slips are those of the bench's brief: both sides are spoiled independently.
`MEASURED` is a little harsher on papers and telephones than the rates as written, so that the single rules
(same paper, same telephone) find what was published of them: 31 and 36 of 100 pairs.
"""

import csv
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import yaml

from services.domain.text import folded

FIELDS = ("rec", "ho_ten", "ngay_sinh", "gioi_tinh", "so_giay_to", "dien_thoai")
MAP = """row: rec
name: ho_ten
birth_date: ngay_sinh
sex: gioi_tinh
id: so_giay_to
phone: dien_thoai
"""

_NAMES = yaml.safe_load((Path(__file__).parent / "names.yaml").read_text(encoding="utf-8"))
SURNAMES: dict[str, float] = _NAMES["surnames"]
MIDDLE = {sex: words.split() for sex, words in _NAMES["middle"].items()}
GIVEN = {sex: words.split() for sex, words in _NAMES["given"].items()}
PROVINCES = (
    ["022"] * 12 + ["030"] * 4 + ["031"] * 4 + ["001"] * 3 + ["024", "034", "036", "038", "040", "027", "020"]
)
MOBILE = (
    "032",
    "033",
    "034",
    "035",
    "036",
    "037",
    "038",
    "039",
    "070",
    "077",
    "079",
    "081",
    "083",
    "085",
    "088",
)


@dataclass(frozen=True)
class Rates:
    """How often each slip is made, on each side."""

    no_marks: float = 0.45
    upper: float = 0.30
    swap: float = 0.10
    no_middle: float = 0.07
    initial: float = 0.05
    letter: float = 0.04
    first_of_january: float = 0.06
    day_month: float = 0.04
    year: float = 0.03
    no_id: float = 0.25
    id_typo: float = 0.08
    old_card: float = 0.12
    no_phone: float = 0.20
    phone_typo: float = 0.05
    other_phone: float = 0.15
    plus84: float = 0.10
    other_sex: float = 0.005


WRITTEN = Rates()
MEASURED = replace(WRITTEN, id_typo=0.12, old_card=0.16, other_phone=0.205)


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist."""

    name: tuple[str, ...]
    born: date
    sex: str
    card: str
    old: str
    phone: str


def people(many: int, chance: random.Random) -> list[Person]:
    """Invented people of a province and its neighbours."""
    surnames, weights = list(SURNAMES), list(SURNAMES.values())
    first = date(1951, 1, 1)
    return [
        _person(
            chance, chance.choices(surnames, weights)[0], first + timedelta(days=chance.randrange(20_000))
        )
        for _ in range(many)
    ]


def _person(chance: random.Random, surname: str, born: date) -> Person:
    sex = chance.choice(("male", "female"))
    name = (surname, chance.choice(MIDDLE[sex]), _common_first(GIVEN[sex], chance))
    if chance.random() < 0.03:
        name = (*name[:2], chance.choice(MIDDLE[sex]), name[2])
    century = (0 if born.year < 2000 else 2) + (sex == "female")
    card = f"{chance.choice(PROVINCES)}{century}{born.year % 100:02}{chance.randrange(10**6):06}"
    old = f"{chance.choice(('100', '101', '141', '030', '031'))}{chance.randrange(10**6):06}"
    return Person(name, born, sex, card, old, some_phone(chance))


def _common_first(words: list[str], chance: random.Random) -> str:
    """The lists begin with what parents choose most: chance collisions are as many as were published."""
    return words[int(len(words) * chance.random() ** 3.6)]


def some_phone(chance: random.Random) -> str:
    """A mobile number of 2021."""
    return chance.choice(MOBILE) + f"{chance.randrange(10**7):07}"


def written(person: Person, row: str, chance: random.Random, rates: Rates) -> dict[str, str]:
    """The person as one feed has it."""
    return {
        "rec": row,
        "ho_ten": _name(person, chance, rates),
        "ngay_sinh": _born(person, chance, rates),
        "gioi_tinh": _sex(person, chance, rates),
        "so_giay_to": _id(person, chance, rates),
        "dien_thoai": _phone(person, chance, rates),
    }


def _name(person: Person, chance: random.Random, rates: Rates) -> str:
    words = list(person.name)
    if chance.random() < rates.no_middle:
        words = [words[0], words[-1]]
    elif chance.random() < rates.initial:
        words[1] = words[1][0]
    if chance.random() < rates.letter:
        spot = max(range(len(words)), key=lambda n: (len(words[n]) > 2, chance.random()))
        cut = chance.randrange(len(words[spot]))
        words[spot] = words[spot][:cut] + words[spot][cut + 1 :] or words[spot]
    if chance.random() < rates.swap:
        words = [words[-1], *words[:-1]]
    text = " ".join(words)
    text = _plain(text) if chance.random() < rates.no_marks else text
    return text.upper() if chance.random() < rates.upper else text


def _plain(text: str) -> str:
    # `folded` writes y as i; a typist does not.
    return " ".join(
        "".join(c if c in "yY" else folded(c) if c.islower() else folded(c).upper() for c in word)
        for word in text.split()
    )


def _born(person: Person, chance: random.Random, rates: Rates) -> str:
    born = person.born
    dice = chance.random()
    if dice < rates.first_of_january:
        return born.replace(month=1, day=1).isoformat()
    dice -= rates.first_of_january
    if dice < rates.day_month and born.day <= 12:
        return born.replace(month=born.day, day=born.month).isoformat()
    dice -= rates.day_month
    if 0 <= dice < rates.year:
        year = born.year + chance.choice((-1, 1))
        return f"{year}-{born.month:02}-{min(born.day, 28) if born.month == 2 else born.day:02}"
    return born.isoformat()


def _sex(person: Person, chance: random.Random, rates: Rates) -> str:
    male = (person.sex == "male") is not (chance.random() < rates.other_sex)
    return "nam" if male else "nữ"


def _id(person: Person, chance: random.Random, rates: Rates) -> str:
    if chance.random() < rates.no_id:
        return ""
    number = person.old if chance.random() < rates.old_card else person.card
    return _slip(number, chance) if chance.random() < rates.id_typo else number


def _phone(person: Person, chance: random.Random, rates: Rates) -> str:
    if chance.random() < rates.no_phone:
        return ""
    number = some_phone(chance) if chance.random() < rates.other_phone else person.phone
    number = _slip(number, chance) if chance.random() < rates.phone_typo else number
    return "+84" + number[1:] if chance.random() < rates.plus84 else number


def _slip(number: str, chance: random.Random) -> str:
    spot = chance.randrange(len(number))
    return number[:spot] + chance.choice([d for d in "0123456789" if d != number[spot]]) + number[spot + 1 :]


@dataclass(frozen=True)
class Stream:
    """Two files and their true pairs."""

    a: list[dict[str, str]]
    b: list[dict[str, str]]
    pairs: set[tuple[str, str]]

    def write(self, folder: Path) -> tuple[Path, Path, Path]:
        """Both files as CSV, and the map of their fields."""
        for name, rows in (("a.csv", self.a), ("b.csv", self.b)):
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, FIELDS)
                writer.writeheader()
                writer.writerows(rows)
        (folder / "map.yaml").write_text(MAP, encoding="utf-8")
        return folder / "a.csv", folder / "b.csv", folder / "map.yaml"


def stream(many: int, seed: int, rates: Rates = MEASURED) -> Stream:
    """`many` rows on each side, six in ten of them about the same people, in an order of chance."""
    chance = random.Random(seed)
    both = many * 6 // 10
    everybody = people(2 * many - both, chance)
    left, right = everybody[:many], everybody[:both] + everybody[many:]
    a = [written(one, f"A{n}", chance, rates) for n, one in enumerate(left)]
    b = [written(one, f"B{n}", chance, rates) for n, one in enumerate(right)]
    chance.shuffle(a)
    chance.shuffle(b)
    return Stream(a, b, {(f"A{n}", f"B{n}") for n in range(both)})


def rates_found(found: set[tuple[str, str]], true: set[tuple[str, str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs found."""
    hits = len(found & true)
    precision = hits / len(found) if found else 1.0
    recall = hits / len(true)
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0
