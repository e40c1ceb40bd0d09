"""The memory of a level, under whatever comes: up at once, down one step at a time, days apart."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.domain.levels import AreaGrade, Citation, RiskLevel
from services.risk.rings.ratchet import Held, held_after

START = datetime.fromisoformat("2021-02-01T06:00:00+07:00")
STEADY = timedelta(days=7)
CITE = Citation(document="d", title="d")

grades = st.tuples(st.sampled_from(RiskLevel), st.booleans())
"""What the numbers say, and whether they say it for certain."""
moments = st.lists(st.tuples(st.integers(1, 100), grades, st.booleans()), min_size=1, max_size=60)
"""Hours since the last look, the grade, whether the evidence holds."""


def _grade(level: RiskLevel, known: bool) -> AreaGrade:
    return AreaGrade(
        area="205", level=level if known else None, at_least=level, reasons=(), cite=CITE, ruleset="r"
    )


def _walked(looks: list[tuple[int, tuple[RiskLevel, bool], bool]]) -> list[tuple[datetime, AreaGrade, Held]]:
    now, held, found = START, None, []
    for hours, (level, known), over in looks:
        now += timedelta(hours=hours)
        grade = _grade(level, known)
        held = held_after(held, grade, now, lambda lower_for, over=over: over and lower_for >= STEADY)
        found.append((now, grade, held))
    return found


@given(looks=moments)
def test_it_is_never_below_what_is_certain_and_goes_up_at_once(looks) -> None:
    assert all(held.level >= grade.at_least for _, grade, held in _walked(looks))


@given(looks=moments)
def test_it_never_flaps_two_falls_lie_a_week_apart_whatever_rises_between(looks) -> None:
    walked = _walked(looks)
    falls = [two[0] for one, two in zip(walked, walked[1:], strict=False) if two[2].level < one[2].level]

    assert all(second - first >= STEADY for first, second in zip(falls, falls[1:], strict=False))


@given(looks=moments)
def test_it_falls_one_step_at_a_time_and_rests_before_the_next(looks) -> None:
    walked = _walked(looks)
    pairs = [(one, two) for one, two in zip(walked, walked[1:], strict=False)]
    falls = [(one, two) for one, two in pairs if two[2].level < one[2].level]

    assert all(one[2].level - two[2].level == 1 for one, two in falls)
    assert all(two[0] - one[2].since >= STEADY for one, two in falls)


@given(looks=moments)
def test_without_evidence_or_with_numbers_that_are_not_known_it_never_falls(looks) -> None:
    for (_, _, before), (_, grade, after), (_, _, over) in zip(
        _walked(looks), _walked(looks)[1:], looks[1:], strict=False
    ):
        if not over or grade.level is None:
            assert after.level >= before.level


@given(
    level=st.sampled_from(list(RiskLevel)[1:]), looks=st.lists(st.integers(1, 200), min_size=1, max_size=30)
)
def test_removing_every_feed_never_lowers_it(level: RiskLevel, looks: list[int]) -> None:
    known = [(1, (level, True), True)]
    silent = [(hours, (RiskLevel.NEW_NORMAL, False), True) for hours in looks]

    assert {held.level for _, _, held in _walked(known + silent)} == {level}


def test_a_score_that_crosses_its_limit_to_and_fro_moves_nothing() -> None:
    """Four communes of Móng Cái in March 2021: 2, 1, 2, 1 within three weeks."""
    to_and_fro = [(24, (RiskLevel(1 if day % 5 == 4 else 2), True), True) for day in range(30)]

    assert {held.level for _, _, held in _walked(to_and_fro)} == {2}


def test_from_high_to_new_normal_takes_two_steps_a_week_apart() -> None:
    looks = [(1, (RiskLevel.HIGH, True), True), *[(24, (RiskLevel.NEW_NORMAL, True), True)] * 20]
    levels = [int(held.level) for _, _, held in _walked(looks)]

    assert (levels[0], levels[7], levels[8], levels[14], levels[15]) == (3, 3, 2, 2, 1)
