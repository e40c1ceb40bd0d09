"""The four sources in one model: what must hold of any numbers (science 8), and the sums by hand."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.errors import BadRecord
from services.epidemiology.importation import unseen_entrants
from services.epidemiology.residual import Plan
from services.risk.unseen.draws import Chance, Share, times
from services.risk.unseen.lines import LINES
from services.risk.unseen.model import Outlook, outlook
from services.risk.unseen.prevalence import Abroad, AtHome
from services.risk.unseen.seeding import Ground
from services.risk.unseen.shares import banded, by_source, percents, shares
from services.risk.unseen.volumes import TOLD, WORST, Volume
from tests.risk.unseen.parts import (
    FEW,
    border,
    goods,
    here,
    inputs,
    of,
    seen,
    sites,
    streams,
    to,
    volumes,
)

ALL = 3
"""The row of the whole, after the three areas."""
some = st.floats(0, 500)
part = st.floats(0, 1)
worlds = st.fixed_dictionaries(
    {
        "border": st.builds(
            lambda rate, days, known: border(
                caught=Volume(of(rate * days), days, of(0.5), of(4.0)), through=of(known)
            ),
            rate=st.floats(0, 36),
            days=st.integers(0, 14),
            known=st.floats(0, 3),
        ),
        "sites": st.builds(
            lambda kept, broken, looked, tested: sites(
                kept=of(kept), broken=of(broken), checked=of(looked), tested=of(tested)
            ),
            kept=some,
            broken=some,
            looked=st.sampled_from([0.0, 1.0]),
            tested=part,
        ),
        "streams": st.builds(
            lambda missed, found, told, back: streams(
                missed=of(missed), found=of(found), contacts_told=of(told), turned_back=of(back)
            ),
            missed=some,
            found=some,
            told=st.sampled_from([0.0, 1.0]),
            back=some,
        ),
        "here": st.builds(lambda unseen, worst: here(unseen=of(unseen), at_worst=of(worst)), some, some),
        "goods": st.builds(lambda lots, out: goods(lots=Volume(of(lots)), undeclared=of(out)), some, part),
    }
)


@given(worlds)
@settings(max_examples=25)
def test_shares_sum_to_one_and_their_per_cents_to_a_hundred(world: dict[str, Any]) -> None:
    found = shares(by_source(seen(**world).seeding.seeds[:, ALL]))

    assert found is not None
    assert sum(found.values()) == pytest.approx(1.0, abs=1e-12)
    assert sum(percents(found).values()) == 100
    assert all(abs(percent - 100 * found[name]) < 1 for name, percent in percents(found).items())


@given(worlds)
@settings(max_examples=25)
def test_twice_the_volume_brings_twice_as_many_in_every_draw_and_no_volume_brings_nobody(
    world: dict[str, Any],
) -> None:
    given_once = inputs(**world)
    once = outlook(given_once, FEW).seeding
    twice = outlook(volumes(given_once, 2.0), FEW).seeding
    none = outlook(volumes(given_once, 0.0), FEW).seeding

    np.testing.assert_allclose(twice.seeds, 2 * once.seeds, rtol=1e-12, atol=1e-300)
    assert not none.entrants.any()
    assert not none.outbreak().any()


@given(worlds)
@settings(max_examples=25)
def test_at_worst_is_never_less_than_as_told_and_what_is_told_of_all_is_the_same_in_both(
    world: dict[str, Any],
) -> None:
    found = seen(**world).seeding

    assert (found.seeds[WORST] >= found.seeds[TOLD] * (1 - 1e-12)).all()
    calm = seen().seeding
    np.testing.assert_allclose(calm.seeds[WORST], calm.seeds[TOLD], rtol=1e-12)


RISES: dict[str, Callable[[float], dict[str, Any]]] = {
    "caught": lambda x: {"border": border(caught=Volume(of(x), usual=of(0.5)))},
    "known to have got through": lambda x: {"border": border(through=of(x))},
    "prevalence abroad": lambda x: {"abroad": Abroad(("CN",), of(x / 500), 4.0)},
    "entrants": lambda x: {"sites": sites(entrants=Volume(of(x)))},
    "breaches": lambda x: {"sites": sites(broken=of(x))},
    "travellers": lambda x: {"streams": streams(people=Volume(np.full((3, 1), x)))},
    "cases at the origin": lambda x: {
        "at_home": AtHome(("30",), of(x), of(1e6), True, Share(0.6, 10.0)),
    },
    "contacts missed": lambda x: {"streams": streams(missed=of(x))},
    "let in": lambda x: {"streams": streams(let_in=of(x))},
    "unseen here": lambda x: {"here": here(unseen=of(x))},
    "lots": lambda x: {"goods": goods(lots=Volume(of(x)))},
    "undeclared crew": lambda x: {"goods": goods(undeclared=of(x / 500))},
    "lots with virus": lambda x: {"goods": goods(positive=of(x))},
    "R": lambda x: {"ground": Ground(of(x / 100), np.zeros(3, dtype=int), 25.0, 0.2, 10.0)},
}
FALLS: dict[str, Callable[[float], dict[str, Any]]] = {
    "catch chance": lambda x: {"border": border(catch=Share(of(x / 500), of(8.0)))},
    "people seen in quarantine": lambda x: {"sites": sites(kept=of(x))},
    "tests done": lambda x: {"sites": sites(tested=of(x / 500))},
    "days of quarantine": lambda x: {"sites": sites(plan=Plan(0, x))},
    "contacts found": lambda x: {"streams": streams(found=of(x))},
    "turned back": lambda x: {"streams": streams(turned_back=of(x))},
    "share of cases that becomes known": lambda x: {
        "at_home": AtHome(("30",), of(60.0), of(1e6), True, Share(x / 500, 10.0)),
    },
    "population of the origin": lambda x: {
        "at_home": AtHome(("30",), of(60.0), of(1 + x), True, Share(0.6, 10.0)),
    },
    "clean lots": lambda x: {"goods": goods(clean=of(x))},
}


@pytest.mark.parametrize("name", [*RISES, *FALLS])
@given(one=some, more=some)
@settings(max_examples=10)
def test_each_probability_is_monotone_in_each_input(name: str, one: float, more: float) -> None:
    rises = name in RISES
    change = RISES[name] if rises else FALLS[name]
    low, high = (seen(**change(x)).seeding.outbreak() for x in sorted((one, more)))

    slack = 1e-9
    assert ((high >= low - slack) if rises else (high <= low + slack)).all()


NONE = of(0.0)
UNHEARD: dict[str, tuple[str, dict[str, Any]]] = {
    "incidents": ("border", {"caught": Volume(NONE, 0.0, of(0.5), of(36.0)), "through": NONE}),
    "entrants": ("sites", {"entrants": Volume(NONE, 0.0, of(2.0), of(36.0))}),
    "bed checks": ("sites", {"kept": NONE, "broken": NONE, "checked": NONE}),
    "tests of entrants": ("sites", {"tested": NONE, "tests_told": NONE}),
    "arrivals": (
        "streams",
        {"people": Volume(np.zeros((3, 1)), 0.0, np.full((3, 1), 5.0), np.full((3, 1), 90.0))},
    ),
    "contacts": ("streams", {"missed": NONE, "found": NONE, "contacts_told": NONE}),
    "posts": ("streams", {"turned_back": NONE, "let_in": NONE, "post_told": NONE}),
    "cases": ("at_home", {"infectious": NONE, "told": False, "conceivable": 1e-2}),
    "consignments": ("goods", {"lots": Volume(NONE, 0.0, of(4.0), of(80.0))}),
}


@pytest.mark.parametrize("feed", UNHEARD)
@given(world=worlds)
@settings(max_examples=10)
def test_a_feed_that_is_removed_never_lowers_the_upper_end_of_any_band(
    feed: str, world: dict[str, Any]
) -> None:
    part, silent = UNHEARD[feed]
    told = inputs(**world)
    without = replace(told, **{part: replace(getattr(told, part), **silent)})
    before, after = outlook(told, FEW), outlook(without, FEW)

    for area in range(4):
        p, q = (banded(one.seeding.outbreak()[:, area]) for one in (before, after))
        assert q.high >= p.high - 1e-9


def test_a_source_that_falls_silent_is_no_better_than_while_it_spoke() -> None:
    spoke = seen(border=border(caught=Volume(of(70.0), 14.0, of(0.5), of(4.0))))
    silent = seen(border=border(caught=Volume(of(35.0), 7.0, of(0.5), of(4.0))))

    assert (silent.seeding.seeds >= spoke.seeding.seeds * (1 - 1e-12)).all()


def test_without_doubt_the_model_is_the_sum_that_a_clerk_would_write() -> None:
    sure = 1e9
    found = outlook(
        inputs(
            abroad=Abroad(("CN",), of(0.001), sure),
            at_home=AtHome(("30",), of(1200.0), of(1_000_000.0), True, Share(0.6, sure)),
            border=border(catch=Share(of(0.4), of(sure)), stays=Share(of(0.5), of(sure)), smoothing=0.0),
            streams=streams(
                people=Volume(np.array([[14.0 * 1200], [0.0], [0.0]])),
                untraced=Share(of(0.35), of(sure)),
                stopped=Share(of(0.6), of(sure)),
            ),
        ),
        Chance(draws=20),
    )
    entrants = found.seeding.entrants[TOLD, ALL].mean(axis=-1)
    lines = dict(zip(LINES, entrants, strict=True))

    missed = 20 / 14 * 0.6 / 0.4
    assert lines["i1"] == pytest.approx(missed * 0.001 * 0.5, rel=1e-3)
    assert lines["i3"] == pytest.approx(float(unseen_entrants(1200, 0.002, 0.35, 0.6)), rel=1e-3)
    assert found.seeding.outbreak(7)[TOLD, ALL] == pytest.approx(1 - np.exp(-7 * found.all_seeds), rel=1e-9)


def test_surfaces_are_a_line_of_their_own_and_small() -> None:
    found = dict(zip(LINES, seen().seeding.entrants[TOLD, 0].mean(axis=-1), strict=True))

    assert 0 < found["surfaces"] < 1e-4 * 280 / 14 * 3
    unsampled = seen(goods=goods(positive=of(0.0))).seeding.entrants[TOLD, 0].mean(axis=-1)
    assert 0 < unsampled[LINES.index("surfaces")] < unsampled[LINES.index("i4")] / 10


def test_the_band_holds_nine_of_ten_draws_and_the_expected_number() -> None:
    draws = np.stack([np.arange(1.0, 101.0), np.arange(1.0, 101.0) * 2])
    found = banded(draws)

    assert (found.low, found.expected, found.high) == (pytest.approx(5.95), 50.5, pytest.approx(190.1))


def test_nothing_at_all_has_no_shares() -> None:
    assert shares(by_source(outlook(volumes(inputs(), 0.0), FEW).seeding.seeds[:, ALL])) is None


@pytest.mark.parametrize(
    "made",
    [
        lambda: Volume(of(-1.0)),
        lambda: Volume(of(np.nan)),
        lambda: Volume(of(1.0), days_told=15.0),
        lambda: Abroad(("CN",), of(1.5), 4.0),
        lambda: AtHome(("30",), of(1.0), of(0.0), True, Share(0.5, 4.0)),
        lambda: AtHome(("30",), of(1.0), of(10.0), True, Share(0.5, 4.0), background=1.1),
        lambda: AtHome(("30",), of(-1.0), of(10.0), True, Share(0.5, 4.0)),
        lambda: Share(1.1, 3.0),
        lambda: Share(0.5, 0.0),
        lambda: sites(tested=of(1.2)),
        lambda: sites(broken=of(-1.0)),
        lambda: streams(let_in=of(-3.0)),
        lambda: here(days=0.0),
        lambda: here(unseen=of(np.inf)),
        lambda: goods(undeclared=of(2.0)),
        lambda: goods(by_surface=2e-4),
        lambda: border(through=of(-1.0)),
        lambda: Ground(of(-1.0), np.zeros(3, dtype=int), 25.0, 0.2, 10.0),
        lambda: Ground(of(1.0), np.zeros(3, dtype=int), 25.0, 0.0, 10.0),
        lambda: Chance(draws=0),
        lambda: times(0.0, of(0.5)),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_in_both_languages(made: Callable[[], object]) -> None:
    with pytest.raises(BadRecord) as refusal:
        made()

    assert refusal.value.field
    assert "phải" in refusal.value.sentence.vi
    assert "must" in refusal.value.sentence.en


def test_a_key_has_the_same_chance_whoever_stands_beside_it() -> None:
    alone, beside = Chance().of("catch", ["b"]), Chance().of("catch", ["a", "b"])

    np.testing.assert_array_equal(alone[0], beside[1])
    assert np.abs(np.corrcoef(beside)[0, 1]) < 0.15


def test_a_share_is_a_beta_and_evidence_moves_it() -> None:
    chance = Chance(draws=4000).of("x", ["a"])
    drawn = Share(0.3, 10.0).drawn(chance, yes=20.0, no=10.0)

    a, b = 23.0, 17.0
    assert drawn.mean() == pytest.approx(a / (a + b), abs=1e-4)
    assert drawn.var() == pytest.approx(a * b / ((a + b) ** 2 * (a + b + 1)), rel=1e-2)


@pytest.mark.parametrize(("usual", "all_of_it"), [(0.0, 0.0), (1.0, 1.0)])
def test_a_share_of_nothing_or_all_needs_no_draw(usual: float, all_of_it: float) -> None:
    assert (Share(usual, 5.0).drawn(FEW.of("x", ["a"])) == all_of_it).all()


def answers(found: Outlook) -> Any:
    return found.seeding.outbreak()


def test_the_same_facts_give_the_same_numbers_again() -> None:
    np.testing.assert_array_equal(answers(seen()), answers(seen()))
    assert to(0).sum() == 1
