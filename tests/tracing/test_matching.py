"""People at exposure sites: whatever comes in whatever order, the lists are what a rebuild would give."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.events import Event, ExposureSiteReported
from services.plumbing.clock import SetClock
from services.plumbing.database import Base, Database
from services.tracing.exposures import Visit
from services.tracing.places import Place
from tests.tracing.site_stream import NOW, Record, Stream, at, site

MARKET = Place(None, "Chợ Cột", None, 21.0800, 106.5100)
SHOP = Place(None, "Siêu thị Đông Triều", "12 Trần Hưng Đạo, Đông Triều", None, None)
ALIKE = Place(None, "Sieu thi Dong Trieu", "số 12 Trần Hưng Đạo", None, None)
NEARBY = Place(None, "Quán Gió", None, 21.0802, 106.5101)
FAR = Place(None, "Chợ Cột", None, 21.0845, 106.5100)  # 500 m north
PLACES = (MARKET, SHOP, ALIKE, NEARBY, FAR, Place(None, "Nhà riêng"), Place())


@contextmanager
def a_database() -> Iterator[Database]:
    database = Database("sqlite://", SetClock(NOW))
    Base.metadata.create_all(database.engine)
    yield database
    database.close()


def said(key: str, *stays: Visit, person: str | None = None, revision: int = 1) -> Record:
    learned = NOW + timedelta(minutes=revision)
    return Record(f"{key}/{revision}", key, revision, person or f"p{key}", learned, stays)


def stay(place: Place, begin: float, end: float) -> Visit:
    return Visit("v", place, at(begin), at(end))


@pytest.fixture
def stream(database: Database) -> Stream:
    return Stream(database)


def test_a_new_site_finds_who_declared_it_last_week_and_a_new_visit_finds_the_open_site(stream: Stream):
    stream.hear(stream.keep(said("a", stay(MARKET, 0, 2)), said("b", stay(MARKET, 5, 6))))
    assert stream.found() == {}

    stream.hear(site("s1", NOW, MARKET, at(1), at(3)))
    assert set(stream.found()["s1"]) == {"pa"}

    stream.hear(stream.keep(said("c", stay(MARKET, 2, 4))))
    assert set(stream.found()["s1"]) == {"pa", "pc"}
    assert stream.found() == stream.rebuilt()


def test_a_changed_window_takes_people_off_and_a_withdrawn_site_takes_everybody_off(stream: Stream):
    stream.hear(stream.keep(said("a", stay(MARKET, 0, 2)), said("b", stay(MARKET, 5, 6))))
    stream.hear(site("s1", NOW, MARKET, at(1), at(7)))
    assert set(stream.found()["s1"]) == {"pa", "pb"}

    stream.hear(site("s1", NOW + timedelta(hours=1), MARKET, at(2), at(7)))  # it touches the visit of pa
    assert set(stream.found()["s1"]) == {"pb"}

    stream.hear(site("s1", NOW + timedelta(hours=2), MARKET, at(2), at(7), withdrawn=True))
    assert stream.found() == {}


def test_a_site_moved_by_500_metres_loses_whom_it_had_and_finds_others(stream: Stream):
    here, there = Place(None, None, None, 21.08, 106.51), Place(None, None, None, 21.0845, 106.51)
    stream.hear(stream.keep(said("a", stay(here, 0, 2)), said("b", stay(there, 0, 2))))
    stream.hear(site("s1", NOW, MARKET._replace(name="Điểm 1"), at(0), at(1)))
    assert set(stream.found()["s1"]) == {"pa"}

    moved = Place(None, "Điểm 1", None, 21.0845, 106.51)
    stream.hear(site("s1", NOW + timedelta(hours=1), moved, at(0), at(1)))
    assert set(stream.found()["s1"]) == {"pb"}


def test_an_older_message_after_a_newer_one_undoes_nothing(stream: Stream):
    stream.hear(stream.keep(said("a", stay(MARKET, 0, 2))))
    stream.hear(site("s1", NOW + timedelta(hours=1), MARKET, at(0), at(1), withdrawn=True))
    stream.hear(site("s1", NOW, MARKET, at(0), at(1)))

    assert stream.found() == {}


def test_a_corrected_declaration_takes_its_person_off_the_list(stream: Stream):
    stream.hear(site("s1", NOW, MARKET, at(0), at(1)))
    stream.hear(stream.keep(said("a", stay(MARKET, 0, 2))))
    assert set(stream.found()["s1"]) == {"pa"}

    stream.hear(stream.keep(said("a", stay(SHOP, 0, 2), revision=2)))
    assert stream.found() == {}


def test_a_site_told_after_the_correction_finds_only_who_still_says_they_were_there(stream: Stream):
    stream.hear(stream.keep(said("a", stay(MARKET, 0, 2)), said("b", stay(MARKET, 0, 2))))
    stream.hear(stream.keep(said("a", stay(SHOP, 0, 2), revision=2)))

    stream.hear(site("s1", NOW, MARKET, at(0), at(1)))
    assert set(stream.found()["s1"]) == {"pb"} and stream.found() == stream.rebuilt()


def test_who_is_still_there_by_another_declaration_stays_on_the_list(stream: Stream):
    stream.hear(site("s1", NOW, MARKET, at(0), at(4)))
    stream.hear(stream.keep(said("a", stay(MARKET, 0, 2)), said("b", stay(MARKET, 3, 4), person="pa")))
    stream.hear(stream.keep(said("a", stay(SHOP, 0, 2), revision=2)))

    assert stream.found() == stream.rebuilt() and set(stream.found()["s1"]) == {"pa"}


def test_minutes_of_several_visits_add_up_and_what_is_told_twice_counts_once(stream: Stream):
    stream.hear(site("s1", NOW, MARKET, at(0), at(4)))
    one, two = said("a", stay(MARKET, 0, 1)), said("b", stay(MARKET, 0, 1), person="pa")
    stream.hear(stream.keep(one))
    alone = stream.found()["s1"]["pa"]
    stream.hear(stream.keep(two))
    assert stream.found()["s1"]["pa"] == alone

    stream.hear(stream.keep(said("c", stay(MARKET, 2, 3), person="pa")))
    assert stream.found()["s1"]["pa"] > 1.9 * alone


def test_a_visit_that_names_only_an_area_matches_no_shop_in_it_nor_a_site_that_names_only_an_area(
    stream: Stream,
):
    town = Place(None, "Thị xã Đông Triều, Quảng Ninh")
    stream.hear(
        stream.keep(said("a", stay(town, 0, 100)), said("b", stay(Place(None, "TX. Đông Triều"), 0, 9)))
    )
    stream.hear(site("s1", NOW, SHOP, at(1), at(3)), site("s2", NOW, town, at(1), at(3)))

    assert stream.found() == {}


def test_what_was_planned_for_later_is_no_visit(stream: Stream):
    learned = NOW - timedelta(days=30)
    stream.hear(site("s1", NOW, MARKET, at(0), at(4)))
    stream.hear(stream.keep(Record("r", "k", 1, "pa", learned, (stay(MARKET, 0, 1),))))

    assert stream.found() == {}


STAYS = st.builds(
    lambda place, begin, long: stay(place, begin, begin + long),
    st.sampled_from(PLACES),
    st.integers(0, 6),
    st.sampled_from([0, 1, 2, 480]),
)
RECORDS = st.tuples(st.sampled_from("abcd"), st.sampled_from(["p1", "p2", "p3"]), st.lists(STAYS, max_size=2))
SITES = st.tuples(
    st.sampled_from(["s1", "s2", "s3"]),
    st.integers(0, 5),
    st.sampled_from(PLACES),
    st.integers(0, 6),
    st.sampled_from([0, 1, 3]),
    st.booleans(),
)


@settings(deadline=None)  # it is judged by what it says, not by how busy the machine is
@given(st.data())
def test_any_order_of_sites_visits_corrections_and_redeliveries_leaves_what_a_rebuild_gives(
    data: st.DataObject,
):
    made = data.draw(st.lists(st.one_of(RECORDS, SITES), max_size=14))
    fails = data.draw(st.sets(st.integers(1, 6), max_size=2))
    with a_database() as database:
        stream = Stream(database, workers=2, fails=fails)
        events: list[Event] = []
        for number, one in enumerate(made):
            events.append(_site(one) if len(one) == 6 else stream.keep(_record(number, one)))
        again = data.draw(st.lists(st.sampled_from(events), max_size=3)) if events else []
        waiting = data.draw(st.permutations([*events, *again]))
        while waiting:
            many = data.draw(st.integers(1, 4))
            stream.hear(*waiting[:many], worker=data.draw(st.integers(0, 1)))
            waiting = waiting[many:]

        assert stream.found() == stream.rebuilt()


def _record(number: int, drawn: tuple) -> Record:
    key, person, stays = drawn
    # A key belongs to one person, and a later revision may have been learned earlier.
    learned = NOW + timedelta(hours=number * 7 % 5)
    return Record(f"{key}/{number}", key, number, f"{person}{key}", learned, tuple(stays))


def _site(drawn: tuple) -> ExposureSiteReported:
    ref, hour, place, begin, long, withdrawn = drawn
    learned = NOW + timedelta(hours=hour)
    return site(ref, learned, place, at(begin), at(begin + long), withdrawn=withdrawn)
