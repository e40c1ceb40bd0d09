"""What quarantine and tests leave: the published numbers, and what must hold for any numbers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.errors import BadRecord
from services.epidemiology.generation import Generation
from services.epidemiology.residual import CONTACT, Belief, Plan, left, local_share, traveller
from services.epidemiology.sensitivity import CURVES

NEVER = math.inf
days = st.integers(0, 30)
plans = st.builds(
    lambda enter, more, tests: Plan(enter, enter + more, [enter + day for day in tests]),
    st.integers(0, 10),
    days,
    st.sets(st.integers(0, 40), max_size=4),
)
people = st.just(CONTACT) | st.integers(0, 60).map(traveller)
beliefs = st.builds(
    lambda shape, scale, curve, shift, isolation: Belief(Generation(shape, scale), curve, shift, isolation),
    st.floats(0.5, 10),
    st.floats(0.5, 20),
    st.sampled_from(list(CURVES.values())),
    st.floats(-5, 5),
    st.floats(0, 40) | st.just(NEVER),
)


def prevented(plan: Plan, infected: np.ndarray, belief: Belief) -> float:
    """Of the point alone."""
    return float(left(plan, infected, belief).prevented[0])


@pytest.mark.parametrize(
    ("plan", "published"),
    [
        (Plan(3, NEVER), 90.8),
        (Plan(3, 10), 90.1),
        (Plan(3, 7, [5]), 82.3),
        (Plan(3, 6, [6]), 80.5),
    ],
)
def test_what_quarantine_of_contacts_prevents_is_the_published_share(plan: Plan, published: float) -> None:
    """Ashcroft 2021, PCR by Kucirka."""
    assert 100 * prevented(plan, CONTACT, Belief()) == pytest.approx(published, abs=0.1)


@pytest.mark.parametrize(
    ("plan", "published"),
    [
        (Plan(0, 10), 99.9),
        (Plan(0, 7, [5]), 98.5),
        (Plan(0, 6, [6]), 97.8),
        (Plan(0, 0, [0]), 35.2),
        (Plan(0, 2, [0]), 54.1),
    ],
)
def test_what_quarantine_of_travellers_prevents_is_the_published_share(plan: Plan, published: float) -> None:
    """A trip of seven days."""
    assert 100 * prevented(plan, traveller(7), Belief()) == pytest.approx(published, abs=0.1)


def test_the_share_that_a_traveller_transmits_after_arrival_is_the_published_one() -> None:
    assert 100 * float(local_share(traveller(7), Generation())[0]) == pytest.approx(73.3, abs=0.1)


@pytest.mark.parametrize(
    ("plan", "residual", "never_found", "at_71"),
    [
        (Plan(0, 3, [1, 3]), 6.2, 13, 33),
        (Plan(0, 7), 4.3, 100, 32),
        (Plan(0, 7, [1, 7]), 1.2, 20, 30),
        (Plan(0, 10, [1, 7]), 0.03, 20, 29),
        (Plan(0, 14, [1, 7, 14]), 0.0, 16, 29),
        (Plan(0, 21, [1, 7, 14, 20]), 0.0, 15, 29),
    ],
)
def test_the_regimes_of_quang_ninh_leave_what_the_table_says(
    plan: Plan, residual: float, never_found: float, at_71: float
) -> None:
    """PCR by Hellewell; whoever is found is kept until nothing is left."""
    found = left(plan, traveller(7), Belief(curve=CURVES["hellewell"], isolation=NEVER))

    assert 100 * float(found.residual()[0]) == pytest.approx(residual, abs=0.05 if residual > 1 else 0.001)
    assert 100 * float(found.never_found[0]) == pytest.approx(never_found, abs=0.5)
    assert 100 * float(found.residual(0.71)[0]) == pytest.approx(at_71, abs=0.5)


@given(plans, people, beliefs)
def test_shares_are_shares(plan: Plan, infected: np.ndarray, belief: Belief) -> None:
    found = left(plan, infected, belief)

    assert 0.0 <= float(found.prevented[0]) <= 1.0
    assert 0.0 <= float(found.never_found[0]) <= 1.0


@given(plans, people, beliefs, st.floats(0, 20))
def test_a_longer_quarantine_never_leaves_more(
    plan: Plan, infected: np.ndarray, belief: Belief, more: float
) -> None:
    longer = Plan(plan.enter, plan.release + more, plan.tests)

    assert prevented(longer, infected, belief) >= prevented(plan, infected, belief) - 1e-12


@given(plans, people, beliefs, st.floats(0, 40))
def test_one_more_test_never_leaves_more(
    plan: Plan, infected: np.ndarray, belief: Belief, later: float
) -> None:
    day = plan.enter + later
    more = Plan(plan.enter, plan.release, sorted({*plan.tests, day}))

    assert prevented(more, infected, belief) >= prevented(plan, infected, belief) - 1e-12


@given(plans, people, beliefs)
def test_a_test_that_finds_nobody_is_no_test(plan: Plan, infected: np.ndarray, belief: Belief) -> None:
    blind = Belief(belief.generation, belief.curve.weaker(0.0), belief.shift, belief.isolation)
    without = Plan(plan.enter, plan.release)

    assert left(plan, infected, blind) == left(without, infected, belief)


@given(plans, people, beliefs, st.floats(0, 1), st.floats(0, 1))
def test_without_adherence_nothing_is_prevented_and_more_never_leaves_more(
    plan: Plan, infected: np.ndarray, belief: Belief, one: float, other: float
) -> None:
    found, (few, many) = left(plan, infected, belief), sorted((one, other))

    assert float(found.residual(0.0)[0]) == 1.0
    assert float(found.residual(many)[0]) <= float(found.residual(few)[0])


@given(plans, people)
def test_draws_are_the_same_sum_one_by_one(plan: Plan, infected: np.ndarray) -> None:
    drawn = Belief().drawn(np.random.default_rng(1), 3)
    shapes, scales, shifts = (
        np.asarray(part) for part in (drawn.generation.shape, drawn.generation.scale, drawn.shift)
    )
    alone = [
        prevented(plan, infected, Belief(Generation(shape, scale), shift=shift))
        for shape, scale, shift in zip(shapes, scales, shifts, strict=True)
    ]

    assert left(plan, infected, drawn).prevented == pytest.approx(alone, abs=1e-12)


def test_a_traveller_without_a_trip_is_a_contact() -> None:
    plan = Plan(1, 6, [2, 5])

    assert prevented(plan, traveller(0), Belief()) == prevented(plan, CONTACT, Belief())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (lambda: Plan(-1, 7), "enter"),
        (lambda: Plan(NEVER, NEVER), "enter"),
        (lambda: Plan(3, 2), "release"),
        (lambda: Plan(0, math.nan), "release"),
        (lambda: Plan(3, 7, [2]), "tests"),
        (lambda: Plan(0, 7, [math.nan]), "tests"),
        (lambda: Plan(0, 7, [5, 5]), "tests"),
        (lambda: Belief(isolation=math.nan), "isolation"),
        (lambda: Generation(0.0), "generation_shape"),
        (lambda: Generation(scale=np.array([1.0, math.nan])), "generation_scale"),
        (lambda: traveller(2.5), "trip"),
        (lambda: traveller(61), "trip"),
        (lambda: CURVES["kucirka"].weaker(1.1), "times"),
        (lambda: left(Plan(0, 7), CONTACT, Belief()).residual(1.5), "adherence"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(wrong, field: str) -> None:
    with pytest.raises(BadRecord) as refused:
        wrong()

    assert refused.value.field == field
