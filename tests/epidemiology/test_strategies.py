"""Ranking of strategies: all of them, the best first, the same sum as one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.errors import BadRecord
from services.epidemiology.residual import CONTACT, Belief, left, traveller
from services.epidemiology.strategies import Limits, affordable_tests, efficient, ranked, strategies

limits = st.builds(Limits, st.integers(0, 8), st.integers(0, 3), st.integers(0, 5))
people = st.just(CONTACT) | st.integers(0, 14).map(traveller)


def test_up_to_21_days_and_3_tests_there_are_so_many() -> None:
    every = strategies(Limits(21, 3))

    assert len(every.days) == 10_901
    assert (
        len({(one, every.sets[which]) for one, which in zip(every.days, every.which, strict=True)}) == 10_901
    )


@settings(max_examples=30)
@given(limits, people, st.booleans(), st.sampled_from([10.0, 4.0, np.inf]))
def test_each_leaves_what_it_leaves_alone(
    within: Limits, infected: np.ndarray, drawn: bool, isolation: float
) -> None:
    belief = Belief(isolation=isolation)
    belief = belief.drawn(np.random.default_rng(3), 2) if drawn else belief
    every = strategies(within)
    found = every.left(infected, belief)

    for one in range(0, len(every.days), 7):
        alone = left(every.plan(one), infected, belief)
        assert found.prevented[:, one] == pytest.approx(alone.prevented, abs=1e-12)
        assert found.never_found[:, one] == pytest.approx(alone.never_found, abs=1e-12)


@settings(max_examples=30)
@given(limits, people)
def test_the_first_leaves_least_and_nothing_beats_an_efficient_one(
    within: Limits, infected: np.ndarray
) -> None:
    every = strategies(within)
    rest = every.left(infected, Belief()).residual()[0]
    order = ranked(every, rest)
    best = efficient(every, order)
    seen = np.stack([rest.round(6), every.days, every.tests()], axis=1)[order]

    assert np.all(np.diff(seen[:, 0]) >= 0)
    for place in range(len(order)):
        as_good = np.all(seen <= seen[place], axis=1)
        beaten = np.any(as_good & np.any(seen < seen[place], axis=1))
        assert best[place] == (not beaten and place == np.flatnonzero(as_good)[0])


def test_a_test_is_worth_two_days_at_the_end_of_a_short_quarantine() -> None:
    every = strategies(Limits(10, 1))
    rest = every.left(traveller(7), Belief()).residual()[0]
    order = ranked(every, rest)
    good = order[efficient(every, order)]
    days = {
        tests: min(
            every.days[one] for one in good if len(every.plan(one).tests) == tests and rest[one] < 0.055
        )
        for tests in (0, 1)
    }

    assert days == {0: 7, 1: 5}


@pytest.mark.parametrize(
    ("budget", "among", "each"),
    [(0, 1, 0), (2, 1, 2), (1_500, 1_000, 1), (900, 300, 3), (2.9, 1, 2), (1e300, 1, int(1e300))],
)
def test_a_budget_gives_everybody_whole_tests(budget: float, among: float, each: int) -> None:
    assert affordable_tests(budget, among) == each


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (lambda: Limits(-1), "max_days"),
        (lambda: Limits(91, 0), "max_days"),
        (lambda: Limits(60, 3), "max_days"),
        (lambda: Limits(21, -1), "max_tests"),
        (lambda: Limits(enter=float("nan")), "enter"),
        (lambda: affordable_tests(-1.0), "test_budget"),
        (lambda: affordable_tests(1.0, 0.0), "people"),
        (lambda: affordable_tests(1.0, 0.5), "people"),
        (lambda: Limits(10**400), "max_days"),
    ],
)
def test_limits_that_cannot_be_are_refused_with_their_field(wrong, field: str) -> None:
    with pytest.raises(BadRecord) as refused:
        wrong()

    assert refused.value.field == field
