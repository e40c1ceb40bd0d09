"""Growth of an area: from the site that counts most, up to the last whole day told, never from silence."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from services.domain.areas import Tier
from services.domain.records import SourceKnown
from services.epidemiology.renewal import reproduction
from services.epidemiology.serial import Serial
from services.policy.reader import load_jurisdiction
from services.risk.heard import Count
from services.risk.indicators import IndicatorRow, indicator_table
from services.risk.trends import last_whole_day
from tests.risk.made import DAY, NOW, at, case, heard

LAND = load_jurisdiction("quang-ninh")
COMMUNE, DISTRICT, PROVINCE = "07090", "205", "22"
TODAY = NOW.date()
YESTERDAY = TODAY - DAY
RISING = [0] * 20 + [1, 1, 2, 3, 3, 4, 6, 7, 9, 12, 15, 18]
"""New cases of each day up to yesterday."""


def told(cases: list[int], site: str = "vncdc", area: str = PROVINCE, until: date = YESTERDAY) -> list[Count]:
    days = (until - timedelta(days=len(cases) - 1 - n) for n in range(len(cases)))
    return [Count(site, area, day, n) for day, n in zip(days, cases, strict=True)]


def row_of(*facts, area: str = PROVINCE, as_of: datetime = NOW) -> IndicatorRow:
    tier = LAND.areas[area].tier
    (row,) = [one for one in indicator_table(LAND, heard(*facts, as_of=as_of), tier) if one.area == area]
    return row


def test_r_is_that_of_the_formula_over_the_last_week() -> None:
    row = row_of(*told(RISING))
    found = reproduction(np.array(RISING, float), Serial(5.2, 2.8).weights())

    assert (row.rt_day, row.rt_cases_7d) == (YESTERDAY, sum(RISING[-7:]))
    assert row.rt_mean == pytest.approx(found.mean[-1], abs=6e-4)
    assert row.rt_low is not None and row.rt_high is not None
    assert row.rt_low == pytest.approx(found.quantile(0.025)[-1], abs=6e-4) and row.rt_low > 1.3
    assert row.rt_p_above_1 == 1.0


def test_few_cases_show_only_the_chance_that_it_grows() -> None:
    row = row_of(*told([0] * 20 + [1, 0, 0, 0, 1, 0, 1, 0]))

    assert (row.rt_mean, row.rt_low, row.rt_high, row.rt_cases_7d) == (None, None, None, 2)
    assert row.rt_p_above_1 is not None and 0 < row.rt_p_above_1 < 1


def test_where_nobody_fell_ill_or_nobody_told_nothing_is_said() -> None:
    quiet, silent, old = row_of(*told([0] * 30)), row_of(), row_of(*told(RISING, until=TODAY - 20 * DAY))

    for row in (quiet, silent, old):
        assert (row.rt_day, row.rt_mean, row.rt_p_above_1, row.rt_cases_7d) == (None,) * 4


def test_a_day_that_is_not_over_or_not_told_yet_is_not_a_day_without_cases() -> None:
    whole = row_of(*told(RISING))

    today_so_far = row_of(*told(RISING), Count("vncdc", PROVINCE, TODAY, 0))
    assert (today_so_far.rt_mean, today_so_far.rt_day) == (whole.rt_mean, YESTERDAY)
    late = row_of(*told(RISING, until=YESTERDAY - 2 * DAY))
    assert (late.rt_mean, late.rt_day) == (whole.rt_mean, YESTERDAY - 2 * DAY)


def test_when_the_day_is_asked_for_as_a_whole_it_counts() -> None:
    assert last_whole_day(at("2021-02-05 18:00"), LAND.zone) == date(2021, 2, 4)
    assert last_whole_day(at("2021-02-05 23:59:59.999999"), LAND.zone) == date(2021, 2, 5)
    assert last_whole_day(at("2021-02-06 00:00"), LAND.zone) == date(2021, 2, 5)


def test_a_second_site_of_the_same_cases_changes_nothing() -> None:
    lower = [n // 2 for n in RISING]

    assert row_of(*told(RISING), *told(lower, "ncsc")).rt_mean == row_of(*told(RISING)).rt_mean


def test_of_the_line_list_imported_cases_infect_and_were_not_infected_here() -> None:
    def listed(source: SourceKnown) -> IndicatorRow:
        facts = [
            case(
                COMMUNE,
                n,
                when=NOW - (len(RISING) - at_day) * DAY,
                source=source if at_day % 2 else SourceKnown.KNOWN,
            )
            for at_day, n in enumerate(RISING)
        ]
        return row_of(*facts, area=DISTRICT)

    local, half = listed(SourceKnown.KNOWN), listed(SourceKnown.IMPORTED)

    assert (local.rt_cases_7d, half.rt_cases_7d) == (sum(RISING[-7:]), sum(RISING[-6::2]))
    assert (half.rt_p_above_1 or 0) < (local.rt_p_above_1 or 0)


def test_every_row_of_every_tier_has_numbers_or_none_and_never_a_nan() -> None:
    facts = heard(*told(RISING), *told(RISING, area="290"), case(COMMUNE, 3, when=NOW - 3 * DAY))

    for tier in (Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE):
        for row in indicator_table(LAND, facts, tier):
            numbers = (row.rt_mean, row.rt_low, row.rt_high, row.rt_p_above_1)
            assert all(one is None or one >= 0 for one in numbers)
            assert (row.rt_mean is None) == (row.rt_low is None) == (row.rt_high is None)


def test_before_any_law_says_how_there_is_no_growth() -> None:
    then = datetime.fromisoformat("2020-03-20T18:00:00+07:00")

    assert row_of(*told(RISING, until=then.date() - DAY), as_of=then).rt_day is None
