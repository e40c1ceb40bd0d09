"""Who comes in unseen, and how far places are: the published examples, and what must hold for any numbers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from services.domain.errors import BadRecord
from services.epidemiology.distance import effective_distances
from services.epidemiology.importation import (
    at_least_one,
    band_of,
    imported_share,
    prevalence,
    unseen_entrants,
    untraced_share,
)

PLACES = ("HCM", "HN", "HP", "QN")
FLOWS = np.array(
    [[0, 9000, 900, 100], [9000, 0, 6000, 1500], [900, 6000, 0, 4000], [100, 1500, 4000, 0]], dtype=float
)
volumes = st.floats(0, 1e6)
shares = st.floats(0, 1)
ROWS = np.array([(1200, 0.002, 0.35, 0.6), (400, 0.006, 0.5, 0.3), (60, 0.01, 1, 0.1)]).T


def test_the_example_of_three_origins_comes_out() -> None:
    expected = unseen_entrants(*ROWS)

    assert expected.sum() == pytest.approx(1.716, abs=5e-4)
    assert float(at_least_one(expected)) == pytest.approx(0.8202, abs=5e-5)


@given(volumes, shares, shares, shares)
def test_nobody_travelling_nothing_comes_in_and_twice_as_many_bring_twice_as_much(
    v: float, p: float, u: float, s: float
) -> None:
    assert float(unseen_entrants(0.0, p, u, s)) == 0.0
    assert float(unseen_entrants(2 * v, p, u, s)) == pytest.approx(2 * float(unseen_entrants(v, p, u, s)))


@given(st.lists(volumes, min_size=4, max_size=4), shares, shares, shares, shares)
def test_it_rises_with_volume_prevalence_and_untraced_and_falls_with_the_stopped(
    v: list[float], p: float, u: float, s: float, other: float
) -> None:
    base = float(unseen_entrants(v[0], p, u, s))

    assert float(unseen_entrants(v[0] + v[1], p, u, s)) >= base
    assert float(unseen_entrants(v[0], max(p, other), u, s)) >= base
    assert float(unseen_entrants(v[0], p, max(u, other), s)) >= base
    assert float(unseen_entrants(v[0], p, u, max(s, other))) <= base


@given(st.lists(st.floats(0, 50), max_size=6), st.floats(0, 50))
def test_one_origin_more_never_makes_at_least_one_less_likely(expected: list[float], one: float) -> None:
    before = float(at_least_one(np.array(expected)))

    assert 0.0 <= before <= float(at_least_one(np.array([*expected, one]))) <= 1.0


def test_nothing_expected_is_no_chance() -> None:
    assert float(at_least_one(np.array([]))) == float(at_least_one(0.0)) == 0.0


def test_prevalence_is_recent_cases_over_what_becomes_known_of_the_population() -> None:
    cases, still = np.array([[30.0, 20.0, 10.0]]), np.array([1.0, 1.0, 0.5])

    assert prevalence(cases, still, 0.5, 100_000.0) == pytest.approx([(30 + 20 + 5) / 0.5 / 100_000])
    assert float(prevalence(np.array([900.0]), 1.0, 0.1, 1_000.0)) == 1.0, "no more people than there are"


@given(st.floats(0, 5000), st.floats(0, 5000), shares, st.floats(0, 500), st.floats(0, 5000))
def test_the_untraced_share_is_a_share_and_falls_with_those_traced(
    traced: float, expected: float, usual: float, strength: float, more: float
) -> None:
    share = float(untraced_share(traced, expected, usual, strength))

    assert 0.0 <= share <= 1.0
    assert float(untraced_share(traced + more, expected, usual, strength)) <= share + 1e-12


def test_few_contacts_are_judged_by_the_usual_and_many_by_themselves() -> None:
    few, many = untraced_share(np.array([0.0, 0.0]), np.array([2.0, 2000.0]), 0.3, 20.0)

    assert few == pytest.approx((6 + 2) / 22) and many > 0.99
    assert float(untraced_share(0.0, 0.0, 0.3, 0.0)) == 0.3


def test_the_imported_share_has_bands_and_nothing_is_no_share() -> None:
    limits = (0.01, 0.1)

    assert imported_share(0.0, 0.0) is None
    assert [band_of(imported_share(n, 1000 - n) or 0.0, limits) for n in (0, 9, 10, 11, 100, 101)] == [
        *(0, 0, 0, 1, 1, 2)
    ]


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: unseen_entrants(-1.0, 0.1, 0.1, 0.1), "travellers"),
        (lambda: unseen_entrants(1.0, 1.1, 0.1, 0.1), "prevalence"),
        (lambda: unseen_entrants(1.0, math.nan, 0.1, 0.1), "prevalence"),
        (lambda: unseen_entrants(1.0, 0.1, -0.1, 0.1), "untraced"),
        (lambda: unseen_entrants(1.0, 0.1, 0.1, 1.1), "stopped"),
        (lambda: prevalence(np.array([1.0]), 1.0, 0.5, 0.0), "population"),
        (lambda: prevalence(np.array([1.0]), 1.0, 0.0, 100.0), "ascertainment"),
        (lambda: prevalence(np.array([-1.0]), 1.0, 0.5, 100.0), "new_cases"),
        (lambda: untraced_share(-1.0, 2.0, 0.3, 1.0), "traced"),
        (lambda: at_least_one(math.inf), "expected"),
        (lambda: band_of(0.5, (0.1, 0.01)), "limits"),
        (lambda: effective_distances(np.ones((2, 3))), "flows"),
        (lambda: effective_distances(np.array([[0.0, -1.0], [1.0, 0.0]])), "flows"),
    ],
)
def test_what_cannot_be_is_refused(make, field: str) -> None:
    with pytest.raises(BadRecord) as refusal:
        make()

    assert refusal.value.field == field


def test_the_published_distances_come_out_with_the_way_they_take() -> None:
    found = effective_distances(FLOWS)
    hcm, hn, hp, qn = range(4)

    assert found.shortest[hcm, [hn, hp, qn]] == pytest.approx([1.1054, 3.1170, 4.5033], abs=5e-5)
    assert found.direct[hcm, qn] == pytest.approx(5.6052, abs=5e-5)
    assert found.shortest[hn, [hp, qn]] == pytest.approx([2.0116, 3.3979], abs=5e-5)
    assert (found.before[hcm, hp], found.before[hcm, qn]) == (hn, hn)


def test_a_place_nobody_leaves_or_reaches_is_infinitely_far() -> None:
    found = effective_distances(np.array([[0.0, 5.0, 0.0], [5.0, 0.0, 0.0], [0.0, 0.0, 7.0]]))

    assert np.isinf(found.shortest[[0, 2], [2, 0]]).all()
    assert np.array_equal(np.diag(found.shortest), np.zeros(3))


@given(arrays(float, (4, 4), elements=st.floats(0, 1e5)))
def test_no_way_is_longer_than_the_direct_one_and_none_shorter_than_one(flows: np.ndarray) -> None:
    found = effective_distances(flows)
    apart = ~np.eye(4, dtype=bool)

    assert (found.shortest <= found.direct + 1e-9).all()
    assert (found.shortest[apart] >= 1.0).all()
    assert not np.isnan(found.shortest).any()
