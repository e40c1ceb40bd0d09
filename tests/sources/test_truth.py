"""A part of the scenario year: the bands of the four sources hold the truth more often than without signs."""

from datetime import date, timedelta

import pytest

from tests.sources.listening import listener
from tests.sources.weighing import SOURCES, Point, lift, points_of, share_held, shares

SEED = 1
FIRST, EVERY, DAYS = date(2021, 6, 21), timedelta(days=4), 12
"""Around the wave over the border."""


@pytest.fixture(scope="module")
def points() -> list[Point]:
    return points_of(listener(SEED), SEED, [FIRST + EVERY * n for n in range(DAYS)])


def test_bands_hold_the_truth_on_most_days_and_more_often_than_without_signs(points: list[Point]) -> None:
    for source in SOURCES:
        assert share_held(points, source) >= share_held(points, source, before=True), source
        assert share_held(points, source) >= 0.6, source
    assert share_held(points, "i1", before=True) == 0


def test_illegal_entry_is_seen_in_its_wave(points: list[Point]) -> None:
    true, before, given = shares(points)["i1"]

    assert true > 0.5
    assert before < 0.05 < given
    assert lift(points, "i1") > max(2.0, lift(points, "i1", before=True))


def test_what_is_given_is_never_less_than_what_was_stated(points: list[Point]) -> None:
    assert all(point.given.expected >= point.stated.expected for point in points)
    assert all(point.given.high >= point.stated.high for point in points)
