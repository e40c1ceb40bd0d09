"""Standings are kept when something changes, told when a level does, and found again day by day."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from services.domain.levels import State
from services.plumbing.database import Database, OutboxRow
from services.policy.reader import load_jurisdiction
from services.risk.hearing import handlers
from services.risk.history import daily_levels, graded_days
from services.risk.regrading import levels_since, regrade
from services.risk.tables import GradeRow
from tests.risk.made import DAY, HOUR, NOW, at, case_told, order_told

LAND = load_jurisdiction("quang-ninh")
GRADED = 13 + 177 + 1


def _step(database: Database, now: datetime, *events: Any) -> tuple[int, int]:
    """Hear and grade; how many changes were told, and how many rows are kept in all."""
    kept = handlers(LAND.areas, lambda: 14)
    with database.transaction() as tx:
        for event in events:
            kept[type(event)](event, tx)
        told = regrade(tx, LAND, now)
        return told, tx.execute(select(func.count()).select_from(GradeRow)).scalar_one()


def _told(database: Database) -> list[dict[str, Any]]:
    with database.reading() as tx:
        rows = tx.execute(
            select(OutboxRow.body).where(OutboxRow.topic.like("%area-level%")).order_by(OutboxRow.seq)
        )
        return [json.loads(body) for body in rows.scalars()]


def test_the_first_grades_of_a_calm_map_are_no_news_and_a_second_look_adds_nothing(
    database: Database,
) -> None:
    outside = len([a for a in LAND.areas if not a.inside and a.tier in ("district", "province")])

    first = _step(database, NOW, case_told("0", "22", NOW - HOUR, 0))

    assert first == (0, GRADED + outside)
    assert _step(database, NOW + HOUR) == first


def test_a_changed_level_is_told_with_what_it_was_and_the_order_that_decides(database: Database) -> None:
    _step(database, NOW, case_told("0", "22", NOW - HOUR, 0))

    told, _ = _step(database, NOW + HOUR, order_told("o1", "205", State.DIRECTIVE_16, NOW + HOUR))

    changes = {change["area"]: change for change in _told(database)}
    assert told == len(changes)
    assert (changes["205"]["before"], changes["205"]["after"]) == (1, 4)
    assert (changes["205"]["order_number"], changes["205"]["suggested"]) == ("o1", 2)
    assert changes["07090"]["after"] == 4
    assert changes["196"]["after"] == 3  # next to a locked district


def test_another_law_with_the_same_answer_is_kept_and_not_told(database: Database) -> None:
    eve, day = at("2021-01-27 23:00"), at("2021-01-28 01:00")
    _, before = _step(database, eve, case_told("0", "22", eve - HOUR, 0))

    told, after = _step(database, day)

    assert told == 0
    assert after == 2 * before


def test_levels_are_found_again_at_the_end_of_each_day(database: Database) -> None:
    noon = at("2021-02-05 12:00")
    _step(database, noon, case_told("0", "22", noon - HOUR, 0))
    order = order_told("o", "205", State.LOCKDOWN, noon + DAY, until=noon + 2 * DAY)
    _step(database, noon + DAY, order)
    _step(database, noon + 2 * DAY + HOUR)

    with database.reading() as tx:
        days = graded_days(tx, LAND.zone, noon + 3 * DAY, 60)
        levels = daily_levels(tx, [noon.date() - DAY, *days], LAND.zone, noon + 3 * DAY)
        halfway = daily_levels(tx, days[:2], LAND.zone, noon + DAY - HOUR)
        since = levels_since(tx, noon + 3 * DAY)

    assert days == [noon.date() + timedelta(days=n) for n in range(4)]
    # Its communes touched a locked one: 2 by the numbers, and held when the order has ended.
    assert levels["205"] == (None, 1, 4, 2, 2)
    assert levels["194"] == (None, 1, 1, 1, 1)
    assert halfway["205"] == (1, 1)  # as known then, the second day had not brought the order yet
    assert since["205"] == noon + 2 * DAY + HOUR
    assert since["194"] == noon


def test_nothing_graded_has_one_day_and_no_levels(database: Database) -> None:
    with database.reading() as tx:
        assert graded_days(tx, LAND.zone, NOW, 60) == [NOW.date()]
        assert daily_levels(tx, [NOW.date()], LAND.zone, NOW) == {}
        assert levels_since(tx, NOW) == {}


def test_the_strip_of_days_is_never_longer_than_asked(database: Database) -> None:
    _step(database, NOW, case_told("0", "22", NOW - HOUR, 0))

    with database.reading() as tx:
        assert graded_days(tx, LAND.zone, NOW + 9 * DAY, 3) == [
            NOW.date() + timedelta(days=n) for n in (7, 8, 9)
        ]
