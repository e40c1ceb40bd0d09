"""Proposals and visits due are told when they come up and when they are over: once, not once a grading."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from services.domain.events import Event, InspectionCount, InspectionsCounted
from services.domain.levels import State
from services.domain.records import InspectedPlaceType, SourceKnown
from services.plumbing.database import Database, OutboxRow
from services.policy.reader import load_jurisdiction
from services.risk.hearing import handlers
from services.risk.regrading import regrade
from tests.risk.made import DAY, HOUR, NOW, case_told, contacts_told, order_told

LAND = load_jurisdiction("quang-ninh")
COMMUNE, DISTRICT = "07090", "205"
OLD = NOW - 30 * DAY
OUTBREAK = (
    case_told("c1", COMMUNE, NOW - HOUR, source=SourceKnown.UNKNOWN),
    contacts_told("f1", COMMUNE, NOW - HOUR, 0, traced=0, in_quarantine=0),
)
CALM = [case_told(f"none-{day}", "22", NOW - day * DAY - HOUR, 0) for day in range(40)]


def _graded(database: Database, now: datetime, *events: Event, topic: str = "proposal") -> list[Any]:
    """Hear and grade; all that was told so far of one topic, of our commune and its district."""
    hear = handlers(LAND.areas, lambda: 14)
    with database.transaction() as tx:
        for event in events:
            hear[type(event)](event, tx)
        regrade(tx, LAND, now)
        rows = select(OutboxRow.body).where(OutboxRow.topic.like(f"%{topic}%")).order_by(OutboxRow.seq)
        told = [json.loads(body) for body in tx.execute(rows).scalars()]
    return [one for one in told if one["area"] in (COMMUNE, DISTRICT)]


def _loosening(database: Database, now: datetime, *events: Event) -> list[Any]:
    return [one for one in _graded(database, now, *events) if one["way"] == "loosen"]


def _said(told: list[Any]) -> list[tuple[str, str, bool, str | None]]:
    return [(one["area"], one["way"], one["standing"], one.get("order_number")) for one in told]


def test_what_is_to_be_tightened_is_told_once_with_its_reasons_and_measures(database: Database) -> None:
    (told,) = _graded(database, NOW, *CALM, *OUTBREAK)

    assert (told["area"], told["way"], told["ordered"], told["to"]) == (DISTRICT, "tighten", 1, 3)
    assert told["reasons"] and told["cite"]["title"] and told["measures"]["vi"]
    for hours in (1, 2, 3):
        assert len(_graded(database, NOW + hours * HOUR)) == 1


def test_the_order_that_made_it_so_is_named_and_another_state_of_the_same_level_is_enough(
    database: Database,
) -> None:
    """Level 3 asks for Directive 15, which shows as level 2: signed, nothing is left to propose."""
    _graded(database, NOW, *CALM, *OUTBREAK)
    signed = order_told("9/QĐ", DISTRICT, State.DIRECTIVE_15, NOW + HOUR)

    told = _graded(database, NOW + HOUR, signed)

    assert _said(told)[1:] == [(DISTRICT, "tighten", False, "9/QĐ")]
    assert len(_graded(database, NOW + 2 * HOUR)) == 2


def test_a_proposal_that_the_numbers_take_back_names_no_order(database: Database) -> None:
    _graded(database, NOW, *CALM, *OUTBREAK)
    mistaken = case_told("c1", COMMUNE, NOW - HOUR, 0, learned_at=NOW)

    assert _said(_graded(database, NOW + HOUR, mistaken))[1:] == [(DISTRICT, "tighten", False, None)]


def test_what_may_be_loosened_is_told_with_its_chance_and_is_over_with_the_next_order(
    database: Database,
) -> None:
    old = order_told("1/QĐ", COMMUNE, State.DIRECTIVE_16, OLD)
    (told,) = _loosening(database, NOW, *CALM, old)
    assert (told["way"], told["ordered"], told["to"], told["order_number"]) == ("loosen", 4, 3, "1/QĐ")
    assert "Xác suất không phát sinh thêm ca 100%" in told["reasons"][0]["text"]["vi"]

    over = order_told("1/QĐ", COMMUNE, State.DIRECTIVE_16, OLD, until=NOW + HOUR, learned_at=NOW + HOUR)
    new = order_told("2/QĐ", COMMUNE, State.DIRECTIVE_15, NOW + HOUR)
    later = _loosening(database, NOW + HOUR, over, new)

    assert (COMMUNE, "loosen", False, "2/QĐ") in _said(later)
    assert not later[1]["ended"]


def test_an_order_signed_for_tomorrow_ends_its_proposal_today_and_withdrawn_it_comes_again(
    database: Database,
) -> None:
    _graded(database, NOW, *CALM, *OUTBREAK)
    signed = order_told("9/QĐ", DISTRICT, State.DIRECTIVE_15, NOW + DAY, learned_at=NOW + HOUR)
    told = _graded(database, NOW + HOUR, signed)
    assert _said(told)[1:] == [(DISTRICT, "tighten", False, "9/QĐ")]
    assert len(_graded(database, NOW + 2 * HOUR)) == 2

    withdrawn = order_told(
        "9/QĐ", DISTRICT, State.DIRECTIVE_15, NOW + DAY, until=NOW + DAY, learned_at=NOW + 3 * HOUR
    )
    assert _said(_graded(database, NOW + 3 * HOUR, withdrawn))[2:] == [(DISTRICT, "tighten", True, None)]


def test_what_is_loosened_tomorrow_names_its_order_today_and_nothing_more_when_it_begins(
    database: Database,
) -> None:
    tomorrow = NOW + DAY
    _loosening(database, NOW, *CALM, order_told("1/QĐ", COMMUNE, State.DIRECTIVE_16, OLD))
    over = order_told("1/QĐ", COMMUNE, State.DIRECTIVE_16, OLD, until=tomorrow, learned_at=NOW + HOUR)
    new = order_told("2/QĐ", COMMUNE, State.DIRECTIVE_15, tomorrow, learned_at=NOW + HOUR)

    told = _loosening(database, NOW + HOUR, over, new)

    assert _said(told)[1:] == [(COMMUNE, "loosen", False, "2/QĐ")]
    assert not told[1]["ended"]
    assert _loosening(database, tomorrow) == told


def test_an_order_that_ends_by_itself_ends_its_proposal_and_says_so(database: Database) -> None:
    _loosening(database, NOW, *CALM, order_told("1/QĐ", COMMUNE, State.LOCKDOWN, OLD, until=NOW + HOUR))

    told = _loosening(database, NOW + 2 * HOUR)

    assert _said(told)[1:] == [(COMMUNE, "loosen", False, "1/QĐ")]
    assert told[1]["ended"]


def test_an_order_over_a_fresh_case_is_not_told_for_it_lacks_its_evidence(database: Database) -> None:
    order = order_told("1/QĐ", COMMUNE, State.DIRECTIVE_16, OLD)

    assert _loosening(database, NOW, *CALM, case_told("c1", COMMUNE, NOW - 3 * DAY), order) == []


def _visit(name: str, back: int, again: int, told: timedelta = -HOUR) -> InspectionsCounted:
    day = NOW.date() - timedelta(days=back)
    count = InspectionCount(
        area=COMMUNE, day=day, place_type=InspectedPlaceType.MARKET, inspections=1, failed_items=0,
        breaches=0, to_reinspect=0, place=name, checklist="yyyyy",
        reinspect_on=NOW.date() + timedelta(days=again),
    )  # fmt: skip
    return InspectionsCounted(ref=f"{name}-{day}-{again}", learned_at=NOW + told, counts=(count,))


def _due(database: Database, now: datetime, *events: Event) -> list[tuple[str, int, int]]:
    told = _graded(database, now, *events, topic="inspections-due")
    return [(one["area"], one["places"], one["overdue"]) for one in told]


def test_visits_due_are_told_once_a_day_a_district_and_only_where_one_more_is_due(database: Database) -> None:
    first = _due(database, NOW, _visit("A", 5, -1), _visit("B", 5, 0), _visit("C", 5, 2))
    assert first == [(DISTRICT, 2, 1)]
    assert _due(database, NOW + HOUR) == first, "the same day"
    assert _due(database, NOW + DAY) == first, "nothing more is due"
    assert _due(database, NOW + 2 * DAY) == [*first, (DISTRICT, 3, 2)]


def test_where_all_were_visited_the_record_of_the_last_visit_says_so_once(database: Database) -> None:
    first = _due(database, NOW, _visit("A", 5, 0), _visit("B", 5, 0))
    assert first == [(DISTRICT, 2, 0)]
    assert _due(database, NOW + HOUR, _visit("A", 0, 10, HOUR)) == first, "one is left"

    after = _due(database, NOW + 2 * HOUR, _visit("B", 0, 10, 2 * HOUR))

    assert after == [*first, (DISTRICT, 0, 0)]
    assert _due(database, NOW + 3 * HOUR, _visit("B", 0, 9, 3 * HOUR)) == after
    assert _due(database, NOW + DAY) == after


def test_a_visit_of_the_day_adds_no_place_before_the_next_day(database: Database) -> None:
    first = _due(database, NOW, _visit("A", 5, 0))

    assert _due(database, NOW + HOUR, _visit("B", 1, 0, HOUR), _visit("C", 1, 0, HOUR)) == first
    assert _due(database, NOW + DAY) == [*first, (DISTRICT, 3, 3)]
