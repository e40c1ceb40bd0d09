"""What is promised of the replay of January to March 2021 (docs/replay-2021.md)."""

from datetime import datetime

import pytest

from services.domain.areas import Tier
from services.risk.survey import survey
from tests.replay.promises import falls_of_many_steps, shown_moves, suggested_moves, taken_back
from tests.replay.wave import Step, Wave

BOTH = {"22", "30"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00")


def test_both_provinces_are_flagged_on_the_evening_of_27_january(wave: Wave) -> None:
    with wave.opened() as database, database.reading() as tx:
        found = survey(tx, wave.jurisdiction, at("2021-01-27T23:59:59"))
        before = survey(tx, wave.jurisdiction, at("2021-01-27T12:00:00"))
    provinces = {area.code for area in wave.jurisdiction.areas.of_tier(Tier.PROVINCE, inside=None)}

    assert {code for code in provinces if found.standings[code].flagged} >= BOTH
    assert not [code for code in provinces if before.standings[code].flagged]


@pytest.mark.parametrize("moves", [suggested_moves, shown_moves])
def test_no_loosening_of_the_machine_is_more_than_one_step_or_taken_back_within_a_week(
    wave: Wave, moves
) -> None:
    found = moves(wave.steps)
    ours = [one for one in found if wave.jurisdiction.areas[one.area].inside]

    assert len(ours) > 100, "the wave moved many levels"
    assert falls_of_many_steps(ours) == [], "outside others loosen (decision 0061)"
    assert taken_back(found) == []


def test_a_level_that_flaps_or_leaps_would_be_seen() -> None:
    levels = [(1, 1), (3, 2), (1, 3), (2, 9), (1, 20)]
    told = {"x": [Step(at(f"2021-02-{day:02}T08:00:00"), level, level, None) for level, day in levels]}

    for moves in (suggested_moves(told), shown_moves(told)):
        assert [(one.before, one.after) for one in falls_of_many_steps(moves)] == [(3, 1)]
        assert [(fall.at.day, again.at.day) for fall, again in taken_back(moves)] == [(3, 9)]
