"""A dormitory, a factory, a canteen send their sheets, somebody there turns out to be a case: who is F1."""

from datetime import timedelta
from typing import Any

import pytest

from services.app.wiring import House
from services.domain.events import ListKind
from services.tracing.list_views import lists_of, members_of
from tests.tracing.chain_rows import PAPERS, case, join, levels, levels_then, part, pseudonym, take, who

ROOM = "Cùng phòng 12 với F0, Ký túc xá Mẫu"


def stay(name: str, **more: Any) -> dict[str, Any]:
    """A night of one of the eight in room 12."""
    return {
        "place": "Ký túc xá Mẫu", "area": "205", "room": "12", "starts_at": "2021-01-15 18:00",
        "ends_at": "2021-01-16 06:00",
    } | who(name) | more  # fmt: skip


def shift(name: str, **more: Any) -> dict[str, Any]:
    """A night shift of one of the eight."""
    hours = {"day": "2021-01-15", "starts_at": "22:00", "ends_at": "06:00"}
    return stay(name, place="Công ty Mẫu", room="", shift="A") | hours | more


def listed(house: House) -> dict[str, dict[str, float]]:
    """Who stands on which list, by title and letter, and how urgent."""
    letters = {pseudonym(house, name): name for name in PAPERS}
    with house.database.reading() as tx:
        return {
            one.title.vi: {letters[it.member.person]: it.member.score for it in members_of(tx, one.id)}
            for one in lists_of(tx, kind=ListKind.SHARED_PLACE)
        }


def why(house: House, name: str) -> str:
    with house.database.reading() as tx:
        return next(
            it.member.why.vi
            for one in lists_of(tx, kind=ListKind.SHARED_PLACE)
            for it in members_of(tx, one.id)
            if it.member.person == pseudonym(house, name)
        )


def test_who_shared_a_room_with_a_case_is_listed_and_f1_until_the_stay_or_the_case_is_corrected(
    house: House,
) -> None:
    """Rule book 2.2: the same household, room, class or group; by the real doors."""
    take(
        house,
        "shared-stays",
        stay("a"),
        stay("b", room="P.12", ends_at="2021-01-15 21:20"),
        stay("c", room="13"),
    )
    assert listed(house) == {} and levels(house) == {}

    take(house, "cases", case("BN9001", "a"))
    assert listed(house) == {ROOM: {"b": 0.8}}
    assert levels(house) == {"a": 0, "b": 1}
    assert why(house, "b") == (
        "Cùng phòng 12 với F0 trong 3 giờ 20 phút, từ 18:00 15/01/2021 đến 21:20 15/01/2021."
    )

    take(house, "shared-stays", stay("b", room="12", mistaken="có"))
    assert listed(house) == {} and levels(house) == {"a": 0}
    take(house, "shared-stays", stay("b", room="12"))
    assert levels(house) == {"a": 0, "b": 1}

    take(house, "cases", case("BN9001", "a", count="0"))
    assert listed(house) == {} and levels(house) == {}


def test_a_stay_learned_after_the_case_does_the_same(house: House) -> None:
    take(house, "cases", case("BN9001", "a"))
    take(house, "shared-stays", shift("b"))
    take(house, "shared-stays", shift("a", **{"starts_at": "21:00", "ends_at": "02:30"}))

    assert listed(house) == {"Cùng ca A với F0, Công ty Mẫu": {"b": 0.8}}
    assert levels(house) == {"a": 0, "b": 1}


@pytest.mark.parametrize(
    "other",
    [
        {"shift": "B"}, {"place": "Công ty Khác"}, {"area": "290"}, {"table": "7"},
        {"starts_at": "14:00", "ends_at": "22:00"}, {"day": "2021-01-14"},
    ],
)  # fmt: skip
def test_another_shift_enterprise_commune_table_or_time_is_no_contact(
    house: House, other: dict[str, str]
) -> None:
    take(house, "shared-stays", shift("a"), shift("b", **other))
    take(house, "cases", case("BN9001", "a"))

    assert listed(house) == {} and levels(house) == {"a": 0}


def test_a_shift_long_before_the_case_was_confirmed_does_not_count(house: House) -> None:
    take(house, "shared-stays", shift("a", day="2021-01-01"), shift("b", day="2021-01-01"))
    take(house, "cases", case("BN9001", "a"))
    assert listed(house) == {}

    take(house, "cases", case("BN9001", "a", confirmed_at="2021-01-15 06:00"))
    assert levels(house) == {"a": 0, "b": 1}


def test_one_meal_and_one_night_are_two_lists_and_one_level(house: House) -> None:
    meal = {"table": "7", "shift": "", "day": "2021-01-15", "starts_at": "11:30", "ends_at": "12:00"}
    take(house, "shared-stays", stay("a"), stay("b"), shift("a", **meal), shift("b", **meal))
    take(house, "cases", case("BN9001", "a"))

    assert {title: list(people) for title, people in listed(house).items()} == {
        ROOM: ["b"], "Cùng bàn 7 với F0, Công ty Mẫu": ["b"],
    }  # fmt: skip
    assert levels(house) == {"a": 0, "b": 1}


def test_an_f1_of_the_room_who_turns_f0_makes_those_of_their_shift_f1(house: House) -> None:
    take(house, "shared-stays", stay("a"), stay("b"), shift("b"), shift("c"))
    take(house, "cases", case("BN9001", "a"))
    assert levels(house) == {"a": 0, "b": 1}

    take(house, "cases", case("BN9002", "b"))
    assert levels(house) == {"a": 0, "b": 0, "c": 1}
    assert listed(house) == {"Cùng ca A với F0, Công ty Mẫu": {"c": 0.8}}


def test_in_a_shift_of_very_many_nobody_is_f1_by_it_and_all_are_asked(house: House) -> None:
    crowd = [shift("a", full_name=f"Người Thử {n}", id_number=f"0340900{n:05d}") for n in range(60)]
    take(house, "shared-stays", shift("a"), *crowd)
    take(house, "cases", case("BN9001", "a"))

    with house.database.reading() as tx:
        (one,) = lists_of(tx, kind=ListKind.SHARED_PLACE)
        people = [it.member for it in members_of(tx, one.id)]
    assert len(people) == 60 and {it.score for it in people} == {0.3}
    assert "hơn 50 người" in people[0].why.vi
    assert levels(house) == {"a": 0}


def test_as_known_then_the_neighbour_is_f1_only_while_it_was_known(house: House) -> None:
    start = house.clock()
    hours = [start + timedelta(hours=n) for n in range(5)]
    take(house, "shared-stays", stay("a"), stay("b"), learned_at=hours[1])
    take(house, "cases", case("BN9001", "a"), learned_at=hours[2])
    take(house, "shared-stays", stay("b", mistaken="có"), learned_at=hours[4])

    near = {"a": 0, "b": 1}
    assert [levels_then(house, one) for one in hours] == [{}, {}, near, near, {"a": 0}]


def test_the_other_pseudonym_of_a_case_was_there_as_well(house: House) -> None:
    take(house, "shared-stays", stay("b"), stay("c"))
    take(house, "cases", case("BN9001", "a"))
    assert listed(house) == {}

    pair = join(house, "a", "b")
    assert listed(house) == {ROOM: {"c": 0.8}}
    assert levels(house)["c"] == 1

    part(house, pair)
    assert listed(house) == {} and levels(house) == {"a": 0}
