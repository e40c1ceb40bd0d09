"""What comes beside the stated number: signs raise it, looking lowers it, silence widens it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.errors import BadRecord
from services.domain.records import IncidentKind, SourceKnown
from services.risk.heard import Goods, Quarantined
from services.risk.unseen.draws import Chance
from services.risk.unseen.from_signs import hidden_of, placed, signs_of
from services.risk.unseen.hidden import Signs, times_more
from services.risk.unseen.lines import LINES
from services.risk.unseen.model import outlook
from services.risk.unseen.point import MEDIAN
from services.risk.unseen.shares import by_source, shares
from services.risk.unseen.speaking import SAID, signs_said
from services.risk.unseen.telling import told_of
from services.risk.unseen.volumes import TOLD, WORST
from tests.risk.made import DAY, NOW, calm, case, unknown
from tests.risk.unseen.parts import FEW, hidden, inputs, seen, volumes
from tests.risk.unseen.test_from_heard import LAND, entering, incident
from tests.risk.unseen.test_model import RISES, worlds

some = st.floats(0, 30)
DRAWN = FEW.of("hidden", ["i1"])[0]
LAND_BORDER, FAR_INLAND = "06727", "07090"


def times(**other: float) -> Any:
    return times_more(Signs(**({"each": 40.0, "shape": 0.1} | other)), DRAWN)


@given(one=some, more=some)
@settings(max_examples=20)
def test_signs_never_lower_it(one: float, more: float) -> None:
    low, high = sorted((one, more))

    assert (times(seen=high) >= times(seen=low) * (1 - 1e-9)).all()
    assert (times(seen=low) >= 0).all()


def test_before_anything_is_seen_its_mean_is_that_of_the_law_and_its_tail_is_long() -> None:
    drawn = times_more(Signs(40.0, 0.1), Chance(4000).of("hidden", ["i1"])[0])[TOLD]

    assert drawn.mean() == pytest.approx(4.0, rel=0.03)
    assert np.quantile(drawn, 0.95) > 4 * drawn.mean() > 100 * np.median(drawn)


def test_a_point_takes_the_mean_since_the_middle_of_a_long_tail_is_nothing() -> None:
    (told,), _ = times_more(Signs(40.0, 0.1), MEDIAN.of("hidden", ["i1"])[0])

    assert told == pytest.approx(4.0)


def test_what_nobody_told_of_raises_the_worst_and_leaves_what_was_told() -> None:
    told = times(seen=1.0, at_worst=4.0)

    np.testing.assert_array_equal(told[TOLD], times(seen=1.0)[TOLD])
    assert (told[WORST] >= told[TOLD]).all()
    assert told[WORST].mean() > 2 * told[TOLD].mean()


@given(worlds)
@settings(max_examples=15)
def test_shares_sum_to_one_no_volume_brings_nobody_and_twice_the_volume_twice_as_many(
    world: dict[str, Any],
) -> None:
    given_once = inputs(**world, hidden=hidden())
    once, twice, none = (outlook(volumes(given_once, n), FEW).seeding for n in (1.0, 2.0, 0.0))

    np.testing.assert_allclose(twice.seeds, 2 * once.seeds, rtol=1e-12, atol=1e-300)
    assert not none.entrants.any()
    parts = shares(by_source(once.seeds[:, 3]))
    assert parts is not None
    assert sum(parts.values()) == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("name", RISES)
@given(one=st.floats(0, 500), more=st.floats(0, 500))
@settings(max_examples=5)
def test_learning_never_turns_an_input_round(name: str, one: float, more: float) -> None:
    low, high = (seen(**RISES[name](x), hidden=hidden()).seeding.outbreak() for x in sorted((one, more)))

    assert (high >= low - 1e-9).all()


@given(worlds)
@settings(max_examples=10)
def test_what_is_stated_is_the_least(world: dict[str, Any]) -> None:
    bare, learned = (outlook(inputs(**world, hidden=one), FEW) for one in ({}, hidden()))

    assert (learned.seeding.entrants >= bare.seeding.entrants * (1 - 1e-12)).all()
    for line in ("i1", "i2", "i3", "i4"):
        at, stated = LINES.index(line), bare.seeding.entrants[TOLD]
        brought = stated[:, at].sum() > 0
        assert (learned.seeding.entrants[TOLD, :, at].sum() > stated[:, at].sum()) == brought, line
    for line in ("local", "surfaces"):
        at = LINES.index(line)
        np.testing.assert_array_equal(learned.seeding.entrants[:, :, at], bare.seeding.entrants[:, :, at])


def numbers(source: str, *facts: Any, **other: Any) -> dict[str, float]:
    return {one.name: one.number for one in signs_of(entering(*facts, **other).known)[source]}


def test_what_points_to_each_source_is_counted() -> None:
    crowd = incident(LAND_BORDER, people=100)
    usual = sum(one.usual_14d for one in LAND.segments)
    escaped = Quarantined("Q1", "06709", 100, 4, 100)
    lots = Goods("06712", "CN", (), 300, 0, 0, 0, 0, 200, 2, 320, 290)

    assert numbers("i1", crowd)["crossing"] == pytest.approx(100 - usual)
    assert numbers("i1", incident(LAND_BORDER, IncidentKind.TIP_OFF, 100))["crossing"] == 0
    assert numbers("i2", escaped)["escaped"] == 4
    assert numbers("i3", unknown("290", 7))["outside_untraced"] == 7
    assert numbers("i3", case("290", 7))["outside_untraced"] == 0
    goods = numbers("i4", lots)
    assert (goods["undeclared"], goods["dirty_lots"]) == (pytest.approx(200 - 0.2 * 320), 2)


def test_a_commune_of_unknown_source_is_one_sign_split_over_the_doors_near_it() -> None:
    on_the_border = placed(entering(unknown(LAND_BORDER, 5), unknown(LAND_BORDER, 1, NOW - DAY)).known)
    inland = placed(entering(unknown(FAR_INLAND)).known)

    assert sum(on_the_border.values()) == pytest.approx(1.0)
    assert on_the_border["i1"] > on_the_border["i3"] > 0
    assert inland["i3"] > inland["i1"]
    assert sum(placed(entering(case(LAND_BORDER), calm()).known).values()) == 0
    long_ago = case(LAND_BORDER, 1, NOW - 20 * DAY, source=SourceKnown.UNKNOWN)
    assert sum(placed(entering(long_ago).known).values()) == 0


@pytest.mark.parametrize(
    ("source", "kind"),
    [("i1", "border_incidents"), ("i2", "stays"), ("i3", "cases"), ("i4", "consignments")],
)
def test_a_feed_nobody_heard_counts_as_the_most_conceivable_at_worst_and_never_as_nothing(
    source: str, kind: str
) -> None:
    heard, silent = (hidden_of(entering(calm(), without=one).known)[source] for one in ((), (kind,)))

    assert heard.at_worst == heard.seen
    assert silent.at_worst > heard.at_worst


def test_one_more_f0_nobody_can_place_raises_the_source_by_its_door() -> None:
    before, after = entering(calm()), entering(calm(), unknown(LAND_BORDER))

    for source in ("i1", "i3"):
        assert (after.outlook.beside[source] >= before.outlook.beside[source]).all()
    assert after.outlook.beside["i1"][TOLD].mean() > 3 * before.outlook.beside["i1"][TOLD].mean()


def test_how_many_times_the_stated_number_come_is_what_the_estimates_themselves_say() -> None:
    found = entering(unknown(LAND_BORDER), Quarantined("Q1", "06709", 100, 0, 100)).outlook
    alone = outlook(replace(found.inputs, hidden={}), found.chance)

    for source in ("i1", "i2"):
        with_them, without = (one.lines[source].entrants()[TOLD].mean() for one in (found, alone))
        assert found.times_stated(source) == pytest.approx(with_them / without)
        assert alone.times_stated(source) == 1.0
    i1 = found.stated["i1"]
    nobody = replace(found, stated={"i1": replace(i1, rates=np.zeros_like(i1.rates))})
    assert nobody.times_stated("i1") is None


def test_every_source_says_what_was_seen_of_it_in_both_languages() -> None:
    found = entering(unknown(LAND_BORDER), Quarantined("Q1", "06709", 100, 4, 100))
    told = signs_said(found)

    assert set(told) == {"i1", "i2", "i3", "i4"}
    assert "4 người bỏ trốn khỏi nơi cách ly" in told["i2"].vi
    assert "4 people broke out of quarantine" in told["i2"].en
    assert "Không thấy dấu hiệu nào trong 14 ngày" in signs_said(entering(calm()))["i4"].vi
    assert all("{" not in one.vi + one.en for one in told.values())
    shown = told_of(found, LAND_BORDER).sources
    assert {name: one.signs for name, one in shown.items()} == told
    assert set(SAID) == {one.name for several in signs_of(found.known).values() for one in several}


@pytest.mark.parametrize(
    "wrong", [{"each": -1.0}, {"shape": 0.0}, {"seen": -0.1}, {"at_worst": float("nan")}]
)
def test_a_sign_that_cannot_be_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(BadRecord):
        replace(Signs(each=1.0, shape=0.1), **wrong)
