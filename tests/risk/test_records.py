"""Every number that opens: its records, as known then, make exactly the number that is shown."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.events import (
    ArrivalCount,
    ArrivalsCounted,
    BorderIncidentReported,
    CaseCountReported,
    ConsignmentCount,
    ConsignmentsCounted,
    EntrantCount,
    EntrantsCounted,
    Event,
    LabCount,
    LabResultsCounted,
    QuarantineCounted,
    RollCallCount,
    RollCallsCounted,
    StayCount,
)
from services.domain.levels import State
from services.domain.records import (
    FoundIn,
    IncidentKind,
    LabMethod,
    QuarantineKind,
    QuarantineReason,
    SourceKnown,
    StayEnd,
)
from services.plumbing.clock import SetClock
from services.plumbing.database import Base, Database
from services.policy.reader import Jurisdiction, load_jurisdiction
from services.risk.hearing import handlers
from services.risk.records.books import Books
from services.risk.records.catalogue import ALIASES, NUMBERS, SOURCES
from services.risk.records.entries import Entry
from services.risk.records.lines import ROWS, of_row, opens_row
from services.risk.records.others import OF_AREAS, areas_behind
from services.risk.records.shown import shown
from services.risk.survey import Survey, survey
from services.risk.unseen.from_border import INLAND
from services.risk.unseen.from_heard import Entering
from services.risk.unseen.from_quarantine import UNPLACED
from tests.risk.made import DAY, HOUR, NOW, case_told, contacts_told, order_told

LAND = load_jurisdiction("quang-ninh")
AREAS = ("07030", "06712", "205", "193", "22", "290", "30", "07006")
"""Communes, districts and the province; a district and a province outside."""
INSIDE = ("07030", "06712", "07006", "205")


def events_of(chance: Random) -> Iterator[Event]:
    """A fortnight and more of news of every kind, with corrections and late telling."""
    for n in range(40):
        when = NOW - timedelta(hours=chance.randrange(24 * 18))
        learned = when + timedelta(hours=chance.randrange(48))
        yield from (make(f"r{chance.randrange(25)}/{n % 3}", when, learned, chance) for make in MAKERS)


def _case(ref: str, when: Any, learned: Any, chance: Random) -> Event:
    return case_told(
        ref, chance.choice(AREAS), when, chance.randrange(4), learned_at=learned,
        source=chance.choice(list(SourceKnown)), found_in=chance.choice(list(FoundIn)),
        hard_to_trace_place=chance.random() < 0.3,
    )  # fmt: skip


def _count(ref: str, when: Any, learned: Any, chance: Random) -> Event:
    site, area = chance.choice(("ncsc", "vncdc")), chance.choice(("22", "30"))
    return CaseCountReported(
        learned_at=learned, ref=f"{site}-daily:{ref}", site=site, area=area, day=when.date(),
        new_cases=chance.randrange(9),
    )  # fmt: skip


def _contacts(ref: str, when: Any, learned: Any, chance: Random) -> Event:
    told = {"traced": chance.choice((None, 3)), "in_quarantine": chance.choice((None, 2))}
    return contacts_told(ref, chance.choice(AREAS), when, chance.randrange(9), learned_at=learned, **told)


def _incident(ref: str, when: Any, learned: Any, chance: Random) -> Event:
    return BorderIncidentReported(
        learned_at=learned, ref=ref, area=chance.choice(INSIDE), happened_at=when,
        people=chance.randrange(1, 9), kind=chance.choice(list(IncidentKind)), by_sea=chance.random() < 0.5,
    )  # fmt: skip


def _order(ref: str, when: Any, learned: Any, chance: Random) -> Event:
    other = {"part": chance.choice((None, "Chợ Mẫu")), "until": chance.choice((None, when + 5 * DAY))}
    state = chance.choice((State.LOCKDOWN, State.DIRECTIVE_15))
    return order_told(ref, chance.choice(("290", "07030")), state, when, learned_at=learned, **other)


def _labs(ref: str, when: Any, learned: Any, chance: Random) -> Event:
    samples, numbers = chance.randrange(4, 9), {"people": 8, "to_retest": 0, "retested": 0}
    one = LabCount(
        area=chance.choice(INSIDE), day=when.date(), method=chance.choice(list(LabMethod)), samples=samples,
        positive=chance.randrange(2), positive_pools=chance.randrange(2), pending=chance.randrange(2),
        invalid=chance.randrange(2), **numbers,
    )  # fmt: skip
    return LabResultsCounted(ref=ref, learned_at=learned, counts=(one,))


def _arrivals(ref: str, when: Any, learned: Any, chance: Random) -> Event:
    counts = tuple(
        ArrivalCount(
            origin=chance.choice(("290", "30", "01", None)), area=chance.choice(INSIDE), day=when.date(),
            people=chance.choice((1, 5, -1)), with_symptoms=chance.randrange(2),
            with_contact=chance.randrange(2),
        )
        for _ in range(2)
    )  # fmt: skip
    return ArrivalsCounted(ref=ref, kind="declaration", learned_at=learned, counts=counts)


def _entrants(ref: str, when: Any, learned: Any, chance: Random) -> Event:
    one = EntrantCount(
        gate="G", area=chance.choice(INSIDE), day=when.date(), people=chance.randrange(6),
        unplaced=chance.randrange(2), country="CN",
    )  # fmt: skip
    return EntrantsCounted(ref=ref, learned_at=learned, counts=(one,))


def _stays(ref: str, when: Any, learned: Any, chance: Random) -> Event:
    left = chance.random() < 0.4
    one = StayCount(
        place=chance.choice(("S1", "S2", "S3", None)), area=chance.choice(INSIDE),
        kind=QuarantineKind.CENTRAL, why=chance.choice(list(QuarantineReason)), since=when.date() - DAY,
        planned_until=None, left_on=when.date() if left else None, ended=StayEnd.ESCAPED if left else None,
        people=chance.choice((1, 4, -1)),
    )  # fmt: skip
    return QuarantineCounted(ref=ref, learned_at=learned, counts=(one,))


def _roll_calls(ref: str, when: Any, learned: Any, chance: Random) -> Event:
    place = chance.choice(("S1", "S2"))
    one = RollCallCount(
        place=place, area=INSIDE[int(place[1])], at=when.replace(hour=7, minute=0),
        present=chance.randrange(9), absent=chance.choice((0, 1, -1)), overdue_tests=chance.randrange(3),
        tests_told=chance.choice((0, 1, 1, -1)),
    )  # fmt: skip
    return RollCallsCounted(ref=ref, learned_at=learned, counts=(one,))


def _goods(ref: str, when: Any, learned: Any, chance: Random) -> Event:
    numbers = {
        name: chance.randrange(3)
        for name in ("cold", "not_disinfected", "not_sampled", "untold", "crew_undeclared", "positive")
    }
    one = ConsignmentCount(
        gate="G", area=chance.choice(INSIDE), origin=chance.choice(("CN", "290", "VN-HN", None)),
        through=chance.choice(((), ("30",))), day=when.date(), lots=chance.choice((1, 2, -1)), **numbers,
    )  # fmt: skip
    return ConsignmentsCounted(ref=ref, learned_at=learned, counts=(one,))


MAKERS = (
    *(_case, _count, _contacts, _incident, _order, _arrivals),
    *(_entrants, _stays, _roll_calls, _goods, _labs),
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """An empty database whose rows each example takes back."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('records') / 'house.db'}", SetClock(NOW))
    Base.metadata.create_all(database.engine)
    yield database
    database.close()


class _TakeBack(Exception):
    """Ends an example, so that nothing of it is kept."""


def _books(database: Database, events: Any, then: Any, check: Any) -> None:
    kept = handlers(LAND.areas, lambda: 14)
    with pytest.raises(_TakeBack), database.transaction() as tx:
        for event in events:
            kept[type(event)](event, tx)
        found = survey(tx, LAND, then)
        check(Books(tx, found, LAND), found)
        raise _TakeBack


@given(st.integers(0, 10**6), st.integers(0, 5))
@settings(max_examples=12)
def test_the_records_of_every_number_make_the_number_shown_as_known_then(
    told: Database, seed: int, days_ago: int
) -> None:
    def check(books: Books, found: Survey) -> None:
        for area in AREAS:
            for name, number in NUMBERS.items():
                wanted = shown(found, area, name)
                if wanted is not None:
                    entries = list(number.find(books, area))
                    assert number.total(entries) == pytest.approx(wanted), (area, name)
                    assert all(one.record.learned_at <= found.as_of for one in entries)

    _books(told, list(events_of(Random(seed))), NOW - days_ago * DAY, check)


@given(st.integers(0, 10**6))
@settings(max_examples=8)
def test_the_records_of_every_row_of_the_model_make_what_the_row_was_counted_from(
    told: Database, seed: int
) -> None:
    def check(books: Books, found: Survey) -> None:
        entering = found.entering
        assert entering is not None
        wanted = _counted_by_row(entering)
        assert {line for line, _ in wanted} == set(ROWS)
        for (line, key), number in wanted.items():
            entries = of_row(books, entering, LAND.code, line, key)
            assert _above_nothing(entries, THINGS[line]) == pytest.approx(number), (line, key)
            assert opens_row(line, key) or not number

    _books(told, list(events_of(Random(seed))), NOW, check)


THINGS = {"i1": (), "i2": ("area", "place"), "i3": ("area",), "i4": ("area", "origin", "through")}


def _above_nothing(entries: list[Entry], names: tuple[str, ...]) -> float:
    """A correction that takes back more than was told counts as nothing, each thing for itself."""
    sums: dict[tuple[Any, ...], float] = {}
    for one in entries:
        thing = tuple(getattr(one.record.fact, name) for name in names)
        sums[thing] = sums.get(thing, 0.0) + one.adds
    return sum(max(number, 0.0) for number in sums.values())


def _counted_by_row(found: Entering) -> dict[tuple[str, str], float]:
    """What the model was told, line by line; who was met inland is no volume of its own."""
    given, counted = found.outlook.inputs, dict[tuple[str, str], float]()
    volumes = {
        "i1": (given.border.keys, given.border.caught.told),
        "i2": (given.sites.keys, given.sites.entrants.told),
        "i3": (given.streams.keys, np.asarray(given.streams.people.told).sum(axis=0)),
        "i4": (given.goods.keys, given.goods.lots.told),
    }
    for line, (keys, told) in volumes.items():
        for key, number in zip(keys, np.ravel(told), strict=True):
            if not key.startswith((INLAND, UNPLACED)):
                counted[line, key] = counted.get((line, key), 0.0) + float(number)
    return counted


def test_the_areas_behind_a_number_from_outside_make_it(told: Database) -> None:
    def check(books: Books, found: Survey) -> None:
        for name in ("outside_pressure", "outside_locked"):
            wanted = shown(found, "205", name)
            behind = areas_behind(found, LAND, "205", name)
            assert sum(one.adds or 0.0 for one in behind) == pytest.approx(wanted or 0.0)
        assert {one.area for one in areas_behind(found, LAND, "205", "high_children")} == set(
            LAND.areas.around("205").inside
        )

    _books(told, list(events_of(Random(7))), NOW, check)


def test_a_number_that_nobody_told_opens_to_nothing_made_up(told: Database) -> None:
    def check(books: Books, found: Survey) -> None:
        assert all(list(number.find(books, "07030")) == [] for number in NUMBERS.values())
        assert all(list(find(books, "07030")) == [] for finds in SOURCES.values() for find in finds)

    _books(told, [], NOW, check)


def test_a_record_says_when_it_was_when_we_learned_it_and_where_it_came_from(told: Database) -> None:
    late = case_told("cases:A", "07030", NOW - 3 * DAY, 2, learned_at=NOW - HOUR)

    def check(books: Books, found: Survey) -> None:
        (entry,) = NUMBERS["cases_14d"].find(books, LAND.areas["07030"].parent or "")
        assert (entry.record.ref, entry.record.at, entry.record.learned_at, entry.adds) == (
            "cases:A", NOW - 3 * DAY, NOW - HOUR, 2,
        )  # fmt: skip

    _books(told, [late], NOW, check)


def test_every_signal_of_the_law_opens_or_is_no_count_of_records(land: Jurisdiction) -> None:
    weights = land.law.source_weights.on(NOW).value
    signals = {name for source in SOURCES for name in weights.of(source).weights}

    of_the_register = {"foreign_border", "open_trail"}
    factors = {"ring1", "ring2", "elsewhere"}
    assert signals - set(NUMBERS) - set(ALIASES) - set(OF_AREAS) == of_the_register | factors
