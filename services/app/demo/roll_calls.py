"""Invented roll calls: each evening every site counts who is there; and checks at the homes of contacts."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from services.app.demo.contact_people import F1, Listed, listed_contacts
from services.app.demo.delivery import Delivery, Row, Span, at
from services.app.demo.doors import Site
from services.app.demo.facts import Facts
from services.app.demo.stage import Stage, days_back
from services.app.demo.stays import Known, stays_known

FEED = "bed-checks"
COUNTED, TOLD = 21, 22
VISITED, VISITS_TOLD = 16, 18
AT_HOME = "Nơi ở"
HOME_DAYS = timedelta(days=14)


def roll_call_deliveries(span: Span, stage: Stage) -> Iterator[Delivery]:
    """One row of counts for each site with people in it, in the evening."""
    known = stays_known(stage)
    for day in span.days(stage.zone):
        moment = at(day, TOLD, stage.zone)
        rows = list(counts_on(day, known, stage))
        if rows and span.holds(moment):
            yield Delivery(moment, FEED, f"diem-danh-{day}", rows)


def visit_deliveries(span: Span, facts: Facts, stage: Stage) -> Iterator[Delivery]:
    """Checks at the homes of contacts, a row each and day, in one list an evening."""
    listed = listed_contacts(stage.seed, stage.areas, facts, stage.volume)
    for day in span.days(stage.zone):
        moment = at(day, VISITS_TOLD, stage.zone)
        chance, met = stage.dice(FEED, "home", day), stage.doors.visits
        rows = [_visit(one, day, stage) for one in listed if _at_home(one, day) and chance.random() < met]
        if rows and span.holds(moment):
            yield Delivery(moment, FEED, f"tai-nha-{day}", rows)


def counts_on(day: date, known: Known, stage: Stage) -> Iterator[Row]:
    """One row for each site, in the evening."""
    moment = at(day, COUNTED, stage.zone)
    inside: Counter[Site] = Counter()
    for earlier in (*days_back(day, stage.doors.days), day):
        inside.update(stay.site for stay in known(earlier) if stay.inside_at(moment))
    merged: dict[tuple[str, str], int] = {}
    for site, people in inside.items():
        merged[site.place, site.area] = merged.get((site.place, site.area), 0) + people
    for (place, area), people in sorted(merged.items()):
        chance = stage.dice(FEED, place, day)
        absent, overdue = (
            sum(chance.random() < part for _ in range(people))
            for part in (stage.doors.absent, stage.doors.overdue)
        )
        yield {
            "place": place,
            "area": area,
            "checked_at": moment.isoformat(),
            "present_count": str(people - absent),
            "absent_count": str(absent),
            "overdue_tests": str(overdue),
            "reason": "Vắng lúc điểm danh, đã báo chốt trực" if absent else "",
        }


def _at_home(one: Listed, day: date) -> bool:
    """F2 for 14 days from the day after their last contact, F1 for as many after central quarantine."""
    first = date.fromisoformat(one.row["last_contact_on"]) + timedelta(days=1)
    first += HOME_DAYS if one.level == F1 else timedelta(0)
    return max(first, one.told.date()) <= day < first + HOME_DAYS


def _visit(one: Listed, day: date, stage: Stage) -> Row:
    named = ("full_name", "id_number", "birth_year", "sex", "phone", "area")
    return {name: one.row[name] for name in named} | {
        "place": AT_HOME,
        "checked_at": at(day, VISITED, stage.zone).isoformat(),
        "present": "có",
    }
