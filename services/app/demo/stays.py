"""Invented stays in quarantine: entrants of the gates, people from the epidemic zone; in, out, or away."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache, partial
from random import Random

from services.app.demo.chance import one_of
from services.app.demo.delivery import Delivery, Row, Span, at
from services.app.demo.doors import Group, Site
from services.app.demo.people import make_person
from services.app.demo.stage import Stage, days_back

ENTRIES, STAYS = "legal-entries", "quarantine-checkins"
YEARS = range(1958, 2003)
FIRST_HOUR, OPEN_HOURS = 8, 9
TO_THE_SITE = timedelta(hours=3)
ENTRIES_TOLD, STAYS_TOLD = 19, 21
VIETNAMESE = 0.6


@dataclass(frozen=True, slots=True)
class Stay:
    """One person's stay."""

    person: Row
    group: Group
    site: Site
    entered: datetime
    left: datetime
    escaped: bool

    @property
    def since(self) -> datetime:
        """When the site took the person in."""
        return self.entered + TO_THE_SITE

    def inside_at(self, moment: datetime) -> bool:
        """Is the person there?"""
        return self.since <= moment < self.left


def stays_from(stage: Stage, day: date) -> tuple[Stay, ...]:
    """Everybody who is sent into quarantine on this day."""
    return tuple(
        stay for group in stage.doors.groups if group.comes_on(day) for stay in _of(stage, group, day)
    )


Known = Callable[[date], tuple[Stay, ...]]


def stay_deliveries(span: Span, stage: Stage) -> Iterator[Delivery]:
    """The gates' list each evening; two hours later the sites': who came, and whose stay ended."""
    known = stays_known(stage)
    for day in span.days(stage.zone):
        came = known(day)
        entries = [entry_row(stay) for stay in came if stay.group.gate]
        told = [stay_row(stay, stage) for stay in came] + list(gone_on(day, known, stage))
        for hour, feed, rows in ((ENTRIES_TOLD, ENTRIES, entries), (STAYS_TOLD, STAYS, told)):
            moment = at(day, hour, stage.zone, minute=30)
            if rows and span.holds(moment):
                yield Delivery(moment, feed, f"{feed}-{day}", rows)


def stays_known(stage: Stage) -> Known:
    """The stays of a day, each day made once; only the last weeks are remembered."""
    return lru_cache(maxsize=2 * stage.doors.days)(partial(stays_from, stage))


def gone_on(day: date, known: Known, stage: Stage) -> Iterator[Row]:
    """Rows of stays that end on a day."""
    for earlier in days_back(day, stage.doors.days):
        for stay in known(earlier):
            if stay.left.date() == day:
                left = {
                    "left_at": stay.left.isoformat(),
                    "ended": "bỏ trốn" if stay.escaped else "hoàn thành",
                }
                yield stay_row(stay, stage) | left


def _of(stage: Stage, group: Group, day: date) -> Iterator[Stay]:
    chance = stage.dice(STAYS, group.name, day)
    pool = [site for site in group.sites for _ in range(round(site.share * 10))]
    for _ in range(stage.number(group.a_day, STAYS, group.name, day)):
        second = int(chance.random() * OPEN_HOURS * 3600)
        entered = at(day, FIRST_HOUR, stage.zone) + timedelta(seconds=second)
        person = _person(stage, group, chance)
        site = one_of(chance, pool)
        escaped = chance.random() < stage.doors.escapes * stage.doors.days
        days = 1 + int(chance.random() * (stage.doors.days - 2)) if escaped else stage.doors.days
        left = at(day + timedelta(days=days), 2 if escaped else 9, stage.zone)
        yield Stay(person, group, site, entered, left, escaped)


def _person(stage: Stage, group: Group, chance: Random) -> Row:
    person = make_person(chance, stage.names, group.home or stage.province, years=YEARS)
    row = {
        "full_name": person.name.upper(),
        "id_number": person.id_number,
        "birth_year": str(person.birth_year),
        "sex": person.sex,
        "phone": person.phone,
    }
    if group.gate:  # serials beyond those in use [recall-low]
        number = int(chance.random() * 1_000_000)
        own = chance.random() < VIETNAMESE
        row["id_number"] = f"Z9{number:06d}" if own else f"EZ9{number:06d}"
        row["nationality"] = "Việt Nam" if own else "Trung Quốc"
    return row


def entry_row(stay: Stay) -> Row:
    """What the gate tells of somebody."""
    group, site = stay.group, stay.site
    return stay.person | {
        "gate": group.gate,
        "entered_at": stay.entered.isoformat(),
        "from_country": group.country,
        "purpose": "Về nước" if stay.person["nationality"] == "Việt Nam" else "Chuyên gia",
        "quarantine_place": site.place,
        "area": site.area,
    }


def stay_row(stay: Stay, stage: Stage) -> Row:
    """What the site tells when it takes somebody in."""
    until = stay.entered.date() + timedelta(days=stage.doors.days)
    return stay.person | {
        "place": stay.site.place,
        "area": stay.site.area,
        "kind": stay.site.kind,
        "why": stay.group.why,
        "since": stay.since.isoformat(),
        "planned_until": until.isoformat(),
    }
