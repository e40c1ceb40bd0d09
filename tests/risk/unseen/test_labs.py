"""Tests of legal entrants: whose they are, and what they make of the prevalence among them."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.records import LabMethod, QuarantineKind, QuarantineReason
from services.policy.places import PlaceKind
from services.risk.heard import Entrants, Quarantined
from services.risk.heard_counts import Labs, Stays
from services.risk.recall import KINDS
from services.risk.survey import survey_of
from services.risk.unseen.draws import Chance
from services.risk.unseen.from_heard import Entering
from services.risk.unseen.telling import told_of
from services.risk.unseen.tested import Labs as Results
from services.risk.unseen.tested import at_entry
from services.risk.unseen.volumes import both
from tests.risk.made import DAY, NOW, heard
from tests.risk.unseen.test_from_heard import LAND

SITE_AREA, ELSEWHERE = "06709", "07090"
FEW = Chance(draws=40)


def stays(people: int, why: QuarantineReason = QuarantineReason.ENTRANT) -> Stays:
    began = (NOW - 3 * DAY).date()
    return Stays("Q1", SITE_AREA, QuarantineKind.CENTRAL, why, began, None, None, None, people)


def tubes(positive: int, tested: int, area: str = SITE_AREA, **other: Any) -> Labs:
    told = {"positive_pools": 0, "pending": 0, "invalid": 0, "to_retest": 0, "retested": 0} | other
    return Labs(area, NOW.date(), LabMethod.PCR, tested, tested, positive, **told)


def entering(*facts: Any, without: tuple[str, ...] = ()) -> Entering:
    others = [one for one in facts if not isinstance(one, Stays)]
    told = heard(Entrants(SITE_AREA, 100, 0, "G12", "US"), Quarantined("Q1", SITE_AREA, 100, 0, 100), *others)
    known = dict.fromkeys((kind for kind in KINDS if kind not in without), NOW)
    some = [one for one in facts if isinstance(one, Stays)] or [stays(100)]
    made = type(told)(**(vars_of(told) | {"stays": some, "last_learned": known}))
    found = survey_of(made, LAND, LAND.law.area_levels.find(NOW)).entering
    assert found is not None
    return found


def vars_of(told: Any) -> dict[str, Any]:
    return {name: getattr(told, name) for name in told.__dataclass_fields__}


def outbreak(found: Entering, side: str = "expected") -> float:
    return float(getattr(found.summed.outbreak, side)[found.known.row_of[SITE_AREA]])


def said(found: Entering) -> list[str]:
    return [why.text.vi for why in told_of(found, SITE_AREA).sources["i2"].reasons]


def test_positives_among_entrants_raise_the_chance_negatives_lower_it_and_the_counts_are_said() -> None:
    none, bad, good = entering(), entering(tubes(5, 100)), entering(tubes(0, 100))

    assert outbreak(good) < outbreak(none) < outbreak(bad)
    assert any("5/100 người nhập cảnh dương tính" in text for text in said(bad))
    assert not any("dương tính" in text for text in said(none))


def test_only_the_part_of_the_tubes_that_is_of_entrants_counts() -> None:
    shared = entering(stays(50), stays(50, QuarantineReason.CONTACT), tubes(10, 100))
    elsewhere, none = entering(tubes(10, 100, ELSEWHERE)), entering()
    crowd, plan = entering(tubes(0, 90_000)), entering(tubes(0, 300))

    assert any("5/50 người nhập cảnh dương tính" in text for text in said(shared))
    assert outbreak(elsewhere) == outbreak(none)
    assert outbreak(crowd) == pytest.approx(outbreak(plan)), "three tests for each of a hundred"


def test_a_positive_pool_is_one_and_who_waits_says_nothing() -> None:
    pools = entering(tubes(0, 100, positive_pools=2))
    waiting = entering(tubes(0, 100, pending=100))

    assert any("2/100 người nhập cảnh dương tính" in text for text in said(pools))
    assert outbreak(waiting) == outbreak(entering())


def test_tests_at_a_gate_of_the_district_are_of_those_who_came_through_it() -> None:
    gate = next(
        one.id
        for one in LAND.places
        if one.kind is PlaceKind.GATE
        and one.commune not in (None, SITE_AREA)
        and _district(one.commune) == "194"
    )
    commune = next(one.commune for one in LAND.places if one.id == gate)
    through = Entrants(SITE_AREA, 100, 0, gate, "US")

    found = entering(through, tubes(3, 60, str(commune)))

    assert any("3/60 người nhập cảnh dương tính" in text for text in said(found))


def _district(commune: str | None) -> str | None:
    return LAND.areas[commune].parent if commune else None


def test_without_any_result_the_upper_end_is_further_away_and_it_is_said() -> None:
    told, silent = entering(tubes(0, 100)), entering(without=("lab_results",))

    assert outbreak(silent, "high") > outbreak(told, "high")
    assert any("kết quả xét nghiệm" in one.vi for one in told_of(silent, "22").sources["i2"].silence)


@settings(max_examples=40)
@given(positive=st.integers(0, 300), negative=st.integers(0, 300), usual=st.floats(1e-6, 0.05))
def test_one_more_positive_raises_every_draw(positive: int, negative: int, usual: float) -> None:
    infected = {"US": both(np.full(FEW.draws, usual))}

    def drawn(yes: float, no: float) -> Any:
        one = np.ones(1)
        found = Results(
            np.zeros(1, dtype=np.intp), ("US",), usual * one, 3.0, yes * one, no * one, one, one, 3.0
        )
        return at_entry(found, infected, ("US",), FEW)

    fewer, more = drawn(positive, negative), drawn(positive + 1, negative)
    instead = drawn(positive + 1, max(negative - 0.3, 0))
    assert np.all(more >= fewer) and np.all(instead >= more) and np.all(more <= 1)
    assert np.all(drawn(positive, negative + 0.3) <= fewer)
