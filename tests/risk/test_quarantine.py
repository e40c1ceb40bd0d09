"""i2: who must keep quarantine and does not, counted by area; what nobody told is not nothing."""

from datetime import date
from typing import Any

import pytest

from services.domain.events import (
    EntrantCount,
    EntrantsCounted,
    QuarantineCounted,
    RollCallCount,
    RollCallsCounted,
    StayCount,
)
from services.domain.records import QuarantineKind, QuarantineReason, StayEnd
from services.plumbing.database import Database
from services.policy.reader import load_jurisdiction
from services.risk.heard import Entrants, Heard, Quarantined, RollCallHeard
from services.risk.hearing import handlers
from services.risk.recall import recall
from services.risk.survey import survey_of
from tests.risk.made import DAY, HOUR, NOW, contacts, seen

LAND = load_jurisdiction("quang-ninh")
COMMUNE, DISTRICT, ELSEWHERE = "07093", "205", "06823"
TODAY = NOW.date()
ZONE = LAND.zone


def i2(*facts: Any, area: str = COMMUNE, **how: Any) -> dict[str, float]:
    """The signals of i2 in an area, by name."""
    return seen(LAND, *facts, **how).points[area]["i2"].seen


def place(inside: int = 20, escaped: int = 0, entrants: int = 0, name: str | None = "F31") -> Quarantined:
    return Quarantined(name, COMMUNE, inside, escaped, entrants)


def call(hours_ago: float = 1, absent: int = 0, tests: int | None = None, name: str = "F31") -> RollCallHeard:
    return RollCallHeard(name, COMMUNE, NOW - hours_ago * HOUR, absent, tests)


def test_who_left_and_who_was_absent_counts_in_the_commune_and_all_above_it() -> None:
    facts = (place(escaped=2), call(absent=3), call(hours_ago=30, absent=1))

    for area in (COMMUNE, DISTRICT, "22"):
        assert i2(*facts, area=area) == {"breach": 2, "missed_check": 4, "people_per_100": 0.2}
    assert i2(*facts, area=ELSEWHERE) == {}


def test_overdue_tests_are_those_of_the_newest_roll_call_that_speaks_of_tests() -> None:
    told = (call(hours_ago=40, tests=9), call(hours_ago=20, tests=4), call(tests=None))

    assert i2(*told)["overdue_test"] == 4


def test_a_place_with_people_that_nobody_counted_in_time_is_told() -> None:
    assert i2(place(), call(hours_ago=35)).get("unchecked_place") is None
    assert i2(place(), call(hours_ago=37))["unchecked_place"] == 1
    assert i2(place(), call(name="F32"))["unchecked_place"] == 1
    assert "unchecked_place" not in i2(place(inside=0))
    assert "unchecked_place" not in i2(place(name=None))  # homes are looked at by the commune


def test_an_entrant_whom_no_quarantine_place_has_told_of_is_missing() -> None:
    assert i2(Entrants(COMMUNE, 5, 0), place(entrants=3))["entrant_missing"] == 2
    assert "entrant_missing" not in i2(Entrants(COMMUNE, 3, 0), place(entrants=5))
    assert i2(Entrants(COMMUNE, 3, 2), place(entrants=3))["entrant_unplaced"] == 2


def test_while_no_list_of_stays_was_ever_heard_nobody_is_missing_and_the_score_says_what_it_lacks() -> None:
    facts = {"entrants": (Entrants(COMMUNE, 5, 0),), "last_learned": {"entrants": NOW}}
    found = survey_of(Heard(as_of=NOW, **facts), LAND, LAND.law.area_levels.find(NOW)).scores(COMMUNE)["i2"]

    assert found.score == 0
    assert [reason.indicator for reason in found.reasons] == ["not_heard", "not_heard"]


@pytest.mark.parametrize(("inside", "told", "people"), [(150, 100, 1.5), (50, 100, 1.0)])
def test_of_two_counts_of_people_in_quarantine_the_larger_stands(
    inside: int, told: int, people: float
) -> None:
    assert i2(place(inside=inside), call(), contacts(COMMUNE, told, told, told))["people_per_100"] == people


def test_escapes_and_absences_make_a_high_score_with_reasons_that_a_person_can_read() -> None:
    score = seen(LAND, place(escaped=2), call(absent=4)).scores(COMMUNE)["i2"]

    assert score.score == 100
    assert score.reasons[0].text.vi == "Một vụ vi phạm cách ly × 2 = 6 điểm"


# --- from events ------------------------------------------------------------------------------------------


def stays(*counts: StayCount, ref: str = "q", **how: Any) -> QuarantineCounted:
    return QuarantineCounted(**{"learned_at": NOW, "ref": ref, "counts": counts, **how})


def stay(people: int = 1, left: date | None = None, ended: StayEnd | None = None, **other: Any) -> StayCount:
    told = {
        "place": "F31", "area": COMMUNE, "kind": QuarantineKind.CENTRAL, "why": QuarantineReason.ENTRANT,
        "since": TODAY - 3 * DAY, "planned_until": TODAY + 11 * DAY, "left_on": left, "ended": ended,
    }  # fmt: skip
    return StayCount(**told | other, people=people)


def heard_of(database: Database, *events: Any, then: Any = NOW) -> Heard:
    kept = handlers(LAND.areas, lambda: 14)
    with database.transaction() as tx:
        for event in events:
            kept[type(event)](event, tx)
        return recall(tx, then, zone=ZONE)


def test_a_release_takes_the_person_out_and_an_escape_is_counted(database: Database) -> None:
    gone = stays(stay(-1), stay(1, TODAY - DAY, StayEnd.ESCAPED), ref="q2", learned_at=NOW + HOUR)
    events = (stays(stay(3)), gone)

    before = heard_of(database, *events)
    with database.reading() as tx:
        after = recall(tx, NOW + HOUR, zone=ZONE)

    assert before.quarantined == [Quarantined("F31", COMMUNE, 3, 0, 3)]
    assert after.quarantined == [Quarantined("F31", COMMUNE, 2, 1, 3)]


def test_who_is_to_come_tomorrow_or_left_today_is_not_inside(database: Database) -> None:
    coming, left = stay(5, since=TODAY + DAY), stay(2, TODAY, StayEnd.COMPLETED)

    (found,) = heard_of(database, stays(coming, left)).quarantined

    assert found.inside == 0


def test_a_stay_of_long_ago_that_nobody_ended_is_a_missing_report(database: Database) -> None:
    assert heard_of(database, stays(stay(5, since=TODAY - 90 * DAY))).quarantined == []


def test_roll_calls_of_a_moment_add_up_whether_by_counts_or_person_by_person(database: Database) -> None:
    at = NOW - HOUR

    def count(present: int, absent: int, overdue: int = 0, told: int = 0) -> RollCallCount:
        return RollCallCount(
            place="F31", area=COMMUNE, at=at, present=present, absent=absent,
            overdue_tests=overdue, tests_told=told,
        )  # fmt: skip

    one = RollCallsCounted(learned_at=NOW, ref="r1", counts=(count(20, 1),))
    two = RollCallsCounted(learned_at=NOW, ref="r2", counts=(count(0, 1, 3, 1),))

    assert heard_of(database, one, two).roll_calls == [RollCallHeard("F31", COMMUNE, at, 2, 3, present=20)]


def test_entrants_of_today_are_still_on_their_way_but_need_a_place(database: Database) -> None:
    counts = [
        EntrantCount(gate="G01", area=COMMUNE, day=TODAY - days * DAY, people=2, unplaced=1)
        for days in (0, 1, 13, 14)
    ]
    told = EntrantsCounted(learned_at=NOW, ref="e", counts=tuple(counts))

    assert heard_of(database, told).entrants == [Entrants(COMMUNE, 4, 3, "G01")]
