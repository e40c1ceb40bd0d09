"""Contacts with a viral load each: the published shares averted, and what must hold for anybody."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from services.domain.errors import BadRecord
from services.epidemiology.contacts_played import (
    NEVER_ILL,
    Contacts,
    Measures,
    averted,
    drawn_contacts,
)
from services.epidemiology.viral_load import CT_INFECTIOUS, CT_NONE, Loads, drawn_loads

SEED = 20210101


@pytest.fixture(scope="module")
def contacts() -> Contacts:
    """The same people for each strategy."""
    return drawn_contacts(np.random.default_rng(SEED))


def shares(measures: Measures, contacts: Contacts) -> np.ndarray:
    """By case, in percent; tests fall alike for each strategy."""
    return 100 * averted(measures, contacts, np.random.default_rng(SEED))


@pytest.mark.parametrize(
    ("measures", "published"),
    [
        (Measures(), 35),
        (Measures(14), 48),
        (Measures(7, pcr_at_end=True), 50),
        (Measures(7, antigen_at_end=True), 49),
        (Measures(daily_antigen=5), 50),
        (Measures(14, delay=0), 57),
        (Measures(14, delay=0, keep_quarantine=1, keep_isolation=1), 99),
    ],
)
def test_the_median_averted_is_the_published_one(
    measures: Measures, published: float, contacts: Contacts
) -> None:
    """Quilty 2021; our interval is narrower, as each case has many contacts here."""
    assert float(np.median(shares(measures, contacts))) == pytest.approx(published, abs=2)


def test_the_share_that_never_falls_ill_has_the_published_interval() -> None:
    assert beta(*NEVER_ILL).ppf([0.025, 0.975]) == pytest.approx([0.24, 0.38], abs=0.005)


def test_the_end_of_shedding_has_the_published_interval_and_is_earlier_for_those_never_ill() -> None:
    chance = np.random.default_rng(SEED)
    ill, never = (drawn_loads(np.full(50_000, which), chance) for which in (False, True))

    assert np.quantile(ill.end, [0.05, 0.95]) == pytest.approx([15.5, 18.6], abs=0.1)
    assert float(never.end.mean()) == pytest.approx(0.6 * 17, abs=0.05)
    assert np.all(ill.onset < ill.end) and np.all(never.onset < never.end)


@given(st.floats(0.5, 15), st.floats(0.5, 15), st.floats(8, 39))
def test_somebody_is_infectious_while_ct_is_low(onset: float, more: float, peak: float) -> None:
    one = Loads(np.array(onset), np.array(onset + more), np.array(peak))
    since, until = (float(day) for day in one.infectious())

    assert [float(one.ct(day)) for day in (0.0, onset, onset + more)] == pytest.approx(
        [CT_NONE, peak, CT_NONE]
    )
    if peak >= CT_INFECTIOUS:
        assert since == pytest.approx(onset) and until == pytest.approx(onset)
    else:
        assert [float(one.ct(since)), float(one.ct(until))] == pytest.approx([CT_INFECTIOUS] * 2)


few = st.integers(0, 2**32 - 1).map(lambda seed: drawn_contacts(np.random.default_rng(seed), 20, 5))
measures = st.builds(
    Measures,
    st.floats(0, 20),
    st.booleans(),
    st.booleans(),
    st.integers(0, 5),
    st.floats(0, 1),
    st.floats(0, 1),
    st.floats(0, 2),
)


@settings(max_examples=50)
@given(measures, few)
def test_shares_are_shares_and_who_keeps_to_nothing_averts_nothing(asked: Measures, some: Contacts) -> None:
    found = shares(asked, some)
    nothing = replace(asked, keep_quarantine=0.0, keep_isolation=0.0)

    assert np.all((found >= 0) & (found <= 100 + 1e-9))
    assert np.all(shares(nothing, some) == 0.0)


@settings(max_examples=50)
@given(measures, few, st.floats(0, 10), st.floats(0, 1))
def test_earlier_tracing_longer_quarantine_and_more_adherence_never_avert_less(
    asked: Measures, some: Contacts, more: float, part: float
) -> None:
    """Without tests: a test falls on another day then."""
    plain = replace(asked, pcr_at_end=False, antigen_at_end=False, daily_antigen=0)
    longer = replace(plain, quarantine_days=plain.quarantine_days + more)
    sooner = replace(plain, delay=plain.delay * part)
    keener = replace(plain, keep_quarantine=max(plain.keep_quarantine, part))

    for better in (longer, sooner, keener):
        assert np.all(shares(better, some) >= shares(plain, some) - 1e-9)


def test_a_case_without_an_infectious_contact_averts_nothing() -> None:
    loads = Loads(np.array([[5.0]]), np.array([[17.0]]), np.array([[35.0]]))
    one = Contacts(loads, np.array([[5.0]]), np.array([[1.0]]))

    assert shares(Measures(14), one) == pytest.approx([0.0])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (lambda: Measures(-1), "quarantine_days"),
        (lambda: Measures(daily_antigen=-1), "daily_antigen"),
        (lambda: Measures(keep_quarantine=1.1), "keep_quarantine"),
        (lambda: Measures(keep_isolation=float("nan")), "keep_isolation"),
        (lambda: Measures(delay=-0.1), "delay"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(wrong, field: str) -> None:
    with pytest.raises(BadRecord) as refused:
        wrong()

    assert refused.value.field == field
