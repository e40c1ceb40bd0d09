"""What risk would have heard of a scenario year, day by day, without a database.

Feeds that the sources look at, at true volume; of travellers the expected numbers, since ten million forms
a year are too many to make.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache

from services.app.demo.border import incident_row
from services.app.demo.chance import dice, one_of
from services.app.demo.delivery import Row, at
from services.app.demo.facts import read_facts
from services.app.demo.goods import lots_on
from services.app.demo.roll_calls import counts_on
from services.app.demo.stays import ENTRIES, Stay, stays_from
from services.app.year.epidemic.case_rows import case_rows
from services.app.year.epidemic.contact_rows import count_rows
from services.app.year.epidemic.entrants import entrant_rows, found_on
from services.app.year.epidemic.outside import outside_rows
from services.app.year.epidemic.parameters import Parameters, read_parameters
from services.app.year.epidemic.places import order_rows
from services.app.year.epidemic.told import Story
from services.app.year.script import DECLARATIONS, GOODS, INCIDENTS, Year, year_of
from services.app.year.seasons import DATA, read_seasons
from services.domain.levels import State
from services.domain.records import (
    FoundIn,
    IncidentKind,
    LabMethod,
    PostDecision,
    QuarantineKind,
    QuarantineReason,
    SourceKnown,
    StayEnd,
)
from services.policy.reader import Jurisdiction, load_jurisdiction
from services.risk.heard import Arrivals, Case, Contacts, Entrants, Heard, Incident, OrderHeard, Quarantined
from services.risk.heard import Goods as Lots
from services.risk.heard_counts import Labs, Passages, RollCallHeard, Stays
from services.risk.recall import KINDS

WINDOW = 14
REACH = 60
NIGHT = time(23, 30)
COUNTRIES = {"Trung Quốc": "CN", "Nhật Bản": "JP", "Hàn Quốc": "KR"}
HOME = {"Hải Phòng": "31", "Hải Dương": "30"}
TESTS = (1, 7, 14)
"""Days after their entry on which entrants are tested."""
DAY = timedelta(days=1)
YEAR = 2021


@dataclass
class Told:
    """What was told on one day."""

    arrivals: Counter[tuple[str, str, str | None]] = field(default_factory=Counter)
    passages: Counter[tuple[str, PostDecision]] = field(default_factory=Counter)
    incidents: list[Incident] = field(default_factory=list)
    came: tuple[Stay, ...] = ()
    roll_calls: list[RollCallHeard] = field(default_factory=list)
    goods: list[Lots] = field(default_factory=list)
    cases: dict[str, Case] = field(default_factory=dict)
    contacts: dict[str, Contacts] = field(default_factory=dict)
    orders: dict[tuple[str, str], OrderHeard] = field(default_factory=dict)
    positive: Counter[str] = field(default_factory=Counter)
    """Entrants found by a test, by area."""


@dataclass
class Listener:
    """A year, and everything told of it by day."""

    year: Year
    land: Jurisdiction

    @cached_property
    def story(self) -> Story:
        """The epidemic of the year."""
        assert self.year.epidemic is not None
        return self.year.epidemic.story

    @cached_property
    def told(self) -> "lru_cache":  # type: ignore[type-arg]  # by day
        """What was told on a day, made once."""
        return lru_cache(maxsize=None)(self._told)

    def heard_at(self, day: date) -> Heard:
        """Everything known on the night of a day."""
        zone = self.land.zone
        now = datetime.combine(day, NIGHT, zone)
        recent = [self.told(one) for one in _back(day, WINDOW)]
        long = [self.told(one) for one in _back(day, REACH)]
        stays = [stay for one in long for stay in one.came if stay.since <= now]
        cases = {code: case for one in long for code, case in one.cases.items()}
        contacts = {code: told for one in long for code, told in one.contacts.items()}
        orders = {key: order for one in long for key, order in one.orders.items()}
        return Heard(
            as_of=now,
            cases=list(cases.values()),
            contacts=list(contacts.values()),
            orders=list(orders.values()),
            incidents=[incident for one in recent for incident in one.incidents],
            arrivals=_arrivals(recent),
            passages=_passages(recent),
            entrants=_entrants(recent[:-1]),
            stays=list(_stays(stays, day)),
            quarantined=list(_quarantined(stays, day, now)),
            roll_calls=[call for one in recent for call in one.roll_calls],
            goods=_goods(recent),
            labs=list(self._labs(day)),
            last_learned=dict.fromkeys(KINDS, now),
            first_told=dict.fromkeys(KINDS, date(YEAR, 1, 1) - DAY * WINDOW),
        )

    def _told(self, day: date) -> Told:
        if day.year != YEAR:
            return Told()
        year, number = self.year, self.story.number(day)
        known = self._known
        found = found_on(self.story, known, number)
        rows = [
            *entrant_rows(self.story, found, number),
            *case_rows(self.story, number),
            *(outside_rows(self.story, year.epidemic.outside, number) if year.epidemic else ()),
        ]
        told = Told(came=known(day))
        for row in rows:
            told.cases[row["code"] or f"0/{row['area']}/{day}"] = _case(row)
        for row in count_rows(self.story, number):
            told.contacts[f"{row['chain']}/{row['area']}/{row['level']}"] = _contacts(row)
        for row in order_rows(self.story, number):
            order = _order(row)
            told.orders[order.number, order.area] = order
        told.incidents = list(self._incidents(day))
        told.roll_calls = [_roll_call(row, self._place) for row in counts_on(day, known, year.at(day))]
        told.goods = list(_lots(lots_on(year.on(GOODS, day), day)))
        told.positive = Counter(stay.site.area for _, stay in found)
        self._travel(day, told)
        return told

    @cached_property
    def _known(self) -> "lru_cache":  # type: ignore[type-arg]  # by day
        def of(day: date) -> tuple[Stay, ...]:
            stays = stays_from(self.year.on(ENTRIES, day), day) if day.year == YEAR else ()
            return tuple(stay for stay in stays if stay.group.gate)

        return lru_cache(maxsize=None)(of)

    @cached_property
    def _place(self) -> dict[str, str]:
        return {one.name: one.id for one in self.land.places}

    def _incidents(self, day: date) -> Iterator[Incident]:
        spots = tuple(spot for spot in self.year.facts.volumes.spots for _ in range(spot.weight))
        chance = dice(self.year.stage.seed, "year", INCIDENTS, day)
        for order in range(self.year.planned(INCIDENTS, day)):
            hour = one_of(chance, (0, 1, 2, 3, 4, 5, 18, 19))
            happened = at(day, hour, self.land.zone, minute=order * 7 % 60)
            row = incident_row(str(order), happened, one_of(chance, spots), chance)
            kind, sea = IncidentKind(row["kind"]), row["by_sea"] == "có"
            yield Incident(row["area"], happened, kind, sea, int(row["people"]))

    def _travel(self, day: date, told: Told) -> None:
        """Expected travellers, by province, post and district; a fifth of them are scanned."""
        volumes = self.year.facts.volumes
        number = self.year.planned(DECLARATIONS, day)
        districts = self.land.areas.children(self.year.facts.province)
        people = sum(one.population or 0 for one in districts)
        for post in volumes.posts:
            mine = number * post.share
            weights = {code: volumes.travellers[code] for code in post.provinces}
            whole = sum(weights.values())
            name = None if post.id == "online" else post.id
            for code, weight in weights.items():
                for one in districts:
                    part = mine * weight / whole * (one.population or 0) / people
                    told.arrivals[code, one.code, name] += part  # type: ignore[assignment]  # expected
            if name:
                told.passages[name, PostDecision.TURN_BACK] += round(0.2 * mine * 0.01)
                told.passages[name, PostDecision.PASS] += round(0.2 * mine * 0.99)

    def _labs(self, day: date) -> Iterator[Labs]:
        for one in _back(day, WINDOW):
            due: Counter[str] = Counter()
            for after in TESTS:
                due.update(stay.site.area for stay in self.told(one - DAY * after).came)
            positive = self.told(one).positive
            for area in {*due, *positive}:
                ill = positive[area]
                yield Labs(area, one, LabMethod.PCR, due[area] + ill, due[area] + ill, ill, 0, 0, 0, 0, 0)


def listener(seed: int, plague: Parameters | None = None) -> Listener:
    """The year of a seed."""
    land = load_jurisdiction("quang-ninh")
    facts = read_facts(land.name, land.zone)
    told = plague or read_parameters(DATA, land.name, YEAR)
    return Listener(year_of(read_seasons(land.name, YEAR), facts, land.areas, seed, 1.0, told), land)


def _back(day: date, days: int) -> list[date]:
    return [day - DAY * back for back in range(days - 1, -1, -1)]


def _case(row: Row) -> Case:
    confirmed = datetime.fromisoformat(row["confirmed_at"])
    source, found = SourceKnown(row["source"]), FoundIn(row["found_in"])
    hard = bool(row.get("hard_to_trace_place"))
    return Case(row["area"], confirmed, int(row["count"]), source, found, hard)


def _contacts(row: Row) -> Contacts:
    numbers = [
        int(row[name]) if row[name] else None for name in ("traced", "in_quarantine", "awaiting_result")
    ]
    moment = datetime.fromisoformat(row["reported_at"])
    return Contacts(row["area"], moment, int(row["level"][1]), int(row["total"]), *numbers)


STATES = {
    "phong_toa": State.LOCKDOWN,
    "phong tỏa": State.LOCKDOWN,
    "ct15": State.DIRECTIVE_15,
    "ct16": State.DIRECTIVE_16,
}


def _order(row: Row) -> OrderHeard:
    since, until = (datetime.fromisoformat(row[name]) for name in ("since", "until"))
    return OrderHeard(row["number"], "", STATES[row["state"].lower()], row["area"], None, since, until)


def _roll_call(row: Row, place: dict[str, str]) -> RollCallHeard:
    moment = datetime.fromisoformat(row["checked_at"])
    overdue, absent, present = (int(row[name]) for name in ("overdue_tests", "absent_count", "present_count"))
    return RollCallHeard(place.get(row["place"], row["place"]), row["area"], moment, absent, overdue, present)


def _lots(rows: Iterable[Row]) -> Iterator[Lots]:
    sums: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        sums[row["area"], COUNTRIES.get(row["origin"]) or HOME[row["origin"]]].update(
            lots=1,
            cold=row["cold_chain"] == "có",
            not_disinfected=row["disinfected"] == "không",
            not_sampled=row["sampled"] == "không",
            untold=not row["sampled"],
            crew_undeclared=int(row["crew"]) * (row["crew_declared"] == "không"),
            crew=int(row["crew"]),
            crew_told=1,
        )
    names = ("lots", "cold", "not_disinfected", "not_sampled", "untold", "crew_undeclared", "positive")
    for (area, origin), one in sums.items():
        yield Lots(area, origin, (), *(one[name] for name in (*names, "crew", "crew_told")))


def _goods(days: Iterable[Told]) -> list[Lots]:
    sums: dict[tuple[str, str | None], list[int]] = {}
    names = ("lots", "cold", "not_disinfected", "not_sampled", "untold", "crew_undeclared", "positive")
    for told in days:
        for one in told.goods:
            numbers = [getattr(one, name) for name in (*names, "crew", "crew_told")]
            before = sums.get((one.area, one.origin), [0] * len(numbers))
            sums[one.area, one.origin] = [a + b for a, b in zip(before, numbers, strict=True)]
    return [Lots(area, origin, (), *numbers) for (area, origin), numbers in sums.items()]


def _arrivals(days: Iterable[Told]) -> list[Arrivals]:
    sums: Counter[tuple[str, str, str | None]] = Counter()
    for told in days:
        sums.update(told.arrivals)
    return [Arrivals(origin, area, round(n), 0, 0, post) for (origin, area, post), n in sums.items()]


def _passages(days: Iterable[Told]) -> list[Passages]:
    sums: Counter[tuple[str, PostDecision]] = Counter()
    for told in days:
        sums.update(told.passages)
    return [Passages(post, None, decision, n) for (post, decision), n in sums.items()]


def _entrants(days: Iterable[Told]) -> list[Entrants]:
    came = [stay for told in days for stay in told.came]
    sums = Counter((one.site.area, one.group.gate, COUNTRIES[one.group.country]) for one in came)
    return [Entrants(area, people, 0, gate, country) for (area, gate, country), people in sums.items()]


def _stays(stays: Iterable[Stay], day: date) -> Iterator[Stays]:
    since = day - DAY * (WINDOW - 1)
    sums: Counter[tuple[str, str, date, date | None, bool]] = Counter()
    for one in stays:
        left = one.left.date() if one.left.date() <= day else None
        if left is None or left >= since:
            sums[one.site.place, one.site.area, one.since.date(), left, one.escaped and left is not None] += 1
    for (place, area, began, left, escaped), people in sums.items():
        ended = None if left is None else StayEnd.ESCAPED if escaped else StayEnd.COMPLETED
        kind, why = QuarantineKind.CENTRAL, QuarantineReason.ENTRANT
        yield Stays(place, area, kind, why, began, began + DAY * WINDOW, left, ended, people)


def _quarantined(stays: Iterable[Stay], day: date, now: datetime) -> Iterator[Quarantined]:
    since = day - DAY * (WINDOW - 1)
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in stays:
        row = sums[one.site.place, one.site.area]
        row[0] += one.inside_at(now)
        row[1] += one.escaped and since <= one.left.date() <= day
        row[2] += since <= one.since.date() <= day
    for (place, area), numbers in sums.items():
        yield Quarantined(place, area, *numbers)
