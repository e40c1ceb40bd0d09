"""Who was in one room, shift or at one table with a case."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.errors import BadRecord
from services.tracing.together import Shared, Stay, together

NOON = datetime(2021, 1, 27, 12, tzinfo=UTC)


def at(minute: int) -> datetime:
    return NOON + timedelta(minutes=minute)


def stay(person: str, place: str, start: int, end: int) -> Stay:
    return Stay(person, place, at(start), at(end))


def test_who_shares_a_table_is_a_contact_for_the_time_they_share():
    found = together([stay("case", "table 4", 0, 30), stay("b", "table 4", 20, 50)], {"case"})

    assert found == [Shared(at(20), at(30), "table 4", "case", "b")]


def test_the_next_table_the_next_shift_and_the_case_itself_are_none():
    stays = [
        stay("case", "table 4", 0, 30),
        stay("case", "table 4", 10, 20),
        stay("b", "table 5", 0, 30),
        stay("c", "table 4", 30, 60),
        stay("d", "table 4", 10, 10),
    ]

    assert together(stays, {"case"}) == []


def test_two_cases_are_no_contacts_of_each_other_and_each_has_its_own():
    stays = [stay("x", "room", 0, 9), stay("y", "room", 0, 9), stay("b", "room", 1, 5)]

    assert [(one.case, one.person) for one in together(stays, {"x", "y"})] == [("x", "b"), ("y", "b")]


def test_stays_that_touch_are_one_and_short_ones_can_be_left_out():
    stays = [stay("case", "room", 0, 10), stay("case", "room", 10, 20), stay("b", "room", 5, 15)]

    assert together(stays, {"case"}, least=timedelta(minutes=10)) == [
        Shared(at(5), at(15), "room", "case", "b")
    ]
    assert together(stays, {"case"}, least=timedelta(minutes=11)) == []


def test_a_stay_that_ends_before_it_starts_is_refused_in_both_languages():
    with pytest.raises(BadRecord) as wrong:
        stay("b", "room", 5, 4)

    assert wrong.value.field == "end"
    assert "trước khi bắt đầu" in wrong.value.sentence.vi


stays = st.lists(
    st.builds(
        lambda person, place, start, length: stay(person, place, start, start + length),
        st.sampled_from("abcd"),
        st.sampled_from(("room", "hall")),
        st.integers(0, 20),
        st.integers(0, 10),
    ),
    max_size=12,
)


@given(stays, st.sets(st.sampled_from("abcd")))
def test_the_minutes_shared_are_those_that_a_count_minute_by_minute_finds(told: list, cases: set):
    counted = {
        (place, case, person, minute)
        for minute in range(32)
        for place in ("room", "hall")
        for case in cases
        for person in set("abcd") - cases
        if all(
            any(
                one.person == who and one.place == place and one.start <= at(minute) < one.end for one in told
            )
            for who in (case, person)
        )
    }
    found = [
        (one.place, one.case, one.person, minute)
        for one in together(told, cases)
        for minute in range(32)
        if one.start <= at(minute) < one.end
    ]

    assert len(found) == len(set(found)), "no minute is told twice"
    assert set(found) == counted


@given(stays, st.sets(st.sampled_from("abcd")), st.randoms())
def test_the_order_of_the_stays_does_not_matter(told: list, cases: set, luck):
    shuffled = list(told)
    luck.shuffle(shuffled)

    assert together(shuffled, cases) == together(told, cases)
