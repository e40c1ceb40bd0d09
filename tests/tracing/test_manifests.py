"""Who sat near a case: rows, coaches, cabins, small vehicles and seats that nobody knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.records import Seat, VehicleKind
from services.domain.seats import seats_in
from services.tracing.manifests import Nearness, NearRules, Ride, SeatContact, Sitting, contacts
from services.tracing.vehicle_sizes import seats_told

CLOSE, SAME, UNKNOWN = Nearness.CLOSE, Nearness.SAME_VEHICLE, Nearness.UNKNOWN_SEAT


def sitting(text: str) -> Sitting:
    read = seats_in(text)
    return Sitting(tuple(read.seats), read.by_row)


def near(cases: str, *passengers: str, rules: NearRules | None = None, **ride) -> list[tuple]:
    told = Ride(
        [sitting(one) for one in cases.split("|") if one], [sitting(one) for one in passengers], **ride
    )
    return [(one.rows_apart, one.nearness) for one in contacts(told, rules or NearRules())]


def test_two_rows_before_and_behind_are_close_and_the_third_is_not():
    assert near("12A", "9C", "10C", "12F", "14K", "15A") == [
        (3, SAME),
        (2, CLOSE),
        (0, CLOSE),
        (2, CLOSE),
        (3, SAME),
    ]


def test_the_number_of_rows_is_a_parameter():
    assert near("12A", "12C", "13A", rules=NearRules(rows_apart=0)) == [(0, CLOSE), (1, SAME)]


def test_the_nearest_of_several_cases_counts_and_of_several_seats():
    assert near("12A|40D", "38A", "row 20", "20A, 41C") == [(2, CLOSE), (8, SAME), (1, CLOSE)]


def test_a_seat_that_is_not_known_is_unknown_and_so_is_everyone_when_no_case_has_one():
    assert near("12A|unknown", "", "crew", "30A") == [(None, UNKNOWN), (None, UNKNOWN), (18, SAME)]
    assert near("unknown|crew", "12A") == [(None, UNKNOWN)]


def test_without_a_case_nobody_is_near_one_and_nobody_far():
    assert near("", "12A", "", kind=VehicleKind.TAXI) == [(None, UNKNOWN), (None, UNKNOWN)]


def test_another_coach_is_the_same_train_and_a_coach_that_is_not_told_may_be_either():
    assert near("toa 5 ghế 12", "toa 5 ghế 20", "toa 5 ghế 21", "toa 6 ghế 12", "ghế 12") == [
        (2, CLOSE),
        (3, SAME),
        (None, SAME),
        (None, UNKNOWN),
    ]


def test_another_cabin_is_not_close_where_both_are_told():
    assert near("Business class 12A", "economy 14A", "14A", "business 14A") == [
        (2, SAME),
        (2, CLOSE),
        (2, CLOSE),
    ]


def test_numbers_alone_are_seats_of_a_coach_four_a_row_and_rows_of_a_flight():
    assert near("13", "24", "25", kind=VehicleKind.COACH) == [(2, CLOSE), (3, SAME)]
    assert near("13", "15", "16", kind=VehicleKind.FLIGHT) == [(2, CLOSE), (3, SAME)]
    assert near("13", "21", "22", rules=NearRules(seats_per_row=3)) == [(2, CLOSE), (3, SAME)]


@pytest.mark.parametrize("lettered", ["1A", "Row 1"])
def test_one_letter_or_named_row_in_the_vehicle_makes_every_number_a_row(lettered: str):
    assert near("13", "16", lettered)[0] == (3, SAME)


def test_a_train_that_is_taken_for_a_flight_still_has_coaches():
    assert near("toa 5 ghế 13", "toa 5 ghế 24", kind=VehicleKind.FLIGHT) == [(2, CLOSE)]


@pytest.mark.parametrize(
    ("ride", "nearness"),
    [
        ({"kind": VehicleKind.TAXI}, CLOSE),
        ({"size": 9}, CLOSE),
        ({"size": 10}, UNKNOWN),
        ({"kind": VehicleKind.TAXI, "size": 16}, UNKNOWN),
    ],
)
def test_in_a_small_vehicle_everyone_is_close_seat_or_not(ride: dict, nearness: Nearness):
    assert near("", "1") == [(None, UNKNOWN)]
    assert near("unknown", "unknown", **ride) == [(None, nearness)]


@pytest.mark.parametrize(
    ("vehicle", "size"),
    [
        ("xe 7 chỗ 14A-123.45", 7),
        ("16-seater van", 16),
        ("Ô tô con 14A-123.45", 5),
        ("xe khách 34B-012.34", None),
        ("EK380", None),
    ],
)
def test_the_size_of_a_vehicle_is_read_where_its_name_tells_it(vehicle: str, size: int | None):
    assert seats_told(vehicle) == size


seats = st.builds(
    Seat,
    row=st.none() | st.integers(0, 12),
    letter=st.sampled_from("ABC"),
    coach=st.sampled_from((None, "1", "2")),
    cabin=st.sampled_from((None, "business", "economy")),
)
sittings = st.builds(Sitting, seats=st.lists(seats, max_size=2).map(tuple))
many = st.lists(sittings, max_size=6)


def by_definition(one: Sitting, cases: list[Sitting], reach: int) -> SeatContact:
    pairs = [(a, b) for a in one.seats for case in cases for b in case.seats if None not in (a.row, b.row)]
    told = [(a, b) for a, b in pairs if bool(a.coach) == bool(b.coach)]
    same = [(a, b) for a, b in told if a.coach == b.coach]
    close = [
        (a, b)
        for a, b in same
        if abs(a.row - b.row) <= reach and (not a.cabin or not b.cabin or a.cabin == b.cabin)
    ]
    apart = min((abs(a.row - b.row) for a, b in same), default=None)
    return SeatContact(apart, CLOSE if close else SAME if told else UNKNOWN)


@given(many, many, st.integers(0, 4))
def test_every_answer_is_that_of_the_definition(cases: list, passengers: list, reach: int):
    ride = Ride(cases, [*passengers, Sitting((Seat(row=99, letter="A", coach="9"),))])

    assert contacts(ride, NearRules(rows_apart=reach)) == [
        by_definition(one, cases, reach) for one in ride.passengers
    ]


@given(many, many, st.integers(0, 3))
def test_more_cases_and_a_longer_reach_never_take_a_contact_away(cases: list, passengers: list, reach: int):
    letters = Sitting((Seat(row=99, letter="A", coach="9"),))
    before = contacts(Ride([*cases[:-1], letters], passengers), NearRules(rows_apart=reach))
    after = contacts(Ride([*cases, letters], passengers), NearRules(rows_apart=reach + 1))

    for one, other in zip(before, after, strict=True):
        assert one.nearness is not CLOSE or other.nearness is CLOSE
