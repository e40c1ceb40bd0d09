"""The memory in the house: kept when it changes, read as known then, under orders, over missing data."""

from datetime import datetime
from typing import Any

from services.domain.levels import RiskLevel, State
from services.plumbing.database import Database
from services.policy.reader import load_jurisdiction
from services.risk.hearing import handlers
from services.risk.held import held_levels
from services.risk.regrading import regrade
from services.risk.rings.ratchet import Held
from services.risk.survey import Survey, survey, survey_of
from tests.risk.made import DAY, HOUR, NOW, calm, case_told, contacts_told, heard, order_told

LAND = load_jurisdiction("quang-ninh")
AREA, DISTRICT = "07090", "205"


def _live(database: Database, now: datetime, *events: Any) -> Survey:
    kept = handlers(LAND.areas, lambda: 14)
    with database.transaction() as tx:
        for event in (case_told(f"none-{now:%d%H}", "22", now - HOUR, 0), *events):
            kept[type(event)](event, tx)
        regrade(tx, LAND, now)
        return survey(tx, LAND, now)


def _levels(found: Survey, code: str = AREA) -> tuple[int | None, int | None]:
    standing = found.standings[code]
    return standing.level, standing.grade.numbers_level


def _after_a_case(database: Database, days: int) -> list[Survey]:
    """A commune with one F0 of known source and its contacts, all told on the first day."""
    told = (
        case_told("f0", AREA, NOW - HOUR),
        contacts_told("f1", AREA, NOW - HOUR, 5, traced=5, in_quarantine=5, awaiting_result=0),
    )
    first = _live(database, NOW, *told)
    return [first, *(_live(database, NOW + day * DAY) for day in range(1, days))]


def test_after_a_case_the_level_rests_a_week_longer_than_the_numbers(database: Database) -> None:
    shown = [_levels(found) for found in _after_a_case(database, 40)]

    assert shown[0] == (2, None)
    fell = next(day for day, (level, _) in enumerate(shown) if level == 1)
    below = next(day for day, (_, numbers) in enumerate(shown) if numbers == 1)
    assert fell == below + 7
    assert {level for level, _ in shown[:fell]} == {2}
    assert {level for level, _ in shown[fell:]} == {1}


def test_why_it_is_held_stands_first_among_the_reasons(database: Database) -> None:
    found = next(one for one in _after_a_case(database, 35) if _levels(one)[1] == 1)

    reason = found.standings[AREA].grade.reasons[0]
    assert reason.indicator == "held"
    assert reason.text.vi.startswith("Giữ mức 2: số liệu ở mức 1 từ ")
    assert "cần giữ ổn định 7 ngày" in reason.text.vi


def test_the_memory_is_read_as_known_then(database: Database) -> None:
    lived = _after_a_case(database, 38)

    with database.reading() as tx:
        again = [survey(tx, LAND, NOW + day * DAY) for day in (0, 10, 20, 30, 37)]
        early = held_levels(tx, NOW - DAY)
    assert [_levels(one) for one in again] == [_levels(lived[day]) for day in (0, 10, 20, 30, 37)]
    assert early == {}


def test_an_order_goes_and_the_memory_underneath_stays(database: Database) -> None:
    _after_a_case(database, 2)
    ordered = order_told("o", DISTRICT, State.DIRECTIVE_16, NOW + DAY, until=NOW + 3 * DAY)

    during, after = _live(database, NOW + 2 * DAY, ordered), _live(database, NOW + 4 * DAY)

    assert _levels(during)[0] == 4
    # While the district was locked every commune touched a locked one: 3 by the numbers, and held.
    assert (during.held[AREA].level, _levels(after)) == (3, (3, 2))


def test_removing_every_report_never_lowers_a_level_that_was_held() -> None:
    law = LAND.law.area_levels.find(NOW)
    held = {AREA: Held(RiskLevel.HIGH, NOW - DAY)}

    silent = survey_of(heard(silent=True), LAND, law, held=held)
    calmed = survey_of(heard(calm()), LAND, law, held=held)

    assert (silent.standings[AREA].level, calmed.standings[AREA].level) == (3, 3)
    assert silent.standings[AREA].grade.reasons[0].text.vi == (
        "Giữ mức 3: thiếu số liệu không làm mức thấp đi"
    )


def test_areas_outside_and_times_without_a_law_have_no_memory() -> None:
    held = {"290": Held(RiskLevel.HIGH, NOW - DAY), AREA: Held(RiskLevel.HIGH, NOW - DAY)}

    outside = survey_of(heard(calm("290")), LAND, LAND.law.area_levels.find(NOW), held=held)
    lawless = survey_of(heard(calm()), LAND, None, held=held)

    assert outside.standings["290"].grade.held_since is None
    assert lawless.standings[AREA].level is None
