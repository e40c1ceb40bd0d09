"""The worse of two: the level of the rules, and the level that the chance of an outbreak asks for."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.areas import Tier
from services.domain.levels import RiskLevel, State
from services.policy.outbreak_levels import OutbreakLevels
from services.policy.reader import load_jurisdiction
from services.risk.heard import Entrants, Heard, Quarantined, RollCallHeard
from services.risk.rings.ratchet import Held
from services.risk.survey import Survey, survey_of
from tests.risk.made import DAY, HOUR, NOW, calm, heard, least, level, order

LAND = load_jurisdiction("quang-ninh")
SITE_AREA, DISTRICT, PROVINCE = "06709", "194", "22"
LIMITS: OutbreakLevels = LAND.law.outbreak_levels.on(NOW).value
FLIGHTS, MANY_FLIGHTS = 700, 2000
FEEDS = {"entrants": Entrants, "stays": Quarantined}


def repatriated(people: int) -> list[Any]:
    """People from where one in a hundred is infectious, in quarantine at home."""
    return [
        *(calm(when=NOW - HOUR - back * DAY) for back in range(20)),
        Entrants(SITE_AREA, people, 0, "G12", "US"),
        Quarantined(None, SITE_AREA, people, 0, people),
    ]


def mapped(told: Heard, held: dict[str, Held] | None = None) -> Survey:
    return survey_of(told, LAND, LAND.law.area_levels.find(NOW), held=held)


@cache
def flown_in(people: int) -> Survey:
    return mapped(heard(*repatriated(people)))


def chance(found: Survey, area: str = SITE_AREA) -> float:
    assert found.entering is not None
    return float(found.entering.summed.outbreak.expected[found.entering.known.row_of[area]])


def test_a_chance_above_its_limit_raises_the_level_of_the_rules() -> None:
    for people, asked in ((0, 1), (FLIGHTS, 2), (MANY_FLIGHTS, 3)):
        found = flown_in(people)

        assert level(found, SITE_AREA) == max(asked, least_by_rules(found))
        assert LIMITS.level(Tier.COMMUNE, chance(found)) == asked
    assert flown_in(MANY_FLIGHTS).standings[SITE_AREA].grade.outbreak is not None


def least_by_rules(found: Survey) -> int:
    raised = found.standings[SITE_AREA].grade.outbreak
    return int(raised.rules_level or 1) if raised else least(found, SITE_AREA)


def test_it_says_chance_band_source_and_limit_and_keeps_the_cite_of_the_rules_beside_its_own() -> None:
    found, calmer = flown_in(FLIGHTS), flown_in(0)
    grade = found.standings[SITE_AREA].grade
    raised, said = grade.outbreak, grade.reasons[0].text

    assert raised is not None
    assert raised.chance == chance(found) and raised.low < raised.chance < raised.high
    assert (raised.source, raised.rules_level) == ("i2", 1)
    assert said.vi.startswith("Xác suất bùng phát trong 7 ngày là ") and "(khoảng 90 %: " in said.vi
    assert "nhiều nhất từ i2 (nhập cảnh hợp pháp" in said.vi and "từ 10 % là mức 2" in said.vi
    assert "90% band" in said.en
    assert raised.cite.mark == "design"
    assert grade.cite == calmer.standings[SITE_AREA].grade.cite


def test_calm_areas_are_not_drawn_for() -> None:
    found = mapped(heard(calm()))

    assert found.forecast is not None and "entering" not in vars(found.forecast)


@given(people=st.lists(st.sampled_from([0, 300, 700, 1100, 2000, 5000]), min_size=2, max_size=2).map(sorted))
def test_more_people_never_mean_a_lower_level(people: list[int]) -> None:
    fewer, more = (flown_in(n) for n in people)

    assert all((one.level or 0) <= (more.standings[code].level or 4) for code, one in fewer.standings.items())


@given(chances=st.lists(st.floats(0, 1), min_size=2, max_size=2).map(sorted), tier=st.sampled_from(Tier))
def test_the_level_rises_with_the_chance(chances: list[float], tier: Tier) -> None:
    low, high = (LIMITS.level(tier, chance) for chance in chances)

    assert low <= high


def test_without_the_limits_the_rules_alone_give_the_same_or_less() -> None:
    bare = LAND.law.outbreak_levels.model_copy(update={"versions": ()})
    law = type(LAND.law)(**(vars(LAND.law) | {"outbreak_levels": bare}))
    land = type(LAND)(**(vars(LAND) | {"law": law}))
    told = heard(*repatriated(MANY_FLIGHTS))
    rules, both = survey_of(told, land, land.law.area_levels.find(NOW)), flown_in(MANY_FLIGHTS)

    assert all((one.level or 0) <= (both.standings[code].level or 0) for code, one in rules.standings.items())
    assert level(rules, SITE_AREA) != level(both, SITE_AREA)


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize("days", [2, 6, 13])
def test_days_of_silence_never_lower_the_level(feed: str, days: int) -> None:
    before, told = flown_in(MANY_FLIGHTS), heard(*repatriated(MANY_FLIGHTS))
    told.last_learned[feed] = NOW - days * DAY

    after = mapped(told)

    assert chance(after) >= chance(before)
    assert all(
        (after.standings[code].level or 4) >= (one.level or 0) for code, one in before.standings.items()
    )


@pytest.mark.parametrize("feed", FEEDS)
def test_a_feed_that_is_taken_away_never_lowers_what_is_held(feed: str) -> None:
    told = heard(*(fact for fact in repatriated(MANY_FLIGHTS) if not isinstance(fact, FEEDS[feed])))
    told.last_learned.pop(feed)
    held = flown_in(MANY_FLIGHTS).held

    after = mapped(told, dict(held))

    assert all(one.level >= held[code].level for code, one in after.held.items())


def test_what_silence_may_hide_keeps_a_level_from_coming_down() -> None:
    ripe = {SITE_AREA: Held(RiskLevel.AT_RISK, NOW - 60 * DAY, NOW - 40 * DAY)}
    facts = [
        *repatriated(0),
        Entrants(SITE_AREA, 200, 0, "G12", "US"),
        Quarantined("Q1", SITE_AREA, 200, 0, 200),
    ]
    checks = RollCallHeard("Q1", SITE_AREA, NOW - HOUR, 0, 0, 200)

    unseen, seen = mapped(heard(*facts), ripe), mapped(heard(*facts, checks), ripe)

    assert (unseen.held[SITE_AREA].level, seen.held[SITE_AREA].level) == (2, 1)
    said = unseen.standings[SITE_AREA].grade.reasons[0].text.vi
    assert "chưa hạ vì nếu không còn quyết định nào và tính cả những gì chưa ai báo" in said


def test_an_order_that_makes_the_chance_small_does_not_argue_for_its_own_end() -> None:
    ripe = {SITE_AREA: Held(RiskLevel.HIGH, NOW - 60 * DAY, NOW - 40 * DAY)}
    locked = heard(*repatriated(MANY_FLIGHTS), order(DISTRICT, State.DIRECTIVE_16))
    calmed = mapped(heard(*repatriated(0)), ripe)
    found = mapped(locked, ripe)

    assert chance(found) < 0.05
    assert found.held[SITE_AREA].level == 3
    assert calmed.held[SITE_AREA].level == 2
