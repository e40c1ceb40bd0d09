"""What the map shows: unknown where nothing was heard, higher with more cases, neighbours after them."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.areas import Tier
from services.domain.levels import RiskLevel, State
from services.domain.records import FoundIn, SourceKnown
from services.policy.reader import Jurisdiction, load_jurisdiction
from services.risk.numbers import OWN
from services.risk.surroundings import FROM_OTHERS
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
OUTSIDE = [a.code for t in (Tier.DISTRICT, Tier.PROVINCE) for a in LAND.areas.of_tier(t, inside=False)]
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
@settings(max_examples=25)
def test_no_level_falls_under_decision_2686_when_cases_rise(facts: list[Any], more: list[Any]) -> None:
    law = LAND.law.area_levels.find(IN_JUNE)

    before, after = (survey_of(heard(*told), LAND, law) for told in (facts, [*facts, *more]))

    assert _fallen(before, after, [*GRADED, *OUTSIDE]) == []


@given(facts=facts)
@settings(max_examples=20)
def test_every_area_has_a_reason_and_a_citation_whatever_is_heard(facts: list[Any]) -> None:
    found = seen(LAND, *facts)

    assert all(found.standings[code].grade.reasons for code in GRADED)
    assert all(found.standings[code].grade.cite.title for code in GRADED)
    assert set(found.standings) == {*GRADED, *OUTSIDE}


# --- the outside -------------------------------------------------------------------------------------------


def test_a_locked_district_outside_makes_the_one_it_touches_high(land: Jurisdiction) -> None:
    before = seen(land, calm())
    after = seen(land, calm(), order("290", State.LOCKDOWN))
    touching = [a.code for a in land.areas.of_tier(Tier.COMMUNE) if "290" in a.neighbours]

    assert (level(before, "205"), level(after, "205")) == (1, 3)
    assert touching
    assert {level(after, code) for code in touching} == {2}
    assert level(after, "194") == 1


def test_the_first_case_of_a_province_outside_flags_it_and_ours(land: Jurisdiction) -> None:
    """27 January 2021: a worker of Chí Linh (source known), another at Vân Đồn airport (not yet)."""
    night = at("2021-01-27 23:30")

    before = seen(land, calm(when=night - DAY), as_of=night)
    after = seen(
        land, calm(when=night - DAY), case("290", when=night), unknown("07009", when=night), as_of=night
    )

    assert not before.standings["22"].flagged
    assert [after.standings[code].flagged for code in ("22", "203", "07009", "30", "290")] == [True] * 5
    assert level(after, "203") == 3
    assert (level(after, "30"), least(after, "30")) == (None, 2)  # of its other districts nothing is known
    assert not after.standings["31"].flagged


def test_a_case_told_of_a_whole_province_outside_flags_that_province(land: Jurisdiction) -> None:
    assert seen(land, calm(), case("30")).standings["30"].flagged
    assert not seen(land, calm(), calm("30")).standings["30"].flagged


def test_shares_of_an_area_outside_are_not_known_because_not_all_of_it_is_listed(land: Jurisdiction) -> None:
    found = seen(land, calm(when=IN_JUNE - DAY), calm("30", IN_JUNE - DAY), as_of=IN_JUNE)

    assert (level(found, "22"), level(found, "30"), level(found, "290")) == (1, None, None)


def test_every_number_a_law_may_name_is_made(land: Jurisdiction) -> None:
    found = seen(land, calm())

    assert all(set(numbers) == set(OWN) for numbers in found.numbers.values())
    assert land.law.indicator_names() <= {*OWN, *FROM_OTHERS}
