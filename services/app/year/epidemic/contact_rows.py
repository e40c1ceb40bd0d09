"""Contacts of the F0: counts by chain and commune each evening; F1 and F2 one by one; a shared shift."""

from collections import Counter
from collections.abc import Iterator

from services.app.demo.chance import one_of
from services.app.demo.delivery import Row
from services.app.demo.people import make_person
from services.app.year.epidemic.told import YEARS, Case, Contact, Story, contacts_of, person_row
from services.domain.areas import AreaCode

COUNTED, LISTED = 19, 6
RESULT_TAKES = 3
HOSPITAL = "Bệnh viện kịch bản"
SHIFT = ("07:00", "15:00")
Key = tuple[str, AreaCode]


def count_rows(story: Story, day: int) -> Iterator[Row]:
    """F1 and F2 who are watched, by chain and commune; once more with 0 when none is left."""
    watched = story.parameters.part("contacts")["watched"]
    sums = [_sum(story, range(day - back, day + 1)) for back in (watched - 1, RESULT_TAKES - 1, 0)]
    for key in sorted(_sum(story, range(day - watched, day + 1))):
        yield from _counted(story, key, day, *(found[key] for found in sums))


def f1_rows(story: Story, case: Case) -> Iterator[Row]:
    """The list of an F0's contacts, the morning after."""
    kept = story.parameters.told["kept_at"]
    for contact in contacts_of(story, case):
        yield (
            contact.row
            | _link(story, case, "F1", contact.met, case.known + 1)
            | {"quarantine_place": kept.get(story.district(case.one.area), kept["else"])}
        )


def positive_row(story: Story, case: Case) -> Row | None:
    """An F1 who is an F0 now, on the list of whoever infected it; None: it was no F1."""
    source = story.infector(case, case.known)
    if source is None or not case.one.traced:
        return None
    link = _link(story, source, "F1", min(case.one.infected, case.known), max(case.known, source.known + 1))
    told = {"sampled_on": story.day(case.resulted).isoformat(), "result": "dương tính"}
    return case.person | {"area": case.one.area} | link | told | {"quarantine_place": HOSPITAL}


def f2_rows(story: Story, case: Case) -> Iterator[Row]:
    """Whom the listed F1 met, a day later than those."""
    a_head = story.parameters.part("contacts")["f2_per_f1"] * min(story.stage.volume, 1.0)
    for order, contact in enumerate(contacts_of(story, case)):
        chance = story.stage.dice("f2", case.code, order)
        for _ in range(int(a_head) + (chance.random() < a_head % 1)):
            person = make_person(chance, story.stage.names, story.stage.province, years=YEARS)
            met = min(contact.met + int(chance.random() * 3), case.known)
            link = _link(story, case, "F2", met, case.known + 2)
            yield (
                person_row(person)
                | {"area": contact.row["area"]}
                | link
                | {"contact_of": contact.row["id_number"]}
            )


def shift_rows(story: Story, case: Case) -> Iterator[Row]:
    """Of an F0 with a shift in a factory: who worked in it while the F0 may have infected them."""
    contacts = story.parameters.part("contacts")
    chance = story.stage.dice("shift", case.code)
    if chance.random() >= contacts["at_work"]:
        return
    listed: list[Contact] = contacts_of(story, case)[: contacts["shift"]]
    where = {
        "place": f"Xưởng kịch bản {story.stage.areas[case.one.area].name}",
        "area": case.one.area,
        "shift": "Ca 1",
        "group": f"Tổ {one_of(chance, range(1, 9))}",
        "starts_at": SHIFT[0],
        "ends_at": SHIFT[1],
    }
    for day in range(max(0, case.one.onset - 1), min(case.one.onset + 2, case.known)):
        for row in (case.person, *(contact.row for contact in listed)):
            person = {name: row[name] for name in case.person}
            yield person | where | {"day": story.day(day).isoformat()}


def _link(story: Story, case: Case, level: str, met: int, told: int) -> Row:
    return {
        "reported_at": story.at(told, LISTED).isoformat(),
        "level": level,
        "case_code": case.code,
        "chain": story.chain(case),
        "last_contact_on": story.day(met).isoformat(),
    }


def _sum(story: Story, days: range) -> Counter[Key]:
    """F1 of the F0 of those days."""
    found: Counter[Key] = Counter()
    for day in days:
        for case in story.by_day.get(day, ()):
            found[story.chain(case), case.one.area] += case.f1
    return found


def _counted(story: Story, key: Key, day: int, watched: int, waiting: int, new: int) -> Iterator[Row]:
    contacts = story.parameters.part("contacts")
    traced = watched - round(new * (1 - contacts["traced_at_once"]))
    chain, area = key
    both = {"chain": chain, "area": area, "reported_at": story.at(day, COUNTED).isoformat()}
    yield both | {
        "level": "F1",
        "total": str(watched),
        "traced": str(traced),
        "in_quarantine": str(traced),
        "awaiting_result": str(min(waiting, watched)),
    }
    met = round(contacts["f2_per_f1"] * watched)
    found = round(contacts["f2_per_f1"] * traced)
    yield both | {
        "level": "F2",
        "total": str(met),
        "traced": str(found),
        "in_quarantine": "",
        "awaiting_result": "",
    }
