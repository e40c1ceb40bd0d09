"""Outbreaks from introductions: the published numbers, and what must hold for any numbers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.errors import BadRecord
from services.epidemiology.branching import (
    Spread,
    introductions_for,
    outbreak,
    outbreak_of_mean,
    outbreak_of_one,
)

INFINITE = math.inf
numbers_r = st.floats(0, 20)
dispersions = st.floats(0.02, 1e6) | st.just(INFINITE)
shares = st.floats(0, 1)
volumes = st.floats(0, 1e6)


def ends(spread: Spread) -> float:
    """The chance that the chain of one introduction ends."""
    return 1.0 - float(outbreak_of_one(spread))


@pytest.mark.parametrize(
    ("spread", "published"),
    [
        (Spread(1.5, 0.5), 0.2324081),
        (Spread(1.5, INFINITE), 0.5828116),
        (Spread(1.5, 0.5, control=0.2), 0.0907060),
        (Spread(1.5, 0.5, population_control=0.2), 0.1133825),
        (Spread(1.5, 0.5, control=0.1, population_control=0.1), 0.1084924),
    ],
)
def test_the_chance_of_an_outbreak_is_the_published_one(spread: Spread, published: float) -> None:
    """`epiverse-trace/superspreading`, snapshots of its tests."""
    assert float(outbreak_of_one(spread)) == pytest.approx(published, abs=1e-6)


@pytest.mark.parametrize(
    ("spread", "published"),
    [
        (Spread(1.5, 0.5, control=0.1), 0.4161882),
        (Spread(1.5, 0.5, population_control=0.1), 0.3737271),
    ],
)
def test_the_chance_that_five_introductions_stay_contained_is_the_published_one(
    spread: Spread, published: float
) -> None:
    assert 1.0 - float(outbreak(5, spread)) == pytest.approx(published, abs=1e-6)


@pytest.mark.parametrize(
    ("r", "k", "after_1_5_20"),
    [
        (1.1, 0.1, (0.017, 0.082, 0.290)),
        (1.1, 0.4, (0.053, 0.237, 0.661)),
        (1.5, 0.1, (0.068, 0.296, 0.754)),
        (1.5, 0.4, (0.202, 0.676, 0.989)),
        (2.5, 0.1, (0.139, 0.528, 0.950)),
        (2.5, 0.4, (0.390, 0.915, 1.00)),
        (5.0, 0.1, (0.220, 0.711, 0.993)),
        (5.0, 0.4, (0.567, 0.985, 1.00)),
    ],
)
def test_more_introductions_make_the_outbreaks_of_the_table(
    r: float, k: float, after_1_5_20: tuple[float, ...]
) -> None:
    found = outbreak(np.array([1.0, 5.0, 20.0]), Spread(r, k))

    assert found == pytest.approx(after_1_5_20, abs=0.001)


@pytest.mark.parametrize(("r", "half", "nearly"), [(1.1, 41, 176), (1.5, 10, 43), (2.5, 5, 20), (5.0, 3, 13)])
def test_so_many_introductions_make_an_outbreak_as_likely_as_not(r: float, half: int, nearly: int) -> None:
    spread = Spread(r, 0.1)

    assert (introductions_for(0.5, spread), introductions_for(0.95, spread)) == (half, nearly)


def test_no_number_of_introductions_starts_what_cannot_grow() -> None:
    assert introductions_for(0.5, Spread(1.0, 0.1)) is None
    assert float(outbreak(1e9, Spread(0.99, 0.1))) == 0.0


@pytest.mark.parametrize("k", [0.1, 0.4, 3.0, INFINITE])
@pytest.mark.parametrize(("r", "control"), [(1.0, 0.0), (2.0, 0.5), (1.25, 0.2), (0.3, 0.0)])
def test_a_case_that_infects_one_at_most_starts_nothing_at_all(r: float, control: float, k: float) -> None:
    assert float(outbreak_of_one(Spread(r, k, control))) == 0.0


@given(numbers_r, dispersions, shares, shares)
def test_the_root_is_a_root_and_no_smaller_one_exists(r: float, k: float, c: float, p: float) -> None:
    s = ends(Spread(r, k, c, p))

    def next_generation(x: float) -> float:
        mean = (1 - p) * r * (1 - x)
        none = math.exp(-mean) if math.isinf(k) else math.exp(-k * math.log1p(mean / k))
        return c + (1 - c) * none

    assert next_generation(s) == pytest.approx(s, abs=1e-9)
    assert all(next_generation(x) >= x - 1e-9 for x in np.linspace(0, s, 7))


@given(numbers_r, numbers_r, dispersions, volumes)
def test_more_secondary_cases_never_make_an_outbreak_less_likely(
    one: float, other: float, k: float, n: float
) -> None:
    low, high = sorted((one, other))

    assert float(outbreak(n, Spread(low, k))) <= float(outbreak(n, Spread(high, k))) + 1e-12


@given(numbers_r, dispersions, shares, shares, volumes)
def test_more_control_never_makes_an_outbreak_more_likely(
    r: float, k: float, one: float, other: float, n: float
) -> None:
    low, high = sorted((one, other))

    assert float(outbreak(n, Spread(r, k, control=high))) <= float(outbreak(n, Spread(r, k, low))) + 1e-12
    assert (
        float(outbreak(n, Spread(r, k, population_control=high)))
        <= float(outbreak(n, Spread(r, k, population_control=low))) + 1e-12
    )


@given(numbers_r, dispersions, volumes, volumes)
def test_more_introductions_never_make_an_outbreak_less_likely(
    r: float, k: float, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    spread = Spread(r, k)

    assert float(outbreak(low, spread)) <= float(outbreak(high, spread))
    assert float(outbreak_of_mean(low, spread)) <= float(outbreak_of_mean(high, spread))


@given(numbers_r, dispersions)
def test_nobody_who_comes_in_starts_nothing(r: float, k: float) -> None:
    assert float(outbreak(0, Spread(r, k))) == float(outbreak_of_mean(0, Spread(r, k))) == 0.0


@given(numbers_r, dispersions, shares, shares, volumes)
def test_a_chance_is_a_chance(r: float, k: float, c: float, p: float, n: float) -> None:
    spread = Spread(r, k, c, p)

    assert all(
        0.0 <= float(one) <= 1.0
        for one in (outbreak_of_one(spread), outbreak(n, spread), outbreak_of_mean(n, spread))
    )


def test_many_at_once_are_as_each_by_itself() -> None:
    r, k = np.array([[0.5, 1.5], [2.5, 5.0]]), np.array([0.1, INFINITE])

    at_once = outbreak_of_one(Spread(r, k))

    assert at_once == pytest.approx(
        np.array([[float(outbreak_of_one(Spread(a, b))) for a, b in zip(row, k, strict=True)] for row in r])
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"r": -0.1, "k": 0.1}, "R"),
        ({"r": math.nan, "k": 0.1}, "R"),
        ({"r": math.inf, "k": 0.1}, "R"),
        ({"r": 1.5, "k": 0.0}, "k"),
        ({"r": 1.5, "k": math.nan}, "k"),
        ({"r": 1.5, "k": 0.1, "control": 1.01}, "control"),
        ({"r": 1.5, "k": 0.1, "population_control": -0.01}, "population_control"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(values: dict[str, float], field: str) -> None:
    with pytest.raises(BadRecord) as refusal:
        Spread(**values)

    assert (refusal.value.field, refusal.value.code) == (field, "out_of_range")
    assert field in refusal.value.sentence.vi


def test_introductions_below_zero_are_refused() -> None:
    with pytest.raises(BadRecord):
        outbreak(-1, Spread(1.5, 0.1))
