"""Invented contacts of each F0, one by one: F1 within a day, whom F1 met within two; areas, days, papers.

An F0 itself stays a code: nobody invented stands in for a real patient.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from services.app.demo.chance import dice, one_of
from services.app.demo.delivery import Delivery, Row, Span
from services.app.demo.facts import CaseFact, Facts
from services.app.demo.people import Person, make_person
from services.app.demo.placing import place_of
from services.domain.areas import Areas, Tier

FEED = "contact-persons"
F1 = "F1"
YEARS = range(1945, 2015)
CLOSE_LISTED, THEIR_CONTACTS = timedelta(hours=12), timedelta(hours=36)
"""How long after an F0 is known each list comes; rule book 5.2 wants all F1 in 24 and F2 in 48 hours."""
AT_HOME = 0.5
"""Part of the contacts who live in the commune of the case."""
MET_WITHIN = 5
"""Days before the case was known in which it met them."""


def contact_people_deliveries(
    span: Span, seed: int, areas: Areas, facts: Facts, volume: float
) -> Iterator[Delivery]:
    """Lists of the F0 of one bulletin come together; the earliest first."""
    lists: dict[tuple[datetime, str], list[Row]] = {}
    for fact in facts.cases:
        for at, name, rows in _lists(fact, seed, areas, facts, volume):
            lists.setdefault((at, name), []).extend(row | {"reported_at": at.isoformat()} for row in rows)
    for (at, name), rows in sorted(lists.items(), key=lambda one: one[0]):
        if rows and span.holds(at):
            yield Delivery(at, FEED, f"{name}-{at:%Y%m%d-%H%M}", rows)


@dataclass(frozen=True, slots=True)
class Listed:
    """One contact on a list: when it was told, of which level, and the row."""

    told: datetime
    level: str
    row: Row


def listed_contacts(seed: int, areas: Areas, facts: Facts, volume: float) -> list[Listed]:
    """Every contact told one by one, as the lists tell them."""
    return [
        Listed(at, row["level"], row)
        for fact in facts.cases
        for at, _, rows in _lists(fact, seed, areas, facts, volume)
        for row in rows
    ]


def _lists(
    fact: CaseFact, seed: int, areas: Areas, facts: Facts, volume: float
) -> Iterator[tuple[datetime, str, list[Row]]]:
    """The two lists of one F0: when, what it is called, and its rows."""
    chance = dice(seed, FEED, fact.code)
    around = _communes(place_of(fact, seed, areas, facts), areas)
    number = round(facts.volumes.f1_per_case * volume * (0.4 + 1.2 * chance.random()))
    close = [_close(fact, around, chance, facts) for _ in range(number)]
    met = [row for one in close for row in _met(fact, one, around, chance, facts, volume)]
    yield fact.learned + CLOSE_LISTED, "f1", [row for _, row in close]
    yield fact.learned + THEIR_CONTACTS, "f2", met


def _close(fact: CaseFact, around: list[str], chance: Random, facts: Facts) -> tuple[Person, Row]:
    person = make_person(chance, facts.volumes.names, facts.province, years=YEARS)
    met = fact.confirmed.date() - timedelta(days=int(chance.random() * MET_WITHIN))
    row = _row(person, around, chance) | {
        "level": F1,
        "case_code": fact.code,
        "last_contact_on": met.isoformat(),
        "quarantine_place": facts.volumes.f1_kept_at.get(fact.district, facts.volumes.f1_kept_at["else"]),
    }
    return person, row


def _met(
    fact: CaseFact, close: tuple[Person, Row], around: list[str], chance: Random, facts: Facts, volume: float
) -> Iterator[Row]:
    """Whom an F1 met between its own contact and the day it was found."""
    person, row = close
    since = datetime.fromisoformat(row["last_contact_on"]).date()
    days = max((fact.confirmed.date() - since).days, 0)
    expected = facts.volumes.f2_per_f1 * volume
    for _ in range(int(expected) + (chance.random() < expected % 1)):
        other = make_person(chance, facts.volumes.names, facts.province, years=YEARS)
        met = since + timedelta(days=round(days * chance.random()))
        yield _row(other, around, chance) | {
            "level": "F2",
            "case_code": fact.code,
            "contact_of": person.id_number,
            "last_contact_on": met.isoformat(),
        }


def _row(person: Person, around: list[str], chance: Random) -> Row:
    return {
        "full_name": person.name,
        "id_number": person.id_number,
        "birth_year": str(person.birth_year),
        "sex": person.sex,
        "phone": person.phone,
        "area": around[0] if chance.random() < AT_HOME else one_of(chance, around),
    }


def _communes(area: str, areas: Areas) -> list[str]:
    """The commune of the case first, then those of its district; of a district any of its own."""
    here = areas[area]
    district = here.parent if here.tier is Tier.COMMUNE and here.parent else area
    communes = [one.code for one in areas.children(district)]
    return [area, *communes] if area in communes else communes or [area]
