"""Two declare one flight, one of them turns out to be a case: who sat near is on a list and an F1."""

from datetime import timedelta
from typing import Any

import pytest

from services.app.wiring import House
from services.domain.events import ListKind
from services.tracing.list_views import lists_of, members_of
from tests.tracing.chain_rows import PAPERS, case, join, levels, levels_then, part, pseudonym, take, who


def rides(name: str, seat: str = "", **more: Any) -> dict[str, Any]:
    """A declaration of one of the eight, on flight VN1234 of 15 January."""
    return {
        "declaration_id": f"MAU-{name}", "declared_at": "2021-01-16 07:30", "sex": "Nam",
        "addr_province": "22", "addr_district": "205", "from_area": "290", "to_area": "205",
        "any_symptom": "không", "exp_case": "không", "exp_country": "không", "exp_ill": "không",
        "vehicle_type": "máy bay", "flight_no": "VN 1234", "depart_date": "2021-01-15", "seat": seat,
    } | who(name) | more  # fmt: skip


def listed(house: House) -> dict[str, dict[str, float]]:
    """Who stands on the list of each ride, by letter, and how urgent."""
    letters = {pseudonym(house, name): name for name in PAPERS}
    with house.database.reading() as tx:
        return {
            one.ref: {letters[it.member.person]: it.member.score for it in members_of(tx, one.id)}
            for one in lists_of(tx, kind=ListKind.MANIFEST)
            if one.people
        }


FLIGHT = "VN1234/2021-01-15"


def test_who_sat_near_a_case_is_on_the_list_and_f1_until_a_seat_or_the_case_is_corrected(
    house: House,
) -> None:
    """Rule book 2.2: the same row and two rows before and behind; the journey by the real doors."""
    take(house, "declarations", rides("a", "12A"), rides("b", "14C"), rides("c", "20F"))
    assert listed(house) == {} and levels(house) == {}

    take(house, "cases", case("BN9001", "a"))
    assert listed(house) == {FLIGHT: {"b": 0.8}}
    assert levels(house) == {"a": 0, "b": 1}

    take(house, "declarations", rides("b", "24C"))
    assert listed(house) == {} and levels(house) == {"a": 0}
    take(house, "declarations", rides("b", "11C"))
    assert listed(house) == {FLIGHT: {"b": 0.8}}

    take(house, "cases", case("BN9001", "a", count="0"))
    assert listed(house) == {} and levels(house) == {}


def test_whose_seat_nobody_knows_is_listed_lower_and_is_no_f1(house: House) -> None:
    take(house, "cases", case("BN9001", "a"))
    take(house, "declarations", rides("a", "12A"), rides("b"), rides("c", "12F"))

    assert listed(house) == {FLIGHT: {"b": 0.3, "c": 0.8}}
    assert levels(house) == {"a": 0, "c": 1}


def test_a_neighbour_who_turns_f0_has_neighbours_of_their_own(house: House) -> None:
    take(house, "declarations", rides("a", "12A"), rides("b", "14C"), rides("c", "16F"))
    take(house, "cases", case("BN9001", "a"))
    take(house, "cases", case("BN9002", "b"))

    assert listed(house) == {FLIGHT: {"c": 0.8}}
    assert levels(house) == {"a": 0, "b": 0, "c": 1}


def test_in_a_car_of_their_own_everyone_is_close(house: House) -> None:
    car = {"vehicle_type": "cá nhân", "flight_no": "", "vehicle_no": "14A-123.45"}
    take(house, "declarations", rides("a", **car), rides("b", **car))
    take(house, "declarations", rides("c", **(car | {"vehicle_no": "14A-999.99"})))
    take(house, "cases", case("BN9001", "a"))

    ((ref, people),) = listed(house).items()
    assert people == {"b": 0.8} and ref.startswith("plate-") and "123" not in ref[:14]
    assert levels(house) == {"a": 0, "b": 1}


@pytest.mark.parametrize(
    "other",
    [
        {"flight_no": "VN 1235"}, {"depart_date": "2021-01-14"},
        {"flight_no": "", "vehicle_type": "máy bay"}, {"flight_no": "0912345678"},
    ],
)  # fmt: skip
def test_another_flight_another_day_or_no_number_is_no_ride_together(
    house: House, other: dict[str, str]
) -> None:
    take(house, "declarations", rides("a", "12A", **other), rides("b", "12B"))
    take(house, "declarations", rides("c", "12C"))
    take(house, "cases", case("BN9001", "a"))

    assert listed(house) == {} and levels(house) == {"a": 0}


def test_a_kind_of_vehicle_alone_brings_nobody_together(house: House) -> None:
    coach = {"flight_no": "", "vehicle_type": "xe khách"}
    take(house, "declarations", rides("a", "3", **coach), rides("b", "4", **coach))
    take(house, "cases", case("BN9001", "a"))

    assert listed(house) == {} and levels(house) == {"a": 0}


def test_a_ride_long_before_the_case_was_confirmed_does_not_count(house: House) -> None:
    early = {"declared_at": "2021-01-02 07:30", "depart_date": "2021-01-02"}
    take(house, "declarations", rides("a", "12A", **early), rides("b", "12B", **early))
    take(house, "cases", case("BN9001", "a"))
    assert listed(house) == {}
    take(house, "cases", case("BN9001", "a", confirmed_at="2021-01-16 06:00"))
    assert listed(house) == {"VN1234/2021-01-02": {"b": 0.8}}


def test_as_known_then_the_neighbour_is_f1_only_while_it_was_known(house: House) -> None:
    start = house.clock()
    hours = [start + timedelta(hours=n) for n in range(5)]
    take(house, "declarations", rides("a", "12A"), rides("b", "14C"), learned_at=hours[1])
    take(house, "cases", case("BN9001", "a"), learned_at=hours[2])
    take(house, "declarations", rides("b", "24C"), learned_at=hours[4])

    near = {"a": 0, "b": 1}
    assert [levels_then(house, one) for one in hours] == [{}, {}, near, near, {"a": 0}]


def test_the_other_pseudonym_of_a_case_rode_as_well(house: House) -> None:
    take(house, "declarations", rides("b", "12A"), rides("c", "14C"))
    take(house, "cases", case("BN9001", "a"))
    assert listed(house) == {}

    pair = join(house, "a", "b")
    assert listed(house) == {FLIGHT: {"c": 0.8}}
    assert levels(house)["c"] == 1

    part(house, pair)
    assert listed(house) == {} and levels(house) == {"a": 0}
