"""Unseen infection is told when it becomes high and when it no longer is, once each time."""

import json
from typing import Any

from sqlalchemy import select

from services.domain.records import SourceKnown
from services.plumbing.database import Database, OutboxRow
from services.policy.reader import load_jurisdiction
from services.risk.hearing import handlers
from services.risk.regrading import regrade
from tests.risk.made import DAY, NOW, case_told

LAND = load_jurisdiction("quang-ninh")


def _step(database: Database, now: Any, *events: Any) -> list[dict[str, Any]]:
    """Hear and grade; what was told of unseen infection so far."""
    kept = handlers(LAND.areas, lambda: 14)
    with database.transaction() as tx:
        for event in events:
            kept[type(event)](event, tx)
        regrade(tx, LAND, now)
        rows = tx.execute(
            select(OutboxRow.body).where(OutboxRow.topic.like("%source-pressure%")).order_by(OutboxRow.seq)
        )
        return [json.loads(body) for body in rows.scalars()]


def test_a_place_outside_is_told_of_when_its_unknown_sources_press_and_once(database: Database) -> None:
    told = _step(database, NOW, case_told("c1", "290", NOW - 2 * DAY, 30, source=SourceKnown.UNKNOWN))

    place = {one["area"]: one for one in told}["290"]
    assert (place["high"], place["untraced"], place["found"]) == (True, 30, 0)
    assert [reason["indicator"] for reason in place["reasons"]] == ["untraced_source", "missing_contacts"]
    assert "chưa có báo cáo F1 nào" in place["reasons"][1]["text"]["vi"]
    assert len(_step(database, NOW + DAY / 24)) == len(told)


def test_it_is_told_again_when_the_source_was_found_and_contacts_are_listed(database: Database) -> None:
    _step(database, NOW, case_told("c1", "290", NOW - 2 * DAY, 30, source=SourceKnown.UNKNOWN))

    told = _step(
        database, NOW + DAY / 24, case_told("c1", "290", NOW - 2 * DAY, 2, learned_at=NOW + DAY / 24)
    )

    assert [(one["area"], one["high"]) for one in told if one["area"] == "290"] == [
        ("290", True),
        ("290", False),
    ]


def test_with_the_window_it_ends_by_itself(database: Database) -> None:
    _step(database, NOW, case_told("c1", "290", NOW - 2 * DAY, 30, source=SourceKnown.UNKNOWN))

    told = _step(database, NOW + 14 * DAY)

    assert told[-1]["high"] is False
    assert told[-1]["pressure"] == 0


def test_a_few_cases_with_a_known_source_are_not_told_of(database: Database) -> None:
    assert _step(database, NOW, case_told("c1", "07090", NOW - DAY / 2, 5)) == []
