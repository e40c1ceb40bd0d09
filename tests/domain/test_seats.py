"""Seats as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.seats import seat_text, seats_in


@pytest.mark.parametrize(
    ("written", "seats", "doubts"),
    [
        ("6K", "6K", set()),
        ("12 c", "12C", set()),
        ("12-C, 14 D", "12C 14D", set()),
        ("12A, 14C and 20-22", "12A 14C row20 row21 row22", {"row_only"}),
        ("Business class 15D, business class 15G", "15D 15G", set()),
        ("42J, business class 57K", "42J 57K", set()),
        ("12A-C", "12A 12B 12C", {"seat_range"}),
        ("12A-12C", "12A 12B 12C", {"seat_range"}),
        ("Row 39", "row39", {"row_only"}),
        ("hàng 39", "row39", {"row_only"}),
        ("44", "row44", {"row_only"}),
        ("A3", "3A", {"seat_turned"}),
        ("Coach 5, seat 12A", "5/12A", set()),
        ("toa 5 ghế 12 và 13", "5/12 5/13", set()),
        ("giường 12", "row12", {"row_only"}),
        ("giường nằm 12, tầng 2", "row12", {"row_only"}),
        ("toa 5 khoang 3 giường 2", "5/3", set()),
        ("khoang 3, giường 2 tầng trên", "row3", {"row_only"}),
        ("compartment 4 berth 11", "row4", {"row_only"}),
        ("27A, unknown", "27A", set()),
        ("window side", "", {"seat_unreadable"}),
        ("12C-A", "", {"seat_unreadable"}),
        ("1-400", "", {"seat_unreadable"}),
        ("Unknown", "", set()),
    ],
)
def test_seats_as_people_write_them(written: str, seats: str, doubts: set[str]):
    found = seats_in(written)

    assert " ".join(seat_text(seat) for seat in found.seats) == seats
    assert found.doubts == doubts


def test_a_cabin_goes_on_until_another_is_named():
    assert [seat.cabin for seat in seats_in("Business class 2A, 2C, economy 40D").seats] == [
        "business",
        "business",
        "economy",
    ]


@given(st.text(max_size=60))
def test_whatever_stands_for_a_seat_it_is_read_or_doubted_and_never_raises(written: str):
    found = seats_in(written)

    assert found.seats or found.doubts or found.unknown or found.crew or not written.strip(" ,;/&+.:|")


@pytest.mark.parametrize(
    ("written", "by_row"),
    [
        ("Row 12", True),
        ("hàng 12-14", True),
        ("12", False),
        ("toa 5 ghế 12", False),
        ("toa 5 khoang 3 giường 2", True),
    ],
)
def test_a_row_named_by_its_word_is_told_from_a_bare_number(written: str, by_row: bool):
    assert seats_in(written).by_row is by_row
