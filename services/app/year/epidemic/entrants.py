"""Entrants who are found infected in quarantine: they were seen, so they start nothing."""

from collections.abc import Iterator

from services.app.demo.delivery import Row
from services.app.demo.stays import Known, Stay
from services.app.year.epidemic.lab_rows import LABORATORY
from services.app.year.epidemic.signals import infected
from services.app.year.epidemic.told import Story

PERSON = ("full_name", "id_number", "birth_year", "sex", "phone", "nationality")
FOUND, TAKEN = 15, 8
Found = list[tuple[str, Stay]]


def found_on(story: Story, known: Known, day: int) -> Found:
    """Who is found on a day, each with a public code."""
    if day < story.parameters.told["found_after"]:
        return []
    came = story.day(day - story.parameters.told["found_after"])
    chance = story.stage.dice("infected entrants", came)
    ill = [stay for stay in known(came) if stay.group.gate and chance.random() < _chance(story, stay)]
    return [(f"KBNC-{came:%Y%m%d}-{order}", stay) for order, stay in enumerate(ill, start=1)]


def entrant_rows(story: Story, found: Found, day: int) -> Iterator[Row]:
    """They are told as F0 that came from abroad, where their quarantine is."""
    for code, stay in found:
        yield _person(stay) | {
            "code": code,
            "area": stay.site.area,
            "confirmed_at": story.at(day, FOUND).isoformat(),
            "count": "1",
            "source": "imported",
            "found_in": "quarantine",
            "chain": "",
            "note": "kịch bản",
        }


def entrant_tubes(story: Story, found: Found, day: int) -> Iterator[Row]:
    """The tubes that found them."""
    for code, stay in found:
        yield _person(stay) | {
            "sample": f"{code}-F0",
            "taken_at": story.at(day, TAKEN).isoformat(),
            "received_at": story.at(day, TAKEN + 2).isoformat(),
            "resulted_at": story.at(day, FOUND).isoformat(),
            "method": "RT-PCR",
            "laboratory": LABORATORY,
            "area": stay.site.area,
            "result": "dương tính",
            "ct": "24.0",
        }


def _chance(story: Story, stay: Stay) -> float:
    return infected(story.parameters, story.course.waves, stay.group.country, stay.entered.date())


def _person(stay: Stay) -> Row:
    return {name: stay.person[name] for name in PERSON if name in stay.person}
