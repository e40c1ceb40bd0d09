"""What the map shows: unknown where nothing was heard, higher with more cases, neighbours after them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.areas import Area, Areas, Tier
from services.domain.levels import RiskLevel, State
from services.domain.records import FoundIn, SourceKnown
from services.policy.reader import Jurisdiction, load_jurisdiction
from services.risk.grading import FROM_OTHERS, Grading, grade_map
from services.risk.numbers import OWN
from services.risk.orders import orders_in_force
from services.risk.survey import Survey, survey_of
from services.risk.verdicts import NO_RULESET
from tests.risk.made import (
    DAY,
    IN_JUNE,
    NOW,
    at,
    calm,
    case,
    contacts,
    heard,
    least,
    level,
    order,
    seen,
    unknown,
)

LAND = load_jurisdiction("quang-ninh")
COMMUNES = [area.code for area in LAND.areas.of_tier(Tier.COMMUNE)]
GRADED = [area.code for area in LAND.areas.graded()]
IN_OCTOBER = at("2021-10-20 18:00")


def test_an_empty_house_shows_no_level_anywhere_and_says_why(land: Jurisdiction) -> None:
    for moment in (NOW, IN_JUNE, IN_OCTOBER):
        found = seen(land, as_of=moment, silent=True)

        assert {found.standings[code].level for code in GRADED} == {None}
        assert all(found.standings[code].grade.reasons for code in GRADED)
        assert all(reason.value is None for code in GRADED for reason in found.standings[code].grade.reasons)


def test_the_province_is_unknown_while_its_districts_are() -> None:
    province = seen(LAND, silent=True).standings["22"].grade

    assert province.level is None
    assert province.at_least is RiskLevel.NEW_NORMAL
    assert [reason.text.vi for reason in province.reasons] == [
        "Chưa xác định được mức của các đơn vị trực thuộc"
    ]


def test_none_today_from_the_province_makes_everything_inside_new_normal(land: Jurisdiction) -> None:
    found = seen(land, calm())

    assert {level(found, code) for code in GRADED} == {1}


def test_a_line_list_that_fell_silent_vouches_for_nobody(land: Jurisdiction) -> None:
    assert level(seen(land, calm(when=NOW - 13 * DAY)), "06649") == 1
    assert level(seen(land, calm(when=NOW - 15 * DAY)), "06649") is None


def test_a_locked_neighbour_decides_however_little_is_known_inside(land: Jurisdiction) -> None:
    found = seen(land, order("290", State.LOCKDOWN), silent=True)

    assert level(found, "205") == 3
    assert found.standings["205"].grade.reasons[0].indicator == "locked_neighbours"


def test_without_a_law_there_is_no_level_and_a_reason(land: Jurisdiction) -> None:
    for moment in (at("2022-03-01 12:00"), at("2020-02-01 12:00")):
        found = seen(land, calm(when=moment), as_of=moment)

        assert found.ruleset == NO_RULESET
        assert level(found, "205") is None
        assert [reason.indicator for reason in found.standings["205"].grade.reasons] == ["no_law"]


def test_before_the_law_an_order_has_no_level_and_nothing_breaks(land: Jurisdiction) -> None:
    moment = at("2020-02-01 12:00")

    found = seen(land, order("205", State.LOCKDOWN, since=moment - DAY), as_of=moment)

    assert level(found, "205") is None
    assert found.scores("205") == {}


def test_after_the_last_law_an_order_still_gives_a_level(land: Jurisdiction) -> None:
    moment = at("2022-03-01 12:00")

    assert level(seen(land, order("205", State.LOCKDOWN, since=moment - DAY), as_of=moment), "205") == 4


# --- more cases, more sources ------------------------------------------------------------------------------

facts = st.lists(
    st.one_of(
        st.builds(
            case,
            area=st.sampled_from([*COMMUNES, "205", "290", "22", "30", "00", "nowhere"]),
            count=st.integers(0, 3),
            when=st.integers(0, 30).map(lambda days: NOW - days * DAY),
            source=st.sampled_from(SourceKnown),
            found_in=st.sampled_from(FoundIn),
            hard_place=st.booleans(),
        ),
        st.builds(
            contacts,
            area=st.sampled_from([*COMMUNES, "205", "290", "22"]),
            total=st.integers(0, 40),
            traced=st.none() | st.integers(0, 50),
            care=st.none() | st.integers(0, 50),
        ),
        st.builds(order, area=st.sampled_from([*COMMUNES, "205", "290"]), state=st.sampled_from(State)),
    ),
    max_size=8,
)
more_cases = st.lists(
    st.builds(
        case,
        area=st.sampled_from([*COMMUNES, "205", "290"]),
        count=st.integers(1, 4),
        when=st.integers(0, 13).map(lambda days: NOW - days * DAY),
        source=st.sampled_from(SourceKnown),
        found_in=st.sampled_from(FoundIn),
    ),
    min_size=1,
    max_size=4,
)


def _fallen(before: Survey, after: Survey, codes: list[str]) -> list[str]:
    return [code for code in codes if least(after, code) < least(before, code)]


@given(facts=facts, more=more_cases)
@settings(max_examples=25)
def test_no_level_falls_when_cases_rise(facts: list[Any], more: list[Any]) -> None:
    assert _fallen(seen(LAND, *facts), seen(LAND, *facts, *more), GRADED) == []


@given(facts=facts, more=facts)
@settings(max_examples=25)
def test_nothing_more_that_is_heard_lowers_what_is_certain_but_an_order(
    facts: list[Any], more: list[Any]
) -> None:
    """A count of contacts may say "all found": it ends ignorance, never a level that was certain."""
    more = [fact for fact in more if not hasattr(fact, "state")]

    assert _fallen(seen(LAND, *facts), seen(LAND, *facts, *more), GRADED) == []


@given(facts=facts, more=more_cases)
@settings(max_examples=15)
def test_no_commune_falls_under_decision_2686_when_cases_rise(facts: list[Any], more: list[Any]) -> None:
    law = LAND.law.area_levels.find(IN_JUNE)

    before, after = (survey_of(heard(*told), LAND, law) for told in (facts, [*facts, *more]))

    assert _fallen(before, after, COMMUNES) == []


@given(facts=facts)
@settings(max_examples=20)
def test_every_area_has_a_reason_and_a_citation_whatever_is_heard(facts: list[Any]) -> None:
    found = seen(LAND, *facts)

    assert all(found.standings[code].grade.reasons for code in GRADED)
    assert all(found.standings[code].grade.cite.title for code in GRADED)
    assert set(found.standings) == {*GRADED, *_outside_districts()}


def _outside_districts() -> list[str]:
    return [area.code for area in LAND.areas.of_tier(Tier.DISTRICT, inside=False)]


# --- Decision 2686 -----------------------------------------------------------------------------------------


def test_red_makes_its_neighbours_orange_and_the_next_yellow_and_no_further(land: Jurisdiction) -> None:
    red = "07090"
    when = IN_JUNE - DAY
    found = seen(
        land, calm(when=when), unknown(red, 2, when), contacts(red, 0, 0, 0, when), as_of=IN_JUNE, silent=True
    )
    near = set(land.areas.around(red).alike)
    next_ones = {code for one in near for code in land.areas.around(one).alike} - near - {red}
    far = set(COMMUNES) - near - next_ones - {red}

    assert level(found, red) == 4
    assert {level(found, code) for code in near} == {3}
    assert {level(found, code) for code in next_ones} == {2}
    assert {level(found, code) for code in far} == {1}


def test_half_of_the_communes_orange_make_the_district_red(land: Jurisdiction) -> None:
    communes = [area.code for area in land.areas.children("205")]
    half = -(-len(communes) // 2)
    when = IN_JUNE - DAY
    told = [calm(when=when), contacts("22", 0, 0, 0, when)]

    orange = [unknown(code, 1, when) for code in communes[:half]]

    assert level(seen(land, *told, *orange, as_of=IN_JUNE), "205") == 4
    assert level(seen(land, *told, *orange[:-1], as_of=IN_JUNE), "205") == 3


@pytest.mark.parametrize(("touching", "wanted"), [(True, 3), (False, 4)], ids=["one block", "scattered"])
def test_thirty_percent_red_is_red_only_when_scattered(
    land: Jurisdiction, touching: bool, wanted: int
) -> None:
    reds = ("00000", "00001", "00002")
    areas = _district_of(10, {one: [other for other in reds if other != one] for one in reds if touching})

    found = _graded(land, areas, {code: {"cases_hard_place_14d": 1} for code in reds})

    assert found["d"].level == wanted


def test_a_district_with_an_unknown_commune_is_open_only_where_it_matters(land: Jurisdiction) -> None:
    areas = _district_of(10, {})

    one_of_ten = _graded(land, areas, {"00000": {"cases_unknown_source_14d": None}})
    settled = _graded(
        land, areas, {"00000": {"cases_unknown_source_14d": None}, "00001": {"cases_hard_place_14d": 1}}
    )

    assert one_of_ten["00000"].level is None
    assert (one_of_ten["d"].level, one_of_ten["d"].grade.at_least) == (None, 1)
    assert settled["d"].level == 3  # one red commune is enough; two reds of ten change nothing


def _district_of(communes: int, touching: dict[str, list[str]]) -> Areas:
    def area(code: str, tier: Tier, parent: str | None) -> Area:
        near = tuple(touching.get(code, ()))
        return Area(
            code=code, tier=tier, name=code, short_name=code, name_en=code, parent=parent, neighbours=near
        )

    inside = [area(f"{number:05}", Tier.COMMUNE, "d") for number in range(communes)]
    return Areas([area("p", Tier.PROVINCE, None), area("d", Tier.DISTRICT, "p"), *inside])


def _graded(
    land: Jurisdiction, areas: Areas, numbers: dict[str, dict[str, float | None]], moment: Any = IN_JUNE
) -> dict[str, Any]:
    """The map of a made-up register; every number that is not given is 0."""
    law = land.law
    orders = orders_in_force([], law.order_levels.on(moment).value, moment)
    zero = dict.fromkeys(OWN, 0.0)
    given = {area.code: zero | numbers.get(area.code, {}) for area in areas}
    return grade_map(Grading(areas, law.area_levels.find(moment), law.indicators, orders, given))


# --- Decision 4800 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "doses", "capacity", "wanted"),
    [
        (19.9, 0.9, 1, 1),
        (20, 0.9, 1, 1),
        (20, 0.69, 1, 2),
        (50, 0.7, 1, 2),
        (50, 0.5, 1, 3),
        (150, 0.7, 1, 3),
        (150, 0.69, 1, 4),
        (150, 0.7, 0, 4),
        (150, 0.7, None, None),
        (10, None, None, None),
        (None, 0.9, 1, None),
    ],
)
def test_rates_doses_and_capacity_of_decision_4800(
    land: Jurisdiction, rate: float | None, doses: float | None, capacity: float | None, wanted: int | None
) -> None:
    numbers = {
        "weekly_cases_per_100k": rate,
        "adults_one_dose_share": doses,
        "treatment_capacity_met": capacity,
    }

    assert _graded(land, _district_of(3, {}), {"d": numbers}, IN_OCTOBER)["d"].level == wanted


# --- the outside -------------------------------------------------------------------------------------------


def test_a_locked_district_outside_makes_the_one_it_touches_high(land: Jurisdiction) -> None:
    before = seen(land, calm())
    after = seen(land, calm(), order("290", State.LOCKDOWN))
    touching = [a.code for a in land.areas.of_tier(Tier.COMMUNE) if "290" in a.neighbours]

    assert (level(before, "205"), level(after, "205")) == (1, 3)
    assert touching
    assert {level(after, code) for code in touching} == {2}
    assert level(after, "194") == 1


def test_every_number_a_law_may_name_is_made(land: Jurisdiction) -> None:
    found = seen(land, calm())

    assert all(set(numbers) == set(OWN) for numbers in found.numbers.values())
    assert land.law.indicator_names() <= {*OWN, *FROM_OTHERS}
