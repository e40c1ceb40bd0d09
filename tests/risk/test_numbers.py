"""Case sums, contacts, ages: no report is not zero, and several sites or chains never lower a number."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.areas import Tier
from services.domain.records import FoundIn, SourceKnown
from services.policy.reader import Jurisdiction, load_jurisdiction
from services.risk.ages import data_age_hours
from services.risk.blocks import scattered
from services.risk.heard import Count
from services.risk.indicators import indicator_table
from services.risk.sums import Window, cases_in, daily_cases
from tests.risk.made import DAY, HOUR, NOW, at, calm, case, contacts, heard, seen, unknown

LAND = load_jurisdiction("quang-ninh")
COMMUNE, SISTER, DISTRICT, OTHER = "07090", "07096", "205", "193"
TODAY = NOW.date()

days = st.integers(0, 40).map(lambda back: TODAY - timedelta(days=back))
sites = st.dictionaries(st.sampled_from("abc"), st.dictionaries(days, st.integers(0, 50)))


@given(sites=sites, more=st.dictionaries(days, st.integers(0, 50)), size=st.sampled_from([1, 7, 14, 28]))
def test_another_site_never_lowers_a_sum(
    sites: dict[str, dict[date, int]], more: dict[date, int], size: int
) -> None:
    window = Window(TODAY, size)

    assert (cases_in({**sites, "another": more}, window) or 0) >= (cases_in(sites, window) or 0)
    assert cases_in({**sites, "silent": {}}, window) == cases_in(sites, window)


@given(told=st.dictionaries(days, st.integers(0, 50), min_size=1), lag=st.integers(-3, 3))
def test_two_sites_that_date_a_day_apart_count_each_case_once(told: dict[date, int], lag: int) -> None:
    late = {day + timedelta(days=lag): number for day, number in told.items()}

    assert cases_in({"a": told, "b": late}, Window(TODAY + DAY * 5, 100)) == sum(told.values())


def test_one_site_told_twice_of_one_day_is_not_added_up_and_not_lowered() -> None:
    told = [Count("vncdc", "22", TODAY, 7), Count("vncdc", "22", TODAY, 3)]

    assert daily_cases(LAND.areas, heard(*told), LAND.zone)["22"]["vncdc"] == {TODAY: 7}


def test_windows_are_whole_local_days() -> None:
    just_after_midnight = at("2021-02-05 00:10")
    told = [case(COMMUNE, when=at("2021-02-04 23:50")), case(COMMUNE, 2, when=at("2021-02-05 00:05"))]

    numbers = seen(LAND, *told, as_of=just_after_midnight).numbers[COMMUNE]
    same = seen(LAND, *told, as_of=just_after_midnight.astimezone(UTC)).numbers[COMMUNE]

    assert (numbers["cases_1d"], numbers["cases_7d"]) == (2, 3)
    assert same == numbers


def test_a_silent_window_is_empty_in_the_table_and_an_explicit_zero_is_zero(land: Jurisdiction) -> None:
    old, zero = Count("vncdc", "30", TODAY - 20 * DAY, 4), Count("vncdc", "31", TODAY, 0)

    rows = {row.area: row for row in indicator_table(land, heard(old, zero), Tier.PROVINCE)}

    assert (rows["30"].cases_14d, rows["30"].cases_28d, rows["30"].days_since_last_case) == (None, 4, 20)
    assert rows["30"].incidence_14d_per_100k is None
    assert rows["31"].cases_14d == 0
    assert (rows["01"].cases_28d, rows["01"].sites) == (None, "")


def test_a_site_that_said_nothing_in_the_window_does_not_differ_by_everything(land: Jurisdiction) -> None:
    told = [Count("vncdc", "30", TODAY - 20 * DAY, 4), Count("ncsc", "30", TODAY, 9)]

    row = next(r for r in indicator_table(land, heard(*told), Tier.PROVINCE) if r.area == "30")

    assert row.largest_difference_14d is None


@pytest.mark.parametrize(("gap", "first"), [(13, False), (14, True), (40, True)])
def test_the_table_calls_a_case_first_after_the_quiet_days_of_the_law(
    land: Jurisdiction, gap: int, first: bool
) -> None:
    told = [Count("vncdc", "30", TODAY, 1), Count("vncdc", "30", TODAY - gap * DAY, 1)]

    row = next(r for r in indicator_table(land, heard(*told), Tier.PROVINCE) if r.area == "30")

    assert row.first_case_after_quiet == first


def test_the_table_works_before_any_law_was_in_force(land: Jurisdiction) -> None:
    moment = at("2020-02-01 12:00")

    rows = indicator_table(land, heard(Count("vncdc", "79", moment.date(), 1), as_of=moment), Tier.PROVINCE)

    assert [row.area for row in rows if row.cases_1d] == ["79"]
    assert not any(row.first_case_after_quiet for row in rows)


# --- where a case was found, and whether its source is known -----------------------------------------------


@pytest.mark.parametrize(
    ("source", "found_in", "unknown_source", "known_source"),
    [
        (SourceKnown.UNKNOWN, FoundIn.COMMUNITY, 1, 0),
        (SourceKnown.NOT_YET, FoundIn.COMMUNITY, 1, 0),
        (SourceKnown.NOT_YET, FoundIn.UNKNOWN, 1, 0),
        (SourceKnown.NOT_YET, FoundIn.LOCKED_AREA, 1, 0),
        (SourceKnown.NOT_YET, FoundIn.QUARANTINE, 0, 0),
        (SourceKnown.NOT_YET, FoundIn.BORDER, 0, 0),
        (SourceKnown.UNKNOWN, FoundIn.QUARANTINE, 1, 0),
        (SourceKnown.KNOWN, FoundIn.COMMUNITY, 0, 1),
        (SourceKnown.KNOWN, FoundIn.QUARANTINE, 0, 0),
        (SourceKnown.IMPORTED, FoundIn.BORDER, 0, 0),
    ],
)
def test_a_case_found_behind_a_fence_is_not_one_of_the_community(
    source: SourceKnown, found_in: FoundIn, unknown_source: int, known_source: int
) -> None:
    numbers = seen(LAND, case(COMMUNE, source=source, found_in=found_in)).numbers

    for area in (COMMUNE, DISTRICT, "22"):
        assert numbers[area]["cases_unknown_source_14d"] == unknown_source
        assert numbers[area]["cases_known_source_14d"] == known_source
        assert numbers[area]["cases_14d"] == 1


def test_a_report_from_outside_says_nothing_of_us_nor_of_its_neighbour() -> None:
    numbers = seen(LAND, unknown("290", 3)).numbers

    assert numbers["290"]["cases_unknown_source_14d"] == 3
    assert numbers["30"]["cases_unknown_source_14d"] == 3
    assert numbers["291"]["cases_14d"] is None
    assert numbers[DISTRICT]["cases_14d"] is None


@pytest.mark.parametrize("code", ["00", "99999", "CN", "CN-45"])
def test_codes_without_a_district_of_ours_harm_nobody(code: str) -> None:
    told = [calm(), unknown(code, 3), contacts(code, 5, 1, 1), Count("vncdc", code, TODAY, 5)]

    assert seen(LAND, *told).standings[DISTRICT].level == 1


# --- age and blocks ----------------------------------------------------------------------------------------


def test_data_is_as_old_as_the_newest_report_about_an_area_above_or_inside() -> None:
    told = heard(calm(when=NOW - 40 * HOUR), case(COMMUNE, when=NOW - 3 * HOUR), calm("30", NOW - 5 * HOUR))

    ages = data_age_hours(LAND.areas, told)

    assert [ages[code] for code in (COMMUNE, DISTRICT, "22", SISTER, OTHER, "290")] == [3, 3, 3, 40, 40, 5]
    assert ages["31"] is None


def test_a_report_dated_in_the_future_does_not_make_data_young() -> None:
    told = heard(calm(when=NOW - 40 * HOUR), calm(when=datetime.fromisoformat("2031-02-05T12:00:00+07:00")))

    assert data_age_hours(LAND.areas, told)["22"] == 40


@given(
    codes=st.sets(st.sampled_from([area.code for area in LAND.areas.children(DISTRICT)])),
    more=st.sets(st.sampled_from([area.code for area in LAND.areas.children(DISTRICT)])),
)
def test_scattered_is_two_that_do_not_touch_and_stays_so_when_more_join(
    codes: set[str], more: set[str]
) -> None:
    apart = [(a, b) for a in codes for b in codes - {a} if b not in LAND.areas[a].neighbours]

    assert scattered(LAND.areas, codes) == bool(apart)
    assert scattered(LAND.areas, codes) <= scattered(LAND.areas, codes | more)
