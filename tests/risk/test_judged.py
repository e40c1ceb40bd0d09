"""Judgements and facts of areas: open while nobody judged, never low; loads, doses, capacity, people."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.areas import Tier
from services.domain.records import FoundIn, JudgementKind, LabMethod
from services.policy.reader import load_jurisdiction
from services.risk.area_facts import FRESH_DAYS, facts_told
from services.risk.heard import Count, Quarantined
from services.risk.heard_counts import Labs
from services.risk.heard_judged import AreaFactsHeard
from services.risk.indicators import indicator_table
from services.risk.survey import Survey
from tests.risk.made import (
    DAY,
    HOUR,
    IN_JUNE,
    NOW,
    at,
    calm,
    case,
    contacts,
    heard,
    judged,
    least,
    level,
    seen,
    unknown,
)

LAND = load_jurisdiction("quang-ninh")
COMMUNE, DISTRICT, NEXT_DISTRICT, FAR_DISTRICT = "07090", "205", "196", "194"
SPREAD, KEY_ZONE, HARD = JudgementKind.SPREAD_SHARE, JudgementKind.KEY_ZONE, JudgementKind.HARD_TO_CONTROL
EVE = IN_JUNE - DAY
QUIET = (calm(when=EVE), contacts("22", 0, 0, 0, EVE))
IN_OCTOBER = at("2021-10-20 18:00")


def june(*facts: Any) -> Survey:
    return seen(LAND, *QUIET, *facts, as_of=IN_JUNE)


def test_where_nothing_is_to_be_judged_nothing_is_open() -> None:
    found = june()

    assert found.numbers[DISTRICT]["judged_spread_share"] == 0.0
    assert found.numbers[DISTRICT]["key_zone_exposed"] == 0.0
    assert level(found, DISTRICT) == 1


def test_a_source_nobody_judged_leaves_the_district_open_and_never_low() -> None:
    found = june(unknown(COMMUNE, 1, EVE))

    assert found.numbers[DISTRICT]["judged_spread_share"] is None
    assert found.numbers[NEXT_DISTRICT]["key_zone_exposed"] is None, "it touches a source nobody knows"
    assert found.numbers[FAR_DISTRICT]["key_zone_exposed"] == 0.0
    assert (level(found, DISTRICT), least(found, DISTRICT)) == (None, 2)


@pytest.mark.parametrize(("share", "wanted"), [(0.2, 2), (0.21, 3), (0.5, 3), (0.51, 4), (1.0, 4)])
def test_the_officer_s_share_decides_the_district(share: float, wanted: int) -> None:
    found = june(
        unknown(COMMUNE, 1, EVE), judged(DISTRICT, SPREAD, share, EVE), judged(DISTRICT, KEY_ZONE, 0, EVE)
    )

    assert level(found, DISTRICT) == wanted


def test_a_key_zone_next_to_the_source_makes_its_district_orange() -> None:
    found = june(unknown(COMMUNE, 1, EVE), judged(NEXT_DISTRICT, KEY_ZONE, 1, EVE))

    assert level(found, NEXT_DISTRICT) == 3


def test_a_judgement_counts_from_its_start_to_its_end_and_the_later_one_stands() -> None:
    told = (
        judged(DISTRICT, SPREAD, 0.9, EVE - DAY),
        judged(DISTRICT, SPREAD, 0.3, EVE, until=IN_JUNE),
        judged(DISTRICT, SPREAD, 0.6, IN_JUNE + HOUR),
    )

    def share(at_: Any) -> float | None:
        return seen(LAND, *QUIET, unknown(COMMUNE, 1, EVE), *told, as_of=at_).numbers[DISTRICT][
            "judged_spread_share"
        ]

    assert [share(IN_JUNE - HOUR), share(IN_JUNE), share(IN_JUNE + HOUR)] == [0.3, 0.9, 0.6]


def test_f0_in_an_area_judged_hard_to_control_count_as_of_a_hard_place() -> None:
    known = case(COMMUNE, 2, EVE)

    assert june(known).numbers[COMMUNE]["cases_hard_place_14d"] == 0
    hard = june(known, judged(DISTRICT, HARD, 1, EVE))
    assert hard.numbers[COMMUNE]["cases_hard_place_14d"] == 2
    assert level(hard, COMMUNE) == 4
    assert june(known, judged(DISTRICT, HARD, 0, EVE)).numbers[COMMUNE]["cases_hard_place_14d"] == 0


@given(shares=st.lists(st.floats(0, 1), min_size=2, max_size=2).map(sorted))
@settings(max_examples=10, deadline=None)
def test_judging_a_wider_spread_never_lowers_a_level(shares: list[float]) -> None:
    low, high = (june(unknown(COMMUNE, 1, EVE), judged(DISTRICT, SPREAD, share, EVE)) for share in shares)

    assert least(low, DISTRICT) <= least(high, DISTRICT)


# --- facts of areas -----------------------------------------------------------------------------------------


def facts(area: str, back: int = 0, **told: Any) -> AreaFactsHeard:
    return AreaFactsHeard(area, NOW.date() - timedelta(days=back), **told)


def numbers(*told: Any, area: str = DISTRICT, **how: Any) -> dict[str, float | None]:
    return seen(LAND, *told, **how).numbers[area]


def test_doses_are_of_the_very_area_and_capacity_is_also_that_of_the_province() -> None:
    told = facts("22", adults_one_dose_share=0.8, treatment_capacity_met=True)

    assert numbers(told, area="22")["adults_one_dose_share"] == 0.8
    assert numbers(told)["adults_one_dose_share"] is None, "an average says nothing of one district"
    assert numbers(told, area=COMMUNE)["treatment_capacity_met"] == 1.0
    assert numbers(told, facts(DISTRICT, treatment_capacity_met=False))["treatment_capacity_met"] == 0.0


def test_beds_of_eight_days_ago_say_nothing_but_doses_and_people_stand() -> None:
    told = {"beds": 100, "beds_used": 50, "treatment_capacity_met": True, "adults_one_dose_share": 0.3}

    week, older = (numbers(facts(DISTRICT, back, **told)) for back in (7, 8))

    assert (week["beds_used_share"], week["treatment_capacity_met"]) == (0.5, 1.0)
    assert (older["beds_used_share"], older["treatment_capacity_met"]) == (None, None)
    assert older["adults_one_dose_share"] == 0.3


def test_the_newest_day_stands_and_what_it_leaves_out_was_told_before() -> None:
    told = numbers(facts(DISTRICT, 1, beds=100, beds_used=90), facts(DISTRICT, 0, beds_used=30))

    assert told["beds_used_share"] == 0.3
    assert numbers(facts(DISTRICT, -1, beds=10, beds_used=10))["beds_used_share"] is None, "a day to come"


def test_quarantine_load_counts_people_in_places_not_at_home_and_needs_a_capacity() -> None:
    inside = (Quarantined("F31", "07093", 30, 0, 0), Quarantined(None, "07093", 99, 0, 0))

    assert numbers(*inside)["quarantine_used_share"] is None
    assert numbers(*inside, facts(DISTRICT, quarantine_capacity=120))["quarantine_used_share"] == 0.25
    empty = numbers(facts(DISTRICT, quarantine_capacity=120), silent=True)
    assert empty["quarantine_used_share"] is None, "nobody ever told of a stay"
    none_there = numbers(facts(DISTRICT, quarantine_capacity=0))
    assert none_there["quarantine_used_share"] is None


def tubes(samples: int, positive: int, **other: int) -> Labs:
    rest = dict.fromkeys(("positive_pools", "pending", "invalid", "to_retest", "retested"), 0) | other
    return Labs(
        COMMUNE, NOW.date(), LabMethod.PCR, samples=samples, people=samples, positive=positive, **rest
    )


def test_positive_tubes_are_of_those_answered() -> None:
    told = numbers(tubes(100, 2, positive_pools=2, pending=15, invalid=5))

    assert told["positive_tests_share_14d"] == 0.05
    assert numbers(tubes(5, 0, pending=5))["positive_tests_share_14d"] is None


def test_a_commune_whose_people_are_told_has_a_rate() -> None:
    told = (calm(), case(COMMUNE, 3))

    assert numbers(*told, area=COMMUNE)["weekly_cases_per_100k"] is None
    known = numbers(*told, facts(COMMUNE, 400, population=6_000), area=COMMUNE)
    assert known["weekly_cases_per_100k"] == 50.0


def test_who_is_found_behind_a_fence_is_no_community_case_of_the_week() -> None:
    people = facts(COMMUNE, population=100_000)
    told = [
        case(COMMUNE, 1, found_in=place)
        for place in (FoundIn.COMMUNITY, FoundIn.QUARANTINE, FoundIn.BORDER, FoundIn.UNKNOWN)
    ]

    week = numbers(calm(), people, *told, area=COMMUNE)

    assert (week["cases_7d"], week["weekly_cases_per_100k"]) == (4, 2.0)
    site = Count("ncsc", "22", NOW.date(), 90, in_quarantine=60)
    split = numbers(site, area="22")
    whole = numbers(Count("ncsc", "22", NOW.date(), 90), area="22")
    assert split["weekly_cases_per_100k"] == pytest.approx(whole["weekly_cases_per_100k"] / 3)


def test_the_law_of_october_grades_a_commune_of_which_people_doses_and_capacity_are_told() -> None:
    when = IN_OCTOBER - DAY
    f0 = [calm(when=when), contacts("22", 0, 0, 0, when), case(COMMUNE, 3, when)]
    day = IN_OCTOBER.date()
    people = AreaFactsHeard(COMMUNE, day, population=6_000, adults_one_dose_share=0.6)
    province = AreaFactsHeard("22", day, treatment_capacity_met=True)

    without = seen(LAND, *f0, AreaFactsHeard(COMMUNE, day, population=6_000), province, as_of=IN_OCTOBER)
    assert (level(without, COMMUNE), least(without, COMMUNE)) == (None, 2), "doses are not told"
    assert level(seen(LAND, *f0, people, province, as_of=IN_OCTOBER), COMMUNE) == 3


def test_the_table_of_indicators_tells_loads_beside_cases() -> None:
    told = heard(facts(DISTRICT, beds=3, beds_used=1), tubes(10, 1), facts(DISTRICT, population=250_000))

    (row,) = [one for one in indicator_table(LAND, told, Tier.DISTRICT) if one.area == DISTRICT]

    assert (row.beds_used_share, row.quarantine_used_share) == (0.3333, None)
    assert row.positive_tests_share_14d == 0.1


_TOLD = [
    AreaFactsHeard(
        "22", NOW.date() - timedelta(days=back), beds=500, beds_used=used, learned_at=NOW - DAY / part
    )
    for back, used, part in ((0, 50, 2), (0, 80, 4), (0, 70, 4), (1, 90, 8))
]


@given(st.permutations(_TOLD))
@settings(max_examples=24, deadline=None)
def test_of_tellings_of_one_day_the_one_learned_last_stands_and_no_order_of_rows_decides(
    told: list[AreaFactsHeard],
) -> None:
    """Also not of two that were learned at one moment; and the newer day stands over the later word."""
    facts = facts_told(heard(*told), NOW.date(), FRESH_DAYS)

    assert facts.of("22", "beds_used") == 80
