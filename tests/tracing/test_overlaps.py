"""Overlaps of visits and windows: the fast way and the plain way say the same."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tracing.overlaps import Spans, overlapping

Row = tuple[int, int, int]


def spans(rows: list[Row]) -> Spans:
    place, start, end = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return Spans(place, start, end)


def fast(visits: list[Row], windows: list[Row]) -> set[tuple[int, int]]:
    left, right = overlapping(spans(visits), spans(windows))
    pairs = list(zip(left.tolist(), right.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    return set(pairs)


def by_hand(visits: list[Row], windows: list[Row]) -> set[tuple[int, int]]:
    return {
        (i, j)
        for i, (place, start, end) in enumerate(visits)
        for j, (where, begins, ceases) in enumerate(windows)
        if place == where and place >= 0 and max(start, begins) < min(end, ceases)
    }


places = st.integers(-1, 3)
moments = st.one_of(st.integers(0, 12), st.integers(-5_000_000_000_000, 7_300_000_000_000))
rows = st.lists(st.tuples(places, moments, moments), max_size=12)


@given(visits=rows, windows=rows)
def test_the_pairs_are_those_of_comparing_each_with_each(visits: list[Row], windows: list[Row]):
    assert fast(visits, windows) == by_hand(visits, windows)


@given(visits=rows, windows=rows, ahead=st.integers(-(10**12), 10**12))
def test_all_times_moved_alike_give_the_same_pairs(visits: list[Row], windows: list[Row], ahead: int):
    moved = [[(p, s + ahead, e + ahead) for p, s, e in some] for some in (visits, windows)]
    assert fast(*moved) == fast(visits, windows)


def test_a_hundred_thousand_seeded_cases_equal_brute_force():
    drawn = random.Random(34)
    for scale in (3, 10, 60, 1_440, 86_400_000) * 20:
        found, expected = one_thousand_cases(drawn, scale)
        assert found == expected


def one_thousand_cases(drawn: random.Random, scale: int) -> tuple[set, set]:
    """Each case has three places of its own, so that a thousand are asked at once."""
    visits: list[Row] = []
    windows: list[Row] = []
    expected = set()
    for case in range(1_000):
        ours, theirs = drawn_rows(drawn, case, scale), drawn_rows(drawn, case, scale)
        expected |= {(i + len(visits), j + len(windows)) for i, j in by_hand(ours, theirs)}
        visits += ours
        windows += theirs
    return fast(visits, windows), expected


def drawn_rows(drawn: random.Random, case: int, scale: int) -> list[Row]:
    found = []
    for _ in range(drawn.randint(0, 5)):
        start = drawn.randint(0, 3 * scale)
        length = drawn.choice((0, drawn.randint(0, scale), drawn.randint(-scale, 4 * scale)))
        found.append((3 * case + drawn.randint(0, 2), start, start + length))
    return found


@pytest.mark.parametrize(
    ("visit", "meets"),
    [
        ((0, 0, 10), False),
        ((0, 0, 11), True),
        ((0, 20, 30), False),
        ((0, 19, 30), True),
        ((1, 10, 20), False),
    ],
)
def test_what_only_touches_does_not_meet(visit: Row, meets: bool):
    assert fast([visit], [(0, 10, 20)]) == ({(0, 0)} if meets else set())


def test_what_lasts_no_time_meets_nothing():
    assert fast([(0, 15, 15)], [(0, 10, 20)]) == set()
    assert fast([(0, 10, 20)], [(0, 15, 15), (0, 18, 12)]) == set()


def test_one_long_window_hides_no_short_one_behind_it():
    windows = [(0, 0, 1_000_000), *((0, start, start + 5) for start in range(10, 1_000, 10))]
    assert fast([(0, 500, 503), (0, 995, 2_000_000)], windows) == {(0, 0), (0, 50), (1, 0)}
