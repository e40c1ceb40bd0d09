"""Two official sites: the lag between them, made up and real; and sums as a hand would add them."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.areas import Tier
from services.policy.reader import Jurisdiction
from services.risk.heard import Count, Heard
from services.risk.indicators import as_table, indicator_table
from services.risk.sites import compare_sites

FIRST = date(2021, 5, 1)


def _of(site: str, told: dict[tuple[str, int], int], lag: int = 0) -> list[Count]:
    return [
        Count(site, area, FIRST + timedelta(days=day + lag), number) for (area, day), number in told.items()
    ]


def _read(folder: Path, site: str) -> list[Count]:
    with (folder / f"{site}_province_daily.csv").open(encoding="utf-8") as file:
        return [
            Count(site, row["gso_code"], date.fromisoformat(row["date"]), int(row["confirmed"]))
            for row in csv.DictReader(file)
        ]


@pytest.mark.parametrize("lag", range(-3, 4))
def test_a_shift_is_found(lag: int) -> None:
    told = {(area, day): (day * 7 + int(area)) % 11 for area in ("22", "30", "31") for day in range(40)}

    (found,) = compare_sites(_of("a", told) + _of("b", told, lag))

    assert (found.lag_days, found.agreement) == (lag, 1.0)
    assert found.days_compared == 40 - abs(lag)


@given(
    counts=st.lists(
        st.builds(
            Count,
            site=st.sampled_from(["a", "b", "c"]),
            area=st.sampled_from(["22", "30", "00"]),
            day=st.integers(0, 30).map(lambda n: FIRST + timedelta(days=n)),
            new_cases=st.integers(0, 9),
        ),
        max_size=12,
    )
)
def test_whatever_the_sites_tell_every_pair_is_compared(counts: list[Count]) -> None:
    sites = len({count.site for count in counts})

    found = compare_sites(counts)

    assert len(found) == sites * (sites - 1) // 2
    assert all(one.agreement is None or 0 < one.agreement <= 1 for one in found)


def test_nothing_one_site_and_no_common_days_compare_to_nothing() -> None:
    told = {("22", 0): 3}

    assert compare_sites([]) == []
    assert compare_sites(_of("a", told)) == []
    (apart,) = compare_sites(_of("a", told) + _of("b", told, 90))
    assert (apart.lag_days, apart.agreement, apart.days_compared) == (None, None, 0)


def test_the_second_site_of_viet_nam_dates_cases_one_day_later(vietnam: Path) -> None:
    summer = [
        count
        for site in ("vncdc", "ncsc")
        for count in _read(vietnam, site)
        if count.day >= date(2021, 4, 27)
    ]

    (found,) = compare_sites(summer)

    assert (found.site_a, found.site_b) == ("ncsc", "vncdc")
    assert found.lag_days == -1
    assert found.agreement is not None and found.agreement > 0.5


@pytest.mark.parametrize("day", ["2020-02-01", "2020-08-05", "2021-05-15", "2021-06-30"])
def test_sums_of_the_real_list_are_those_of_a_hand(land: Jurisdiction, vietnam: Path, day: str) -> None:
    today = date.fromisoformat(day)
    counts = _read(vietnam, "vncdc")
    moment = datetime.combine(today, datetime.max.time(), tzinfo=land.zone)

    rows = as_table(indicator_table(land, Heard(as_of=moment, counts=counts), Tier.PROVINCE))

    assert len(rows) == 63 + 1  # and Guangxi
    for row in rows:
        mine = {c.day: c.new_cases for c in counts if c.area == row["area"]}
        for length in (1, 7, 14, 28):
            window = [mine[d] for n in range(length) if (d := today - timedelta(days=n)) in mine]
            assert row[f"cases_{length}d"] == (sum(window) if window else None)
        past = [d for d, number in mine.items() if number and d <= today]
        assert row["days_since_last_case"] == ((today - max(past)).days if past else None)


def test_with_both_real_sites_the_larger_sum_counts(land: Jurisdiction, vietnam: Path) -> None:
    counts = {site: _read(vietnam, site) for site in ("vncdc", "ncsc")}
    moment = datetime(2021, 6, 10, 20, tzinfo=land.zone)

    alone, other, both = (
        {
            row.area: row.cases_14d or 0
            for row in indicator_table(land, Heard(as_of=moment, counts=told), Tier.PROVINCE)
        }
        for told in (counts["vncdc"], counts["ncsc"], counts["vncdc"] + counts["ncsc"])
    )

    assert both == {area: max(alone[area], other[area]) for area in both}
    assert any(alone[area] != other[area] for area in both)
