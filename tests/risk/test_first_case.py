"""The first case after a quiet period: told once, for the largest area up to the district, never too late."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.domain.events import Event
from services.plumbing.database import Database, OutboxRow
from services.policy.reader import load_jurisdiction
from services.risk.hearing import handlers
from tests.risk.made import DAY, HOUR, NOW, case_told

LAND = load_jurisdiction("quang-ninh")
QUIET = 14
COMMUNE, SISTER, ELSEWHERE = "07090", "07096", "06994"


@pytest.fixture
def told(database: Database) -> Any:
    """Hands events to the listener; returns the areas and quiet days told so far."""
    kept = handlers(LAND.areas, lambda: QUIET)

    def tell(*events: Event) -> list[tuple[str, int | None]]:
        with database.transaction() as tx:
            for event in events:
                kept[type(event)](event, tx)
            rows = tx.execute(select(OutboxRow.body).order_by(OutboxRow.seq)).scalars()
            found = [json.loads(body) for body in rows]
        return [(body["area"], body["quiet_days"]) for body in found]

    return tell


def test_the_first_case_is_told_once_for_the_district_and_later_ones_of_the_night_are_not(told: Any) -> None:
    night = [
        case_told("a", COMMUNE, NOW),
        case_told("b", COMMUNE, NOW + HOUR),
        case_told("c", SISTER, NOW - 5 * HOUR, learned_at=NOW + 2 * HOUR),
    ]

    assert told(*night) == [("205", None)]


def test_a_commune_in_a_district_that_is_not_quiet_is_told_by_itself(told: Any) -> None:
    found = told(case_told("a", COMMUNE, NOW), case_told("b", SISTER, NOW + 5 * DAY))

    assert found == [("205", None), (SISTER, None)]


@pytest.mark.parametrize(("gap", "quiet"), [(QUIET * DAY - HOUR, []), (QUIET * DAY, [("205", QUIET)])])
def test_after_the_quiet_days_a_case_is_a_first_one_again(
    told: Any, gap: timedelta, quiet: list[tuple[str, int]]
) -> None:
    assert told(case_told("a", COMMUNE, NOW), case_told("b", COMMUNE, NOW + gap))[1:] == quiet


def test_corrections_and_zeroes_are_no_first_cases(told: Any) -> None:
    found = told(
        case_told("0", "22", NOW, 0),
        case_told("a", COMMUNE, NOW + HOUR),
        case_told("a", ELSEWHERE, NOW + HOUR, learned_at=NOW + 2 * HOUR),
    )

    assert found == [("205", None)]


def test_a_case_that_a_correction_took_away_was_never_there(told: Any) -> None:
    told(case_told("a", COMMUNE, NOW), case_told("a", ELSEWHERE, NOW, learned_at=NOW + HOUR))

    assert told(case_told("b", COMMUNE, NOW + 3 * DAY))[-1] == ("205", None)


def test_an_old_case_learned_late_is_not_told_when_newer_ones_are_known(told: Any) -> None:
    found = told(
        case_told("a", COMMUNE, NOW), case_told("old", COMMUNE, NOW - 10 * DAY, learned_at=NOW + HOUR)
    )

    assert found == [("205", None)]


def test_history_that_is_read_in_is_no_news(told: Any) -> None:
    assert told(case_told("old", COMMUNE, NOW - 300 * DAY, learned_at=NOW)) == []
    assert told(case_told("late", COMMUNE, NOW - QUIET * DAY, learned_at=NOW)) == []


def test_outside_the_district_or_the_province_that_was_named_is_told(told: Any) -> None:
    assert told(case_told("a", "290", NOW), case_told("b", "31", NOW)) == [("290", None), ("31", None)]


@pytest.mark.parametrize("code", ["00", "99999"])
def test_a_place_the_register_does_not_know_is_kept_and_told_to_nobody(told: Any, code: str) -> None:
    moment: datetime = NOW

    assert told(case_told("a", code, moment)) == []
