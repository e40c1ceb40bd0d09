"""Case, Story: what the bodies of the scenario know of the epidemic; who the F0 and their contacts are."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from services.app.demo.chance import one_of
from services.app.demo.delivery import Row, at
from services.app.demo.people import Person, make_person
from services.app.demo.stage import Stage
from services.app.year.epidemic.infections import Course, Infection
from services.app.year.epidemic.parameters import Parameters
from services.domain.areas import AreaCode

YEARS = range(1945, 2015)
AT_HOME = 0.5
"""Part of the contacts who live in the commune of the F0."""
MET_WITHIN = 5
"""Days before the onset in which an F0 met them."""


@dataclass(frozen=True)
class Case:
    """A known F0 with its public code."""

    code: str
    one: Infection
    person: Row
    known: int
    resulted: int
    f1: int
    """How many F1 it has."""


@dataclass(frozen=True)
class Contact:
    """An F1 on a list; `infected` when it becomes an F0."""

    row: Row
    met: int
    infected: Case | None


@dataclass
class Story:
    """Everything that rows are made from."""

    parameters: Parameters
    course: Course
    stage: Stage
    cases: dict[int, Case] = field(default_factory=dict)
    """By the number of the infection."""
    by_day: dict[int, list[Case]] = field(default_factory=lambda: defaultdict(list))
    """By the day they become known."""

    def number(self, day: date) -> int:
        """Days since the first of January."""
        return (day - date(self.parameters.year, 1, 1)).days

    def day(self, number: int) -> date:
        """The day that has this number."""
        return date(self.parameters.year, 1, 1) + timedelta(days=number)

    def at(self, number: int, hour: int, minute: int = 0) -> datetime:
        """A local moment of a day by its number."""
        return at(self.day(number), hour, self.stage.zone, minute=minute)

    def district(self, area: AreaCode) -> AreaCode:
        """Of a commune."""
        return self.stage.areas[area].parent or area

    def infector(self, case: Case, day: int) -> Case | None:
        """Who infected it, where that is an F0 known by then."""
        found = self.cases.get(case.one.infector.number) if case.one.infector else None
        return found if found is not None and found.known <= day else None

    def chain(self, case: Case) -> str:
        """Named after the first F0 that is known of it."""
        before = self.infector(case, case.known + self.parameters.part("found")["source_settled"])
        return self.chain(before) if before else f"Chuỗi {case.code}"


def story_of(parameters: Parameters, course: Course, stage: Stage) -> Story:
    """The story of a course: F0 numbered in the order in which they become known."""
    story = Story(parameters, course, stage)
    known = [one for one in course.infections if one.known is not None and one.known < len(course.pressure)]
    for order, one in enumerate(sorted(known, key=lambda one: (one.known, one.number)), start=1):
        case = _case(story, one, f"KB{parameters.year % 100}-{order:04d}")
        story.cases[one.number] = case
        story.by_day[case.known].append(case)
    return story


def contacts_of(story: Story, case: Case) -> list[Contact]:
    """The F1 who are listed one by one: all whom tracing found infected, a `volume` part of the others."""
    infected = [story.cases.get(child.number) for child in case.one.infects if child.traced]
    caught = [_caught(story, case, child) for child in infected if child is not None]
    chance = story.stage.dice("f1", case.code)
    wanted = story.stage.number(case.f1, "f1", case.code)
    return caught + [_other(story, case, chance.random(), order) for order in range(wanted - len(caught))]


def person_row(person: Person) -> Row:
    """The columns that name somebody."""
    return {
        "full_name": person.name.upper(),
        "id_number": person.id_number,
        "birth_year": str(person.birth_year),
        "sex": person.sex,
        "phone": person.phone,
    }


def _case(story: Story, one: Infection, code: str) -> Case:
    stage, numbers = story.stage, story.parameters.part("contacts")["f1"]
    person = make_person(stage.dice("f0", code), stage.names, stage.province, years=YEARS)
    f1 = max(numbers["least"], round(stage.dice("number of f1", code).gauss(numbers["mean"], numbers["sd"])))
    assert one.known is not None
    resulted = one.resulted if one.resulted is not None else one.known
    return Case(code, one, person_row(person), one.known, resulted, f1)


def _caught(story: Story, case: Case, child: Case) -> Contact:
    met = max(case.one.onset - 2, min(child.one.infected, case.known))
    return Contact(child.person | {"area": child.one.area}, met, child)


def _other(story: Story, case: Case, drawn: float, order: int) -> Contact:
    stage = story.stage
    chance = stage.dice("one f1", case.code, order)
    person = make_person(chance, stage.names, stage.province, years=YEARS)
    near = [one.code for one in stage.areas.children(story.district(case.one.area))]
    area = case.one.area if chance.random() < AT_HOME else one_of(chance, near)
    met = max(0, case.known - int((drawn + chance.random()) % 1 * MET_WITHIN))
    return Contact(person_row(person) | {"area": area}, met, None)
