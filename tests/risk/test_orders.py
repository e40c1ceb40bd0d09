"""An order outranks a suggestion: its own area both ways, a wider one as a floor, a part of it never."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.levels import State
from services.policy.reader import Jurisdiction, load_jurisdiction
from tests.risk.made import DAY, NOW, at, calm, contacts, least, level, order, seen, unknown

LAND = load_jurisdiction("quang-ninh")
COMMUNE, DISTRICT = "07090", "205"


def test_an_order_that_names_the_area_decides_upwards_and_downwards(land: Jurisdiction) -> None:
    worse = seen(land, calm(), order(COMMUNE, State.LOCKDOWN))
    better = seen(land, calm(), unknown(COMMUNE, 5), order(COMMUNE, State.NORMAL))

    assert level(worse, COMMUNE) == 4
    assert level(better, COMMUNE) == 1
    assert better.standings[COMMUNE].grade.at_least == 3  # what the law alone says stays beside it


def test_a_wider_order_is_a_floor(land: Jurisdiction) -> None:
    told = [calm(), order(DISTRICT, State.DIRECTIVE_15)]

    assert level(seen(land, *told), COMMUNE) == 2
    assert level(seen(land, *told, unknown(COMMUNE)), COMMUNE) == 3
    assert seen(land, *told, unknown(COMMUNE)).standings[COMMUNE].order is None
    assert level(seen(land, order("22", State.DIRECTIVE_16)), COMMUNE) == 4


def test_a_wider_order_does_not_make_the_unknown_new_normal(land: Jurisdiction) -> None:
    assert level(seen(land, order(DISTRICT, State.NORMAL)), COMMUNE) is None


def test_the_strictest_of_several_wins(land: Jurisdiction) -> None:
    same_area = seen(land, order(COMMUNE, State.DIRECTIVE_15), order(COMMUNE, State.LOCKDOWN))
    own_and_wider = seen(land, order(COMMUNE, State.NORMAL), order(DISTRICT, State.DIRECTIVE_16))

    assert level(same_area, COMMUNE) == 4
    assert level(own_and_wider, COMMUNE) == 4
    assert own_and_wider.standings[COMMUNE].order.area == DISTRICT


def test_a_mild_order_makes_the_parent_no_safer(land: Jurisdiction) -> None:
    told = [calm(), unknown(COMMUNE, 5)]
    without = seen(land, *told)
    eased = seen(land, *told, order(COMMUNE, State.NORMAL), order(DISTRICT, State.NORMAL))

    assert level(eased, COMMUNE) == level(eased, DISTRICT) == 1
    assert level(without, DISTRICT) > 1
    for parent in (DISTRICT, "22"):
        assert eased.standings[parent].grade.at_least == without.standings[parent].grade.at_least


def test_an_order_over_a_part_is_a_number_and_not_the_level(land: Jurisdiction) -> None:
    found = seen(land, calm(), order(COMMUNE, State.LOCKDOWN, part="tổ 1, khu 6"))

    assert found.standings[COMMUNE].order is None
    assert level(found, COMMUNE) == 3
    assert found.numbers[COMMUNE]["locked_parts"] == 1


@pytest.mark.parametrize(
    ("moment", "ordered"),
    [
        ("2021-01-29 11:59", False),
        ("2021-01-29 12:00", True),
        ("2021-02-09 17:59", True),
        ("2021-02-09 18:00", False),
    ],
)
def test_directive_16_over_dong_trieu_holds_from_its_first_moment_to_its_last(
    land: Jurisdiction, moment: str, ordered: bool
) -> None:
    directive = order(DISTRICT, State.DIRECTIVE_16, at("2021-01-29 12:00"), at("2021-02-09 18:00"))

    found = seen(land, calm(when=at(moment)), directive, as_of=at(moment))

    assert level(found, DISTRICT) == (4 if ordered else 1)
    assert (found.standings[DISTRICT].order is not None) == ordered


@given(state=st.sampled_from(State), area=st.sampled_from([DISTRICT, "22"]), ill=st.integers(0, 3))
@settings(max_examples=20)
def test_an_order_over_a_wider_area_never_lowers(state: State, area: str, ill: int) -> None:
    told = [calm(), unknown(COMMUNE, ill), contacts(DISTRICT, 5, 5, 5)]

    assert least(seen(LAND, *told, order(area, state)), COMMUNE) >= least(seen(LAND, *told), COMMUNE)


def test_orders_over_areas_the_register_does_not_know_harm_nobody(land: Jurisdiction) -> None:
    found = seen(land, calm(), order("00", State.LOCKDOWN), order("99999", State.LOCKDOWN, part="x"))

    assert level(found, DISTRICT) == 1


def test_an_order_of_the_future_does_not_hold_yet(land: Jurisdiction) -> None:
    tomorrow: datetime = NOW + DAY

    assert level(seen(land, calm(), order(DISTRICT, State.LOCKDOWN, tomorrow)), DISTRICT) == 1
