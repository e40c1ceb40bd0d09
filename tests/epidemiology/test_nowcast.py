"""Nowcasts: how near they come to what is known later, and how often their band holds it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.errors import BadRecord
from services.epidemiology.delays import delays
from services.epidemiology.nowcast import Nowcast, nowcast

DAYS = 70


def snapshot(onset: np.ndarray, took: np.ndarray, today: int, seed: int = 1) -> Nowcast:
    """Days 0 to `today`, from what was known by then."""
    known = onset + took <= today
    seen = np.bincount(onset[known], minlength=today + 1)[: today + 1].astype(float)
    by_delay = delays(took[known], today - onset[known])
    return nowcast(seen, today - np.arange(today + 1.0), by_delay, np.random.default_rng(seed))


def wave(rng: np.random.Generator, mean: float) -> tuple[np.ndarray, np.ndarray]:
    """Cases of many days by day of onset, and the delay of each."""
    fell_ill = rng.poisson(mean, DAYS)
    onset = np.repeat(np.arange(DAYS), fell_ill)
    return onset, np.minimum(np.floor(rng.gamma(1.8, 2.2, len(onset))), 30)


def test_the_band_holds_and_the_middle_is_not_biased() -> None:
    """100 cases a day, the last five days: bands of 90 % hold 87 to 93 %, and there is no bias above 5 %."""
    rng, held, expected, true = np.random.default_rng(5), [], 0.0, 0.0
    for _ in range(120):
        onset, took = wave(rng, 100.0)
        whole, found = np.bincount(onset, minlength=DAYS), snapshot(onset, took, DAYS - 1)
        for day in range(DAYS - 5, DAYS):
            assert found.told[day]
            held.append(found.low[day] <= whole[day] <= found.high[day])
            expected, true = expected + found.expected[day], true + whole[day]

    assert 0.87 <= np.mean(held) <= 0.93
    assert expected / true == pytest.approx(1.0, abs=0.05)


def test_with_few_cases_the_band_is_rather_too_wide() -> None:
    rng, held, expected, true = np.random.default_rng(5), [], 0.0, 0.0
    for _ in range(120):
        onset, took = wave(rng, 5.0)
        whole, found = np.bincount(onset, minlength=DAYS), snapshot(onset, took, DAYS - 1)
        for day in range(DAYS - 7, DAYS - 1):
            if found.told[day]:
                held.append(found.low[day] <= whole[day] <= found.high[day])
                expected, true = expected + found.expected[day], true + whole[day]

    assert np.mean(held) >= 0.9
    assert expected / true == pytest.approx(1.0, abs=0.05)


def test_truncation_is_mended_where_plain_shares_are_not() -> None:
    """In a growing wave most cases are young: a plain share of delays says all is known sooner than it is."""
    rng = np.random.default_rng(2)
    onset = np.repeat(np.arange(40), rng.poisson(np.exp(np.arange(40) * 0.15)))
    took = np.floor(rng.gamma(4.0, 1.5, len(onset)))
    known = onset + took <= 39
    share = delays(took[known], 39 - onset[known]).known_by()
    plain = np.cumsum(np.bincount(took[known].astype(int), minlength=31)) / known.sum()
    true = np.array([(took <= d).mean() for d in range(31)])

    assert np.abs(share - true).max() < 0.03
    assert np.abs(plain - true).max() > 0.1


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=60))
def test_the_share_known_rises_to_one(pairs: list[tuple[int, int]]) -> None:
    took = np.array([min(pair) for pair in pairs], float)
    share = delays(took, np.array([max(pair) for pair in pairs], float)).known_by()

    assert (np.diff(share) >= -1e-12).all() and share[-1] == 1.0
    assert ((share >= 0) & (share <= 1)).all()


@given(st.lists(st.integers(0, 400), min_size=3, max_size=40), st.integers(1, 50))
def test_no_day_is_expected_to_have_fewer_than_are_known(seen: list[int], many: int) -> None:
    by_delay = delays(np.tile([0.0, 1.0, 2.0, 5.0], many), np.full(4 * many, 30.0))
    known = np.array(seen, float)
    found = nowcast(known, np.arange(len(seen))[::-1].astype(float), by_delay, np.random.default_rng(1))

    assert found.told.all()
    assert (found.expected >= known - 1e-9).all()
    assert (found.low >= known).all() and (found.low <= found.high).all()


def test_old_days_are_as_they_are_known_and_days_of_which_little_is_known_are_not_told() -> None:
    by_delay = delays(np.full(50, 6.0), np.full(50, 40.0))
    found = nowcast(np.array([9.0, 4.0, 2.0]), np.array([31.0, 6.0, 5.0]), by_delay, np.random.default_rng(1))

    assert found.told.tolist() == [True, True, False]
    assert (found.expected[0], found.low[0], found.high[0]) == (9.0, 9.0, 9.0)
    assert math.isnan(found.expected[2])


@pytest.mark.parametrize(
    "make",
    [
        lambda: delays(3.0, 2.0),
        lambda: delays(-1.0, 2.0),
        lambda: nowcast(-1.0, 0.0, delays(1.0, 2.0), np.random.default_rng(1)),
        lambda: nowcast(1.0, math.nan, delays(1.0, 2.0), np.random.default_rng(1)),
    ],
)
def test_what_cannot_be_is_refused(make) -> None:
    with pytest.raises(BadRecord):
        make()
