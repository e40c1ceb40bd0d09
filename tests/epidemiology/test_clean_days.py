"""Clean days: the published days and chances, and what must hold for any outbreak."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from services.domain.errors import BadRecord
from services.epidemiology.branching import Spread
from services.epidemiology.clean_days import days_until, no_further_case
from services.epidemiology.missed_cases import Reporting, play
from services.epidemiology.serial import Serial

COVID = Serial(5.2, 2.8)
MERS = Serial(12.6, 2.8)
MERS_SPREAD = Spread(0.8264387, 0.1277683)
outbreaks = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=12)
numbers_r = st.floats(0, 8)
dispersions = st.floats(0.05, 100) | st.just(math.inf)


def since(outbreak: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Days since each onset, and the cases of each."""
    return np.array([age for age, _ in outbreak], dtype=float), np.array(
        [n for _, n in outbreak], dtype=float
    )


def chance(outbreak: list[tuple[int, int]], r: float, k: float, later: int = 0) -> float:
    ages, cases = since(outbreak)
    return float(no_further_case(ages + later, cases, Spread(r, k), COVID))


def test_it_is_the_sum_of_the_paper() -> None:
    """Nishiura's formula as printed: over every number o of secondary cases, its chance times F(t)^o."""
    ages, cases = np.array([13.0, 17.0, 30.0]), np.array([2.0, 1.0, 40.0])
    r, k = float(MERS_SPREAD.r), float(MERS_SPREAD.k)
    o = np.arange(2_000)
    offspring = stats.nbinom.pmf(o, k, k / (k + r))
    until_now = stats.gamma.cdf(ages, (12.6 / 2.8) ** 2, scale=2.8**2 / 12.6)
    as_printed = np.prod([(offspring @ f**o) ** n for f, n in zip(until_now, cases, strict=True)])

    assert float(no_further_case(ages, cases, MERS_SPREAD, MERS)) == pytest.approx(as_printed, abs=1e-12)


@pytest.mark.parametrize("r", [1.0, 1.25, 1.5])
@pytest.mark.parametrize("k", [0.1, 0.4])
@pytest.mark.parametrize(
    ("ages", "cases", "to_95", "to_99"),
    [
        ([0], [1], (10, 12), (14, 15)),
        ([0, 1, 2, 3, 4], [2, 2, 2, 1, 1], (14, 15), (17, 18)),
        ([0], [20], (17, 18), (20, 21)),
    ],
)
def test_sars_cov_2_needs_the_published_number_of_days(
    r: float, k: float, ages: list[int], cases: list[int], to_95: tuple[int, int], to_99: tuple[int, int]
) -> None:
    days = [
        days_until(share, np.array(ages, float), np.array(cases, float), Spread(r, k), COVID)
        for share in (0.95, 0.99)
    ]

    assert to_95[0] <= days[0] <= to_95[1]
    assert to_99[0] <= days[1] <= to_99[1]


@given(outbreaks, numbers_r, dispersions)
def test_one_more_clean_day_never_makes_it_less_certain(
    outbreak: list[tuple[int, int]], r: float, k: float
) -> None:
    assert 0.0 <= chance(outbreak, r, k) <= chance(outbreak, r, k, later=1) <= 1.0


@given(outbreaks, st.tuples(st.integers(0, 60), st.integers(0, 30)), numbers_r, dispersions)
def test_one_case_more_never_makes_it_more_certain(
    outbreak: list[tuple[int, int]], one: tuple[int, int], r: float, k: float
) -> None:
    assert chance([*outbreak, one], r, k) <= chance(outbreak, r, k)


@given(outbreaks, numbers_r, numbers_r, dispersions)
def test_more_secondary_cases_never_make_it_more_certain(
    outbreak: list[tuple[int, int]], one: float, other: float, k: float
) -> None:
    low, high = sorted((one, other))

    assert chance(outbreak, high, k) <= chance(outbreak, low, k) + 1e-12


@given(outbreaks, numbers_r, dispersions, st.sampled_from([0.0, 0.5, 0.95, 0.999]))
def test_the_day_found_is_the_first_that_is_certain_enough(
    outbreak: list[tuple[int, int]], r: float, k: float, enough: float
) -> None:
    days = days_until(enough, *since(outbreak), Spread(r, k), COVID)

    assert chance(outbreak, r, k, later=days) >= enough
    assert days == 0 or chance(outbreak, r, k, later=days - 1) < enough


def test_control_makes_it_certain_sooner() -> None:
    ages, cases = np.array([3.0]), np.array([5.0])
    free, held, met_less = (
        float(no_further_case(ages, cases, spread, COVID))
        for spread in (Spread(2, 0.3), Spread(2, 0.3, control=0.6), Spread(2, 0.3, population_control=0.6))
    )

    assert free < held and free < met_less


def test_without_a_case_there_is_none_to_come() -> None:
    assert chance([], 2.5, 0.1) == 1.0
    assert days_until(0.99, np.array([]), np.array([]), Spread(2.5, 0.1), COVID) == 0


def test_many_outbreaks_at_once_are_as_each_by_itself() -> None:
    ages, cases = np.array([[0.0, 5.0], [9.0, 30.0]]), np.array([[1.0, 2.0], [3.0, 0.0]])
    spread = Spread(1.2, 0.3)

    assert no_further_case(ages, cases, spread, COVID) == pytest.approx(
        [float(no_further_case(a, n, spread, COVID)) for a, n in zip(ages, cases, strict=True)]
    )


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: no_further_case(-1.0, 1.0, Spread(1, 1), COVID), "onset"),
        (lambda: no_further_case(1.0, -1.0, Spread(1, 1), COVID), "cases"),
        (lambda: no_further_case(math.nan, 1.0, Spread(1, 1), COVID), "onset"),
        (lambda: Serial(0.0, 1.0), "serial"),
        (lambda: Serial(5.2, math.inf), "serial"),
        (lambda: days_until(1.0, 0.0, 1.0, Spread(1, 1), COVID), "chance"),
        (lambda: Reporting(1.5), "detection"),
        (lambda: Reporting(0.5, delay_sd=0.0), "delay_sd"),
    ],
)
def test_what_cannot_be_is_refused(make, field: str) -> None:
    with pytest.raises(BadRecord) as refusal:
        make()

    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("r", "detection", "percent"),
    [
        (0.6, 0.9, (17, 8.3, 1.8, 0.15, 0)),
        (0.9, 0.6, (20, 12, 4.4, 1.0, 0.02)),
        (0.9, 0.3, (18, 13, 6.8, 2.5, 0.4)),
        (1.2, 0.6, (22, 14, 4.7, 0.9, 0.1)),
        (1.2, 0.3, (23, 16.5, 8.5, 3.0, 0.6)),
    ],
)
def test_when_cases_are_missed_others_are_reported_as_often_as_published(
    r: float, detection: float, percent: tuple[float, ...]
) -> None:
    """The table was itself played out 6,000 times: its first column is good to a point and a half."""
    played = play(Spread(r, 0.3), Reporting(detection), np.random.default_rng(20210223), runs=60_000)

    again = played.another_report([5, 7, 10, 14, 21])

    assert [one * 100 for one in again if one is not None] == pytest.approx(percent, abs=1.5)
    assert [one * 100 for one in again if one is not None][2:] == pytest.approx(percent[2:], abs=0.6)


def test_a_longer_pause_is_never_followed_by_more() -> None:
    played = play(Spread(1.2, 0.3), Reporting(0.3), np.random.default_rng(1), runs=4_000)
    again = played.another_report(range(31))

    assert all(one is not None for one in again)
    assert again == sorted(again, reverse=True)


def test_what_spreads_to_nobody_is_reported_once() -> None:
    for spread in (Spread(0.0, 0.3), Spread(3.0, 0.3, control=1.0), Spread(3.0, math.inf, 0.0, 1.0)):
        assert play(spread, Reporting(0.9), np.random.default_rng(1), 500).another_report([0.0]) == [0.0]


def test_an_outbreak_that_never_pauses_tells_nothing_of_pauses() -> None:
    played = play(Spread(15.0, math.inf), Reporting(1.0), np.random.default_rng(1), runs=50)

    assert played.another_report([60.0]) == [None]


def test_the_same_seed_plays_the_same() -> None:
    first, second = (play(Spread(0.9, 0.3), Reporting(0.6), np.random.default_rng(7), 500) for _ in range(2))

    assert np.array_equal(first.at, second.at)
