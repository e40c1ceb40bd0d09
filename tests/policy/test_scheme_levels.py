"""Levels that look back: weeks in a row, better only after two, from the next Monday on. Invented weeks."""

import shutil
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from services.policy.reader import LAW
from services.policy.scheme_levels import Observation, SchemeLevel, levels_of
from services.policy.schemes import load_scheme

ITALY = load_scheme(LAW.parent / "scheme_law" / "italy-2020")
ROME = ZoneInfo("Europe/Rome")
FRIDAY = date(2021, 5, 21)
EMPTY = {"wards_pct": 5.0, "icu_pct": 5.0}


def weeks(*incidence: float | None, first: date = FRIDAY) -> list[SchemeLevel]:
    """One number a week, of each Friday."""
    days = [first + timedelta(weeks=n) for n in range(len(incidence))]
    given = zip(days, incidence, strict=True)
    return levels_of(
        ITALY,
        [
            Observation("Molise", datetime.combine(one, time.min, ROME), EMPTY | {"cases_7d_per_100k": rate})
            for one, rate in given
        ],
    )  # fmt: skip


def colours(found: Sequence[SchemeLevel]) -> list[str | None]:
    return [one.step.id if one.step else None for one in found]


def test_three_weeks_below_fifty_are_white_and_then_white_is_held_to_two_weeks() -> None:
    # White by the rows from the third week on; better colours count after two observations that say so.
    assert colours(weeks(60, 40, 40, 40, 40)) == ["yellow", "yellow", "yellow", "yellow", "white"]


def test_a_first_observation_cannot_say_three_weeks_in_a_row() -> None:
    found = weeks(40)

    assert colours(found) == [None]
    assert found[0].missing == ("cases_7d_per_100k",)


def test_a_week_nobody_told_of_breaks_the_row() -> None:
    assert colours(weeks(60, 40, None, 40, 40))[2:] == [None, None, None]


def test_worse_counts_at_once() -> None:
    red = {"cases_7d_per_100k": 260.0, "wards_pct": 41.0, "icu_pct": 31.0}
    friday = datetime(2021, 6, 4, tzinfo=ROME)
    found = levels_of(
        ITALY,
        [
            Observation("Molise", friday - timedelta(weeks=1), EMPTY | {"cases_7d_per_100k": 60.0}),
            Observation("Molise", friday, red),
            Observation("Molise", friday + timedelta(weeks=1), EMPTY | {"cases_7d_per_100k": 60.0}),
            Observation("Molise", friday + timedelta(weeks=2), EMPTY | {"cases_7d_per_100k": 60.0}),
        ],
    )

    assert colours(found) == ["yellow", "red", "red", "yellow"]
    assert found[2].row is None and found[3].row is not None


def test_a_better_colour_is_the_worst_of_those_two_weeks() -> None:
    friday = datetime(2021, 6, 4, tzinfo=ROME)
    red = {"cases_7d_per_100k": 260.0, "wards_pct": 41.0, "icu_pct": 31.0}
    orange = {"cases_7d_per_100k": 260.0, "wards_pct": 5.0, "icu_pct": 5.0}
    yellow = {"cases_7d_per_100k": 60.0, "wards_pct": 5.0, "icu_pct": 5.0}
    told = [red, orange, yellow, yellow]
    given = [Observation("Molise", friday + timedelta(weeks=n), one) for n, one in enumerate(told)]

    assert colours(levels_of(ITALY, given)) == ["red", "red", "orange", "yellow"]


@pytest.mark.parametrize(
    ("told", "monday"),
    [
        ("2021-05-21", "2021-05-24"),
        ("2021-05-23", "2021-05-24"),
        ("2021-05-24", "2021-05-31"),  # told on a Monday: from the next one on
        ("2021-10-29", "2021-11-01"),  # the clock goes back in between
    ],
)
def test_a_colour_counts_from_the_next_monday_on(told: str, monday: str) -> None:
    (found,) = weeks(60, first=date.fromisoformat(told))

    assert found.since == datetime.fromisoformat(monday).replace(tzinfo=ROME)


def test_the_order_of_the_rows_of_a_table_does_not_matter() -> None:
    friday = datetime(2021, 5, 21, tzinfo=ROME)
    given = [
        Observation(area, friday + timedelta(weeks=n), EMPTY | {"cases_7d_per_100k": 40.0})
        for n in range(5)
        for area in ("Molise", "Umbria")
    ]

    assert levels_of(ITALY, given) == levels_of(ITALY, given[::-1])
    assert {one.area for one in levels_of(ITALY, given)} == {"Molise", "Umbria"}


def test_law_changes_between_two_weeks() -> None:
    rate = {"cases_7d_per_100k": 300.0, "rt_lower": 0.9, "risk_class": 1.0, "wards_pct": 5.0, "icu_pct": 5.0}
    found = levels_of(
        ITALY,
        [
            Observation("A", datetime(2021, 3, 12, tzinfo=ROME), rate),
            Observation("B", datetime(2021, 3, 19, tzinfo=ROME), rate),
        ],
    )  # fmt: skip

    assert colours(found) == ["yellow", "red"]


def test_a_colour_beside_the_ladder_does_not_make_the_way_down_shorter(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(LAW.parent / "scheme_law" / "eu-2020-1475", tmp_path / "slower"))
    page = folder / "area_levels.yaml"
    slower = "rules:\n      every_days: 7\n      better_after: 2\n"
    page.write_text(page.read_text(encoding="utf-8").replace("rules:\n", slower), encoding="utf-8")
    weeks_told = ((400.0, 400.0), (400.0, 100.0), (10.0, 400.0), (10.0, 400.0))
    told = [
        Observation(
            "Namur",
            datetime(2021, 3, 4, tzinfo=ZoneInfo("Europe/Brussels")) + timedelta(weeks=week),
            {"cases_14d_per_100k": cases, "positivity_7d": 0.02, "tests_7d_per_100k": tests},
        )
        for week, (cases, tests) in enumerate(weeks_told)
    ]

    assert colours(levels_of(load_scheme(folder), told)) == ["red", "grey", "red", "green"]
