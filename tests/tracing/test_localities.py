"""People who were in a place that turns red, is locked, has a site or hides infection: one true list."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from services.domain.levels import State
from services.ingest.tables import RecordRow
from services.plumbing.clock import SetClock
from services.plumbing.database import Base, Database, OutboxRow
from services.tracing.list_views import list_of, lists_of, members_of
from tests.tracing.place_stream import (
    COMMUNE,
    DAY,
    DISTRICT,
    NOW,
    OUTSIDE,
    OUTSIDE_PROVINCE,
    Said,
    Stream,
    level,
    order,
    pressure,
    said,
    site,
)

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@contextmanager
def a_stream() -> Iterator[Stream]:
    clock = SetClock(NOW)
    database = Database("sqlite://", clock)
    Base.metadata.create_all(database.engine)
    yield Stream(database, clock)
    database.close()


@pytest.fixture
def stream() -> Iterator[Stream]:
    with a_stream() as made:
        yield made


def told(stream: Stream) -> list[tuple[str, int, int, int]]:
    with stream.database.reading() as tx:
        rows = tx.execute(
            select(OutboxRow.body).where(OutboxRow.topic.like("%people-listed%")).order_by(OutboxRow.seq)
        )
        bodies = [json.loads(body) for body in rows.scalars()]
    return [(one["about"], one["people"], one["added"], one["gone"]) for one in bodies]


def test_an_order_finds_who_declared_the_place_last_week_and_who_does_while_it_lasts(stream: Stream) -> None:
    stream.hear(
        stream.keep(said("a", (OUTSIDE, 9, 7)), said("b", (COMMUNE, 3, 1)), said("c", (OUTSIDE, 30, 20)))
    )
    assert stream.found() == {}

    stream.hear(order("o1", OUTSIDE))
    assert stream.found() == {"290/order": {"a"}}

    stream.hear(stream.keep(said("d", (OUTSIDE, 2, 1))))
    assert stream.found() == {"290/order": {"a", "d"}}
    assert told(stream) == [("290/order", 1, 1, 0), ("290/order", 2, 1, 0)]


def test_an_order_over_a_province_reaches_whoever_names_any_part_of_it(stream: Stream) -> None:
    stream.hear(
        stream.keep(said("a", (OUTSIDE, 3, 1)), said("b", (OUTSIDE_PROVINCE, 3, 1)), said("c", ("01", 3, 1)))
    )

    stream.hear(order("o1", OUTSIDE_PROVINCE, state=State.DIRECTIVE_16))

    assert stream.found() == {"30/order": {"a", "b"}}


def test_whoever_named_only_the_province_did_not_name_its_district(stream: Stream) -> None:
    stream.hear(stream.keep(said("b", (OUTSIDE_PROVINCE, 3, 1))), order("o1", OUTSIDE))

    assert stream.found() == {}


def test_a_withdrawn_order_closes_the_list_and_what_was_known_stays_known(stream: Stream) -> None:
    stream.hear(stream.keep(said("a", (OUTSIDE, 3, 1))), order("o1", OUTSIDE))
    stream.clock.move_to(NOW + HOUR)

    stream.hear(order("o1", OUTSIDE, state=State.NORMAL, told=NOW + HOUR))

    assert stream.found() == {}
    assert stream.found(as_of=NOW) == {"290/order": {"a"}}
    assert told(stream)[-1] == ("290/order", 0, 0, 1)
    with stream.database.reading() as tx:
        (then,) = [one for one in lists_of(tx, as_of=NOW) if one.ref == "290/order"]
        closed = list_of(tx, then.id)
    assert then.title.vi.endswith("QĐ 1 (UBND)")
    assert closed.title.vi.endswith("QĐ 1 (UBND) (đã hết)")


def test_an_order_corrected_to_another_place_moves_the_list(stream: Stream) -> None:
    stream.hear(stream.keep(said("a", (OUTSIDE, 3, 1)), said("b", (DISTRICT, 3, 1))), order("o1", OUTSIDE))

    stream.hear(order("o1", DISTRICT, told=NOW + HOUR))

    assert stream.found() == {"205/order": {"b"}}


def test_an_older_telling_that_comes_late_changes_nothing(stream: Stream) -> None:
    stream.hear(stream.keep(said("a", (OUTSIDE, 3, 1))))

    stream.hear(order("o1", OUTSIDE, state=State.NORMAL, told=NOW + HOUR))
    stream.hear(order("o1", OUTSIDE, told=NOW))

    assert stream.found() == {}


def test_with_the_end_of_the_order_the_list_ends_without_any_message(stream: Stream) -> None:
    stream.hear(stream.keep(said("a", (OUTSIDE, 3, 1))), order("o1", OUTSIDE, until=NOW + DAY))
    assert stream.wait(NOW + DAY - HOUR) == 0

    assert stream.wait(NOW + DAY) == 1
    assert stream.found() == {}
    assert stream.wait(NOW + 2 * DAY) == 0


def test_two_orders_over_one_place_make_one_list_which_lasts_as_long_as_either(stream: Stream) -> None:
    stream.hear(
        stream.keep(said("a", (OUTSIDE, 3, 1))), order("o1", OUTSIDE), order("o2", OUTSIDE, until=NOW + DAY)
    )
    assert stream.found() == {"290/order": {"a"}}

    stream.hear(order("o1", OUTSIDE, state=State.NORMAL, told=NOW + HOUR))
    assert stream.found() == {"290/order": {"a"}}

    stream.wait(NOW + DAY)
    assert stream.found() == {}


def test_directive_15_and_19_lock_nothing(stream: Stream) -> None:
    stream.hear(stream.keep(said("a", (OUTSIDE, 3, 1))))

    stream.hear(
        order("o1", OUTSIDE, state=State.DIRECTIVE_15), order("o2", OUTSIDE, state=State.DIRECTIVE_19)
    )

    assert stream.found() == {}


def test_a_locality_outside_that_turns_red_opens_a_list_and_closes_it_when_it_falls(stream: Stream) -> None:
    stream.hear(stream.keep(said("a", (OUTSIDE, 3, 1))))

    stream.hear(level(OUTSIDE, 2))
    assert stream.found() == {}
    stream.hear(level(OUTSIDE, 4))
    assert stream.found() == {"290/level": {"a"}}
    stream.hear(level(OUTSIDE, None, NOW + HOUR))
    assert stream.found() == {"290/level": {"a"}}, "not known is not calm"
    stream.hear(level(OUTSIDE, 2, NOW + 2 * HOUR))
    assert stream.found() == {}


def test_a_level_that_an_order_sets_has_the_list_of_the_order_alone(stream: Stream) -> None:
    stream.hear(stream.keep(said("a", (OUTSIDE, 3, 1))))

    stream.hear(order("o1", OUTSIDE), level(OUTSIDE, 4, order_number="QĐ 1"))

    assert stream.found() == {"290/order": {"a"}}


def test_a_place_that_is_only_next_to_a_red_one_is_not_looked_through(stream: Stream) -> None:
    stream.hear(stream.keep(said("a", (OUTSIDE, 3, 1))))

    stream.hear(level(OUTSIDE, 3, why="locked_neighbours"))
    assert stream.found() == {}

    stream.hear(level(OUTSIDE, 4, why="cases_14d"))
    assert stream.found() == {"290/level": {"a"}}


def test_the_whole_province_is_no_place_to_look_through(stream: Stream) -> None:
    stream.hear(stream.keep(said("a", (COMMUNE, 3, 1))), order("o1", "22"), level("22", 4))

    assert stream.found() == {}


def test_unseen_infection_lists_who_declared_the_place_until_it_falls(stream: Stream) -> None:
    stream.hear(stream.keep(said("a", (OUTSIDE, 3, 1))), pressure(OUTSIDE, high=True))
    assert stream.found() == {"290/pressure": {"a"}}

    stream.hear(pressure(OUTSIDE, high=False, told=NOW + HOUR))
    assert stream.found() == {}


def test_a_site_lists_who_was_in_its_commune_in_its_hours_until_nobody_looks_back(stream: Stream) -> None:
    people = (said("a", (COMMUNE, 3, 1)), said("b", (COMMUNE, 9, 8)), said("c", (DISTRICT, 3, 1)))
    stream.hear(stream.keep(*people))
    since, until = NOW - 2 * DAY, NOW - 2 * DAY + HOUR

    stream.hear(site("s1", COMMUNE, since, until), site("s2", DISTRICT, since, until))
    assert stream.found() == {"07090/site": {"a"}}

    assert stream.wait(until + 14 * DAY - HOUR) == 0
    assert stream.wait(until + 14 * DAY) == 1
    assert stream.found() == {}


def test_a_withdrawn_site_and_one_that_ends_before_it_starts_list_nobody(stream: Stream) -> None:
    since, until = NOW - 2 * DAY, NOW - 2 * DAY + HOUR
    stream.hear(stream.keep(said("a", (COMMUNE, 3, 1))), site("s1", COMMUNE, since, until))

    stream.hear(site("s1", None, since, until, withdrawn=True, learned_at=NOW + HOUR))
    stream.hear(site("s2", COMMUNE, until, since), site("s3", COMMUNE, since, since))
    stream.hear(site("s4", COMMUNE, None, None))

    assert stream.found() == {}


def test_a_correction_of_a_declaration_takes_its_person_off_the_list(stream: Stream) -> None:
    stream.hear(order("o1", OUTSIDE), stream.keep(said("a", (OUTSIDE, 3, 1))))
    assert stream.found() == {"290/order": {"a"}}

    stream.hear(stream.keep(said("a", ("01", 3, 1), revision=2)))
    assert stream.found() == {}


def test_the_reason_names_the_last_day_and_the_order_and_the_nearer_are_more_urgent(stream: Stream) -> None:
    stream.hear(stream.keep(said("a", (OUTSIDE, 9, 7)), said("b", (OUTSIDE, 3, 1))), order("o1", OUTSIDE))

    with stream.database.reading() as tx:
        found = lists_of(tx)[0]
        members = [one.member for one in members_of(tx, found.id)]

    assert found.title.vi.startswith("Đã ở Thành phố Chí Linh: Phong tỏa từ 08:00 07/02/2021")
    assert [one.person for one in members] == ["b", "a"]
    assert "đến 01/02/2021; Phong tỏa" in members[1].why.vi
    assert "until 2021-02-01; Lockdown" in members[1].why.en


def test_a_batch_that_fails_and_comes_again_leaves_what_one_that_works_leaves(stream: Stream) -> None:
    stream.fails = 1

    stream.hear(stream.keep(said("a", (OUTSIDE, 3, 1))), order("o1", OUTSIDE))

    assert stream.found() == {"290/order": {"a"}}
    assert [one[1:] for one in told(stream)][-1] == (1, 1, 0)


def test_the_same_events_a_second_time_change_nothing(stream: Stream) -> None:
    events = (stream.keep(said("a", (OUTSIDE, 3, 1))), order("o1", OUTSIDE))
    stream.hear(*events)
    before = told(stream)

    stream.again(*events)

    assert told(stream) == before


PLACES = [OUTSIDE, OUTSIDE_PROVINCE, COMMUNE, DISTRICT]
stays = st.tuples(st.sampled_from(PLACES), st.integers(5, 20), st.integers(0, 5))
declared = st.builds(
    lambda person, places, revision: said(person, *places, revision=revision),
    st.sampled_from("abcd"), st.lists(stays, max_size=2), st.integers(1, 3),
)  # fmt: skip
ordered = st.builds(
    lambda number, area, state, minute: order(f"o{number}", area, state=state, told=NOW + minute * MINUTE),
    st.integers(1, 2),
    st.sampled_from(PLACES),
    st.sampled_from([State.LOCKDOWN, State.NORMAL]),
    st.integers(0, 9),
)


@given(st.lists(st.one_of(declared, ordered), max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_in_whatever_order_it_comes_the_lists_are_what_a_look_at_everything_gives(things, chance) -> None:
    unique = list({_named(one): one for one in things}.values())
    with a_stream() as one_by_one, a_stream() as at_once:
        for each in unique:
            one_by_one.hear(one_by_one.keep(each) if isinstance(each, Said) else each)
        mixed = chance.sample(unique, len(unique))
        people = at_once.keep(*(one for one in mixed if isinstance(one, Said)))
        at_once.hear(people, *(one for one in mixed if not isinstance(one, Said)))
        assert one_by_one.found() == at_once.found() == by_trial(unique)


def _named(one):
    return one.id if isinstance(one, Said) else (one.ref, one.learned_at)


def by_trial(things: list) -> dict[str, set[str]]:
    people = sorted((t for t in things if isinstance(t, Said)), key=lambda t: t.revision)
    newest = {one.key: one for one in people}
    orders = {
        one.ref: one
        for one in sorted((t for t in things if not isinstance(t, Said)), key=lambda t: t.learned_at)
    }
    inside = {OUTSIDE_PROVINCE: {OUTSIDE, OUTSIDE_PROVINCE}, DISTRICT: {DISTRICT, COMMUNE}}
    found: dict[str, set[str]] = {}
    for one in orders.values():
        if one.state is State.LOCKDOWN:
            codes = inside.get(one.area, {one.area})
            begin = one.since - 14 * DAY
            for who in newest.values():
                ends = [(who.learned_at - last * DAY).date() for area, _, last in who.stays if area in codes]
                if any(end >= begin.date() for end in ends):
                    found.setdefault(f"{one.area}/order", set()).add(who.person)
    return found


@pytest.mark.postgres
def test_on_postgresql_too_one_list_holds_who_declared_the_place_and_where_they_live(
    postgres_url: str,
) -> None:
    clock = SetClock(NOW)
    database = Database(postgres_url, clock)
    Base.metadata.create_all(database.engine)
    stream = Stream(database, clock)
    with database.transaction() as tx:
        tx.add(RecordRow, [_record("a", 1, "07030"), _record("a", 2, "07090"), _record("b", 1, None)])

    stream.hear(stream.keep(said("a", (OUTSIDE, 3, 1)), said("b", (OUTSIDE, 9, 7))), order("o1", OUTSIDE))

    assert stream.found() == {"290/order": {"a", "b"}}
    with database.reading() as tx:
        areas = {one.member.person: one.member.area for one in members_of(tx, lists_of(tx)[0].id)}
    assert areas == {"a": "07090", "b": None}
    stream.hear(order("o1", OUTSIDE, state=State.NORMAL, told=NOW + HOUR))
    assert stream.found() == {}
    database.close()


def _record(who: str, revision: int, area: str | None) -> dict[str, object]:
    return {
        "id": f"{who}/{revision}", "feed": "made", "key": who, "revision": revision, "fingerprint": "f",
        "learned_at": NOW, "receipt": "r", "body": json.dumps({"area": area}), "person": who,
    }  # fmt: skip
