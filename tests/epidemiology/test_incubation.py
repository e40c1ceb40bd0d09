"""From infection to onset: the published curves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.errors import BadRecord
from services.epidemiology.incubation import (
    CLIFFORD,
    MCALOON,
    OTHERS,
    Gamma,
    LogNormal,
    transmitted_by,
    transmitted_by_gamma,
)

CURVES = [MCALOON, CLIFFORD, *OTHERS.values()]


def test_half_have_fallen_ill_by_the_published_days() -> None:
    assert float(MCALOON.by(0.5)) == pytest.approx(5.1, abs=0.05)
    assert CLIFFORD.by(np.array([0.5, 0.975])) == pytest.approx([5.1, 11.5], abs=0.05)


@pytest.mark.parametrize(
    ("who", "meanlog", "sdlog"),
    [
        ("lauer", 1.621, 0.418),
        ("bi", 1.570, 0.650),
        ("linton", 1.611, 0.472),
        ("zhang", 1.540, 0.470),
        ("ma", 1.857, 0.547),
        ("li", 1.434, 0.661),
    ],
)
def test_the_others_are_as_published(who: str, meanlog: float, sdlog: float) -> None:
    days = OTHERS[who].by(np.array([0.5, 0.8413447461]))

    assert np.log(days) == pytest.approx([meanlog, meanlog + sdlog])


@given(st.sampled_from(CURVES), st.floats(0.001, 0.999))
def test_by_a_day_and_within_it_are_the_same_curve(curve, chance: float) -> None:
    assert float(curve.within(curve.by(chance))) == pytest.approx(chance)


@pytest.mark.parametrize("curve", CURVES)
def test_nobody_falls_ill_before_infection_and_shares_only_rise(curve) -> None:
    shares = curve.within(np.linspace(-5.0, 60.0, 131))

    assert np.all(shares[:11] == 0.0) and np.all(np.diff(shares) >= 0.0)
    assert shares[-1] == pytest.approx(1.0, abs=1e-4)


def test_about_half_is_transmitted_before_onset() -> None:
    """By the gamma 44 %, by Student's t half: both stand in the literature."""
    assert float(transmitted_by_gamma(0.0)) == pytest.approx(0.44, abs=0.005)
    assert float(transmitted_by(0.0)) == pytest.approx(0.515, abs=0.005)
    assert float(transmitted_by_gamma(-26.0)) == 0.0


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (lambda: LogNormal(1.6, 0.0), "sdlog"),
        (lambda: Gamma(float("nan"), 1.0), "shape"),
        (lambda: Gamma(1.0, -1.0), "scale"),
        (lambda: MCALOON.by(1.2), "chance"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(wrong, field: str) -> None:
    with pytest.raises(BadRecord) as refused:
        wrong()

    assert refused.value.field == field
