"""Follow-up and its end: a test for each rule of rule book 2.4, and for what puts the end off."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.app.follow_rules import follow_rules
from services.domain.errors import BadRecord
from services.policy.reader import load_jurisdiction
from services.tracing.closing import (
    Deed,
    DueKind,
    FollowRules,
    FollowState,
    Outcome,
    first_day,
    follow,
    schedule,
)

LAW = load_jurisdiction("quang-ninh")
FIRST = date(2021, 1, 28)
HCMC = FollowRules(14, (1, 5, 10, 14))


def rules(level: int = 1, first: date = FIRST, **more) -> FollowRules:
    found = follow_rules(LAW, level, first, **more)
    assert found is not None
    return found


def day(number: int, first: date = FIRST) -> date:
    return first + timedelta(days=number - 1)


def days_tested(of: FollowRules, first: date = FIRST) -> list[int]:
    return [one.day for one in schedule(of, first) if one.kind is DueKind.TEST]


def swab(number: int, outcome: Outcome = Outcome.DONE) -> Deed:
    return Deed(day(number), DueKind.TEST, outcome)


def check(number: int, outcome: Outcome = Outcome.DONE) -> Deed:
    return Deed(day(number), DueKind.CHECK, outcome)


WELL = [*(swab(n) for n in (1, 7, 14)), *(check(n) for n in range(15, 29))]


def test_national_default_until_4_may_2021_is_14_days_three_tests_and_14_days_at_home() -> None:
    """Rule book 2.4, rows 1 and 3: 14 central days; three negative tests; 14 days at home."""
    assert (rules().central_days, days_tested(rules()), rules().home_days) == (14, [1, 7, 14], 14)
    assert rules(first=date(2021, 5, 4)).central_days == 14


def test_directive_05_asked_21_days_of_quang_ninh_and_is_an_option() -> None:
    """Rule book 2.4, row 2: a parameter, for what was done was 15 days at most."""
    assert rules(ordered=True).central_days == 21


def test_a_day_14_test_is_essential() -> None:
    """Rule book 2.4, row 4: third tests found new F0. One of day 13 does not stand for it."""
    early = [swab(1), swab(7), swab(13), *(check(n) for n in range(15, 29))]

    assert follow(rules(), FIRST, early, day(28)).state is FollowState.EXTENDED
    assert follow(rules(), FIRST, WELL, day(28)).state is FollowState.CLOSED


def test_the_hcmc_variant_has_four_tests() -> None:
    """Rule book 2.4, row 5: days 1, 5, 10, 14, an example of local variation."""
    assert [one.on for one in schedule(HCMC, FIRST) if one.kind is DueKind.TEST] == [
        date(2021, 1, 28), date(2021, 2, 1), date(2021, 2, 6), date(2021, 2, 10),
    ]  # fmt: skip


def test_from_5_may_2021_it_is_21_days_tests_1_14_20_and_7_days_at_home_with_a_test() -> None:
    """Rule book 2.4, row 6: Telegram 600."""
    first = date(2021, 5, 5)
    found = rules(first=first)

    assert (found.central_days, found.home_days) == (21, 7)
    assert days_tested(found, first) == [1, 14, 20, 28]


def test_from_14_july_2021_it_is_14_days_and_14_days_of_monitoring() -> None:
    """Rule book 2.4, row 7."""
    found = rules(first=date(2021, 7, 14))

    assert (found.central_days, found.home_days) == (14, 14)


def test_day_1_is_the_entry_or_the_day_after_the_last_contact() -> None:
    """Rule book 2.4: day 1 = day of entry into quarantine or, for an F1, the day after last contact."""
    assert first_day(date(2021, 1, 30), date(2021, 1, 26)) == date(2021, 1, 30)
    assert first_day(None, date(2021, 1, 26)) == date(2021, 1, 27)
    assert first_day(None, None) is None


def test_an_f2_stays_at_home_an_f3_and_f4_watch_themselves_an_f5_has_no_duty() -> None:
    """Rule book 2.1: handling by level."""
    assert [(rules(level).central_days, rules(level).home_days) for level in (2, 3, 4)] == [(0, 14)] * 3
    assert follow_rules(LAW, 5, FIRST) is None
    assert follow_rules(LAW, 0, FIRST) is None


def test_it_closes_on_its_last_day_when_all_is_done() -> None:
    assert follow(rules(), FIRST, WELL, day(27)).state is FollowState.OPEN
    found = follow(rules(), FIRST, WELL, day(28))
    assert (found.state, found.closed_on, found.missing(day(28))) == (FollowState.CLOSED, day(28), [])


@pytest.mark.parametrize("outcome", (Outcome.FAILED, Outcome.PENDING))
def test_a_last_test_that_failed_or_has_no_result_puts_the_end_off(outcome: Outcome) -> None:
    deeds = [*(one for one in WELL if one != swab(14)), swab(14, outcome)]

    assert follow(rules(), FIRST, deeds, day(28)).state is FollowState.EXTENDED
    found = follow(rules(), FIRST, deeds, day(30))
    assert found.dues[-1][:2] == (day(30), DueKind.TEST)
    made_up = follow(rules(), FIRST, [*deeds, swab(31)], day(31))
    assert (made_up.state, made_up.closed_on) == (FollowState.CLOSED, day(31))


@pytest.mark.parametrize("last", ([], [check(28, Outcome.FAILED)]))
def test_a_last_check_that_failed_or_is_missing_puts_the_end_off(last: list[Deed]) -> None:
    deeds = [*WELL[:-1], *last]

    assert follow(rules(), FIRST, deeds, day(28)).state is FollowState.EXTENDED
    assert follow(rules(), FIRST, [*deeds, check(29)], day(29)).closed_on == day(29)


def test_a_check_missed_on_the_way_does_not_put_the_end_off() -> None:
    assert (
        follow(rules(), FIRST, [one for one in WELL if one != check(20)], day(28)).state is FollowState.CLOSED
    )


def test_who_is_not_met_three_times_is_lost_until_met_again() -> None:
    missed = [check(n, Outcome.FAILED) for n in (15, 16, 17)]

    assert follow(rules(), FIRST, missed[:2], day(17)).state is FollowState.OPEN
    assert follow(rules(), FIRST, missed, day(17)).state is FollowState.LOST
    assert follow(rules(), FIRST, missed, day(40)).state is FollowState.LOST
    assert follow(rules(), FIRST, [*missed, check(18)], day(18)).state is FollowState.OPEN
    assert follow(rules(), FIRST, [check(15, Outcome.LOST)], day(15)).state is FollowState.LOST


def test_a_positive_test_ends_it() -> None:
    assert follow(rules(), FIRST, [swab(7, Outcome.POSITIVE)], day(8)).state is FollowState.POSITIVE


def test_what_was_done_later_was_not_known_then() -> None:
    assert follow(rules(), FIRST, [swab(1)], day(1)).missing(day(1)) == []
    assert [one.day for one in follow(rules(), FIRST, [swab(2)], day(1)).missing(day(1))] == [1]


def test_a_test_outside_the_days_is_refused() -> None:
    with pytest.raises(BadRecord):
        FollowRules(14, (1, 15))


DEEDS = st.lists(
    st.builds(
        Deed, st.integers(1, 40).map(day), st.sampled_from([DueKind.TEST, DueKind.CHECK]),
        st.sampled_from(list(Outcome)),
    )
)  # fmt: skip


@given(DEEDS, st.integers(1, 45), st.randoms(use_true_random=False))
def test_the_order_in_which_deeds_are_told_changes_nothing(deeds: list[Deed], today: int, chance) -> None:
    shuffled = chance.sample(deeds, len(deeds))

    assert follow(rules(), FIRST, deeds, day(today)) == follow(rules(), FIRST, shuffled, day(today))
    found = follow(rules(), FIRST, deeds, day(today))
    assert (found.closed_on is None) == (found.state is not FollowState.CLOSED)
    assert found.closed_on is None or found.closed_on >= found.last
