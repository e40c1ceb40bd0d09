"""Laboratory results: the tube that found an F0, and those of its contacts on the days they are due."""

from collections.abc import Iterator

from services.app.demo.delivery import Row
from services.app.year.epidemic.told import Case, Story, contacts_of

TAKEN, RESULTED = 8, 20
LABORATORY = "Phòng xét nghiệm kịch bản"


def lab_rows(story: Story, day: int) -> Iterator[Row]:
    """Results of a day."""
    for case in story.by_day.get(day, ()):
        yield _tube(story, f"{case.code}-F0", case.person, case.one.area, case.resulted) | {
            "result": "dương tính",
            "ct": f"{15 + 15 * story.stage.dice('ct', case.code).random():.1f}",
        }
    for after in story.parameters.part("contacts")["tests"]:
        for case in story.by_day.get(day - 1 - after, ()):
            yield from _negatives(story, case, day, after)


def _negatives(story: Story, case: Case, day: int, after: int) -> Iterator[Row]:
    for order, contact in enumerate(contacts_of(story, case), start=1):
        if contact.infected is None:
            code = f"{case.code}-{order:03d}-{after:02d}"
            person = {name: contact.row[name] for name in case.person}
            yield _tube(story, code, person, contact.row["area"], day) | {"result": "âm tính", "ct": ""}


def _tube(story: Story, code: str, person: Row, area: str, day: int) -> Row:
    return person | {
        "sample": code,
        "taken_at": story.at(day, TAKEN).isoformat(),
        "received_at": story.at(day, TAKEN + 3).isoformat(),
        "resulted_at": story.at(day, RESULTED).isoformat(),
        "method": "RT-PCR",
        "laboratory": LABORATORY,
        "area": area,
    }
