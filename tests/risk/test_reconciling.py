"""Two sites reconciled: every case agrees or stands in one difference, and the known habits are named."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.risk.heard import Count
from services.risk.reconciling import Why, reconcile, reconciled_pairs

FIRST = date(2021, 6, 1)
GRID = st.dictionaries(st.tuples(st.sampled_from(["01", "22", "27"]), st.integers(0, 20)), st.integers(1, 9))


def told(site: str, grid: dict[tuple[str, int], int], later: int = 0) -> list[Count]:
    return [Count(site, area, FIRST + timedelta(days=day + later), n) for (area, day), n in grid.items()]


@given(GRID, GRID)
def test_every_case_of_both_sites_is_accounted_for_once(a: dict, b: dict) -> None:
    found = reconcile(told("a", a) + told("b", b), "a", "b")
    both = sum(one.cases for one in found.differences if one.other_day)
    alone: Counter[str] = Counter()
    for one in found.differences:
        if one.other_day is None:
            alone[one.area] += one.cases

    assert found.agreed + both + found.agreed + both + sum(alone.values()) == sum(a.values()) + sum(
        b.values()
    )
    assert all(one.cases > 0 for one in found.differences)


@given(GRID)
def test_a_site_agrees_with_itself(a: dict) -> None:
    found = reconcile(told("a", a) + told("b", a), "a", "b")

    assert (found.agreed, found.differences) == (sum(a.values()), ())


def test_the_same_cases_a_day_later_are_the_usual_lag() -> None:
    grid = {("22", day): day + 1 for day in range(0, 20, 2)}

    found = reconcile(told("a", grid) + told("b", grid, later=1), "a", "b")
    turned = reconcile(told("a", grid) + told("b", grid, later=1), "b", "a")

    assert found.lag_days == 1 and set(found.sums()) == {Why.USUAL_LAG}
    assert turned.lag_days == -1 and turned.sums() == found.sums()


def test_habits_of_the_sites_are_named_and_the_rest_is_open() -> None:
    same = {("22", day): day + 1 for day in range(10)}
    ours = told("vncdc", same | {("27", 4): 2})
    other = told("ncsc", same | {("04", 5): 1, ("22", 6): 9})

    (found,) = reconciled_pairs(ours + other)

    assert (found.site_a, found.agreed) == ("vncdc", 55)
    assert [(one.area, one.cases, one.why) for one in found.differences] == [
        ("04", 1, Why.AREA_ABSENT),
        ("22", 2, Why.IMPORTED),
        ("27", 2, Why.AREA_ABSENT),
    ]


def test_days_before_the_other_site_began_are_not_held_against_it() -> None:
    found = reconcile(told("a", {("22", 0): 2, ("22", 9): 1}) + told("b", {("22", 9): 1}), "a", "b")

    assert found.sums() == {Why.OUTSIDE: 2}
