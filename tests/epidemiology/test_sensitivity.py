"""How likely a test finds somebody: the published days, and the forms between them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.epidemiology.sensitivity import CURVES, antigen_of_ct, hellewell_closed

KUCIRKA_MISSES = {0: 1, 1: 1, 4: 0.67, 5: 0.38, 6: 0.25, 7: 0.21, 8: 0.20, 9: 0.21, 21: 0.66}
HELLEWELL = {
    1: 0.039,
    2: 0.246,
    3: 0.710,
    4: 0.785,
    5: 0.767,
    6: 0.725,
    7: 0.677,
    10: 0.515,
    14: 0.302,
    21: 0.082,
}
ANTIGEN = {1: 0.021, 2: 0.110, 3: 0.423, 4: 0.632, 5: 0.610, 6: 0.510, 7: 0.395, 10: 0.141, 14: 0.025}


@pytest.mark.parametrize(
    ("curve", "published"),
    [
        ("kucirka", {day: 1 - missed for day, missed in KUCIRKA_MISSES.items()}),
        ("hellewell", HELLEWELL),
        ("antigen", ANTIGEN),
    ],
)
def test_a_curve_goes_through_the_published_days(curve: str, published: dict[int, float]) -> None:
    assert CURVES[curve].found(np.array([*published], dtype=float))[0] == pytest.approx([*published.values()])


def test_between_two_days_a_curve_is_linear_and_where_nobody_looked_nobody_is_found() -> None:
    found = CURVES["kucirka"].found(np.array([-3.0, 4.5, 15.0, 21.5]))[0]

    assert found == pytest.approx([0.0, 1 - 0.525, 1 - 0.435, 0.0])


def test_the_closed_form_is_within_its_distance_of_the_published_days() -> None:
    assert hellewell_closed(np.array([*HELLEWELL], dtype=float)) == pytest.approx(
        [*HELLEWELL.values()], abs=0.025
    )


@pytest.mark.parametrize(
    ("low", "ct", "finds"),
    [
        (False, (20, 27, 27.1, 30, 31, 35, 35.1), (0.95, 0.95, 0.65, 0.65, 0.30, 0.30, 0.0)),
        (True, (20, 21, 25, 28, 30, 33, 35, 36), (0.824, 0.545, 0.545, 0.083, 0.083, 0.053, 0.053, 0.0)),
    ],
)
def test_an_antigen_test_finds_by_viral_load(
    low: bool, ct: tuple[float, ...], finds: tuple[float, ...]
) -> None:
    assert antigen_of_ct(np.array(ct), low=low) == pytest.approx(finds)


@given(st.sampled_from([*CURVES]), st.floats(0, 30), st.floats(-4, 4), st.floats(0, 4), st.floats(0, 1))
def test_a_better_test_finds_more_and_a_weaker_one_its_part(
    curve: str, day: float, shift: float, more: float, times: float
) -> None:
    test = CURVES[curve]
    found = float(test.found(day, shift)[0])

    assert float(test.found(day, shift + more)[0]) >= found
    assert float(test.weaker(times).found(day, shift)[0]) == pytest.approx(times * found)
