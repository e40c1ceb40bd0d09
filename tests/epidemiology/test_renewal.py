"""R by day: the published windows, how often its interval is right, and what must hold for any counts."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from services.domain.errors import BadRecord
from services.epidemiology.low_counts import Enough, estimable, tells_something
from services.epidemiology.renewal import Prior, interval, pressure, reproduction
from services.epidemiology.serial import Serial

FLU = np.array(
    [1, 1, 0, 2, 5, 3, 3, 3, 6, 2, 5, 9, 13, 12, 13, 11, 12, 6, 6, 6, 3, 1, 0, 2, 0, 0, 0, 0, 2, 0, 2, 0],
    float,
)
"""New cases by day in a school, 27 April to 28 May 2009 (Cauchemez 2011; Flu2009 of `mrc-ide/EpiEstim`)."""
FLU_WEIGHTS = np.array([0.233, 0.359, 0.198, 0.103, 0.053, 0.027, 0.014, 0.007, 0.003, 0.002, 0.001])
COVID = Serial(5.2, 2.8).weights()
epidemics = arrays(float, st.integers(9, 60), elements=st.integers(0, 500).map(float))


def published() -> list[dict[str, str]]:
    """The 25 windows of `mrc-ide/EpiEstim`, snapshot of its tests (Example 1)."""
    with (Path(__file__).parent / "flu2009.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_25_published_windows_come_out() -> None:
    found = reproduction(FLU, FLU_WEIGHTS)
    ours = {
        "mean": found.mean,
        "sd": found.sd,
        "low": found.quantile(0.025),
        "median": found.quantile(0.5),
        "high": found.quantile(0.975),
    }

    assert len(found.mean) == 25
    for name, column in ours.items():
        assert column == pytest.approx([float(row[name]) for row in published()], abs=1e-6), name
    assert [found.first + 1 + n for n in range(25)] == [int(row["last_day"]) for row in published()]


def test_the_discrete_serial_interval_is_the_published_one() -> None:
    """Mean 2.6, sd 1.5: snapshot of `mrc-ide/EpiEstim` (Example 2)."""
    weights = Serial(2.6, 1.5).weights()
    printed = [0.2331721, 0.3585794, 0.1981108, 0.1033427, 0.05290518, 0.02682146, 0.01351620, 0.006783438]

    assert weights[:8] == pytest.approx(printed, abs=1e-7)
    assert weights.sum() == pytest.approx(1.0, abs=2e-6)


def test_imported_cases_infect_others_and_were_infected_by_none() -> None:
    """Windows of the same snapshot: R falls as far as the imported are taken off."""
    cases = np.array([1, 3, 1, 1, 3, 4, 1, 1, 0, 1, *[0] * 16, 1], float)
    imported = np.array([1, 1, 1, 1, 2, 2, 1, 0, 0, 1, *[0] * 17], float)

    found = reproduction(cases, Serial(2.6, 1.5).weights(), imported=imported)

    assert found.mean[:4] == pytest.approx([0.6413590, 0.3999222, 0.3956574, 0.4170468], abs=1e-6)
    assert found.quantile(0.975)[:4] == pytest.approx([1.1965445, 0.8191677, 0.8104321, 0.8542443], abs=1e-6)


def simulated(rng: np.random.Generator, r: np.ndarray, weights: np.ndarray, seed: int) -> np.ndarray:
    """An epidemic by the equation itself: the cases of a day are Poisson around R × Λ."""
    cases = np.zeros(len(r))
    cases[:10] = seed
    for day in range(10, len(r)):
        past = cases[max(0, day - len(weights)) : day][::-1]
        cases[day] = rng.poisson(r[day] * (past @ weights[: len(past)]))
    return cases


def test_the_interval_holds_the_true_r_as_often_as_it_says() -> None:
    rng, hits, windows = np.random.default_rng(20210223), 0, 0
    for _ in range(150):
        r = np.repeat(rng.uniform(0.8, 1.3, 6), 14)
        found = reproduction(simulated(rng, r, COVID, 20), COVID)
        low, high = found.quantile(0.025), found.quantile(0.975)
        for last in range(27, len(r), 14):  # windows within one value of R
            at = last - found.first
            hits += int(low[at] <= r[last] <= high[at])
            windows += 1

    assert 0.93 <= hits / windows <= 0.97, (hits, windows)


def test_the_chance_of_growth_is_right_as_often_as_it_says() -> None:
    """Among windows said to grow with 60 to 80 % about so many do; R as often as the prior has it."""
    rng, said, true = np.random.default_rng(3), [], []
    for _ in range(2_000):
        r = rng.gamma(1.0, 5.0)
        cases = np.concatenate([np.full(10, 1.0), np.zeros(8)])
        for day in range(11, 18):  # one window, days 11 to 17
            cases[day] = rng.poisson(min(r, 30.0) * pressure(cases[: day + 1], COVID)[-1])
        said.append(float(reproduction(cases[:18], COVID).above_one[-1]))
        true.append(r > 1)
    doubtful = [grows for chance, grows in zip(said, true, strict=True) if 0.6 <= chance <= 0.8]

    assert len(doubtful) > 50
    assert 0.6 <= np.mean(doubtful) <= 0.8


def test_many_areas_at_once_are_as_each_by_itself() -> None:
    rng = np.random.default_rng(1)
    areas = rng.poisson(4.0, (6, 50)).astype(float)
    together = reproduction(areas, COVID)

    for n, one in enumerate(areas):
        alone = reproduction(one, COVID)
        assert together.mean[n] == pytest.approx(alone.mean)
        assert together.quantile(0.975)[n] == pytest.approx(alone.quantile(0.975))
        assert together.above_one[n] == pytest.approx(alone.above_one)


@given(epidemics, st.integers(0, 8))
def test_one_more_case_today_never_lowers_r_of_today(cases: np.ndarray, more: int) -> None:
    other = cases.copy()
    other[-1] += more
    one, two = reproduction(cases, COVID), reproduction(other, COVID)

    assert two.mean[-1] >= one.mean[-1]
    assert two.above_one[-1] >= one.above_one[-1] - 1e-12


@given(epidemics)
def test_whatever_the_counts_the_interval_is_in_order_and_no_number_is_missing(cases: np.ndarray) -> None:
    found = reproduction(cases, COVID)
    low, middle, high = (found.quantile(chance) for chance in (0.025, 0.5, 0.975))

    assert (low <= middle).all() and (middle <= high).all()
    assert np.isfinite([low, high, found.mean, found.sd, found.above_one]).all()
    assert ((found.above_one >= 0) & (found.above_one <= 1)).all()


@given(epidemics)
def test_twice_the_cases_are_twice_the_pressure(cases: np.ndarray) -> None:
    assert pressure(2 * cases, COVID) == pytest.approx(2 * pressure(cases, COVID))
    assert (pressure(0 * cases, COVID) == 0).all()


def test_few_cases_show_no_r_but_the_chance_that_it_grows() -> None:
    quiet, few, many = np.zeros(40), np.zeros(40), np.full(40, 30.0)
    few[[20, 24, 27, 33, 36]] = 1
    found = reproduction(np.array([quiet, few, many]), COVID)
    shown, told = estimable(found, Enough()), tells_something(found)

    assert not shown[:2].any() and shown[2].all()
    assert not told[0].any(), "a place without a case is not said to grow because the prior says so"
    assert not told[1, :12].any() and told[1, -1]
    assert found.above_one[1, -1] < found.above_one[0, -1]


def test_what_is_enough_is_a_parameter() -> None:
    found = reproduction(FLU, FLU_WEIGHTS)

    assert estimable(found, Enough(cases=0, sd=math.inf)).all()
    assert not estimable(found, Enough())[-1]
    assert estimable(found, Enough())[8:19].all()


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: reproduction(np.array([1.0, -1.0, *[0.0] * 9]), COVID), "cases"),
        (lambda: reproduction(np.array([math.nan] * 10), COVID), "cases"),
        (lambda: reproduction(np.ones(7), COVID), "window"),
        (lambda: reproduction(np.ones(20), COVID, window=0), "window"),
        (lambda: reproduction(np.ones(20), COVID, imported=2.0), "imported"),
        (lambda: interval(np.array([0.5, 0.3])), "weights"),
        (lambda: interval(np.array([1.5, -0.5])), "weights"),
        (lambda: Serial(0.9, 1.0).weights(), "serial"),
        (lambda: Serial(400.0, 3.0).weights(), "serial"),
        (lambda: Prior(0.0), "prior"),
    ],
)
def test_what_cannot_be_is_refused(make, field: str) -> None:
    with pytest.raises(BadRecord) as refusal:
        make()

    assert refusal.value.field == field
