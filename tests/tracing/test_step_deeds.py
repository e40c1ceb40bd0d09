"""What a team does with somebody on its list is a deed of their follow-up, until it is taken back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from services.app.wiring import House
from services.domain.agencies import Agency
from services.domain.errors import WrongState
from services.plumbing.clock import SetClock
from services.tracing.closing import Deed, DueKind, FollowRules, FollowState, Outcome, follow
from services.tracing.deeds import deeds_of
from services.tracing.step_past import Past, Stand, outcome_of, runs_of, stand_of
from services.tracing.tables_deeds import DeedRow
from services.tracing.undoing import may_undo, undo
from services.tracing.work_steps import Acting, accept, call, find, finish, not_find, note_milestones, offer
from services.tracing.work_words import Did, ToBeDone, WhyNot, WorkState
from tests.tracing.working import DONG_TRIEU, heading, later, listed, members, person, work

TODAY = date(2021, 2, 1)
AT = datetime(2021, 2, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def somebody(house: House, clock: SetClock) -> None:
    clock.move_to(datetime.fromisoformat("2021-02-01T09:00:00+07:00"))
    listed(house, heading(), members(1))


def act(house: House, step: Callable[..., ToBeDone], *words: object) -> ToBeDone:
    with house.database.transaction() as tx:
        acting = Acting(tx, house.privacy, Agency.POLICE, house.jurisdiction.zone)
        return step(acting, work(house, 1).item, *words)


def missed(house: House, why: WhyNot = WhyNot.NO_ANSWER) -> ToBeDone:
    return act(house, not_find, why, house.work_rules)


def take_back(house: House) -> ToBeDone:
    return act(house, undo, house.work_rules)


def checks(house: House, as_of: datetime | None = None) -> list[tuple[date, Outcome]]:
    with house.database.reading() as tx:
        return [(one.on, one.outcome) for one in deeds_of(tx, [person(1)], as_of).deeds]


@pytest.mark.parametrize("step", [call, find, note_milestones])
def test_who_was_called_found_or_told_a_time_line_was_met_that_day(house: House, step) -> None:
    act(house, step)
    act(house, step)

    assert checks(house) == [(TODAY, Outcome.DONE)]


def test_the_day_is_local(house: House, clock: SetClock) -> None:
    clock.move_to(datetime.fromisoformat("2021-02-02T00:30:00+07:00"))
    act(house, find)

    assert checks(house) == [(date(2021, 2, 2), Outcome.DONE)]


def test_not_found_is_a_check_that_failed_and_met_once_is_met(house: House, clock: SetClock) -> None:
    before = clock()
    missed(house)
    assert checks(house) == [(TODAY, Outcome.FAILED)]
    later(clock, hours=1)
    act(house, find)
    later(clock, hours=1)
    missed(house)

    assert checks(house) == [(TODAY, Outcome.DONE)]
    assert checks(house, before + timedelta(minutes=5)) == [(TODAY, Outcome.FAILED)], "as known then"


def test_as_many_tries_as_the_law_says_are_lost_until_met(house: House, clock: SetClock) -> None:
    for _ in range(3):
        missed(house)
    assert checks(house) == [(TODAY, Outcome.LOST)]
    later(clock, days=1)
    act(house, find)

    assert checks(house)[-1] == (TODAY + timedelta(days=1), Outcome.DONE)


@pytest.mark.parametrize("why", [WhyNot.REFUSED, WhyNot.DIED, WhyNot.ABROAD])
def test_who_refuses_died_or_is_abroad_was_neither_met_nor_missed(house: House, why: WhyNot) -> None:
    missed(house, why)

    assert checks(house) == []


def test_done_is_no_visit_of_its_own(house: House, clock: SetClock) -> None:
    act(house, find)
    later(clock, days=1)
    act(house, finish)

    assert checks(house) == [(TODAY, Outcome.DONE)]


def test_a_step_taken_back_takes_its_deed_with_it(house: House, clock: SetClock) -> None:
    missed(house)
    later(clock, hours=1)
    found = clock()
    act(house, find)
    later(clock, days=1)
    back = take_back(house)

    assert (back.state, back.tries, back.why_not) == (WorkState.NOT_FOUND, 1, WhyNot.NO_ANSWER)
    assert checks(house) == [(TODAY, Outcome.FAILED)]
    assert checks(house, found + timedelta(hours=1)) == [(TODAY, Outcome.DONE)]
    assert take_back(house).state is WorkState.TO_DO
    assert checks(house) == []
    with pytest.raises(WrongState):
        take_back(house)


def test_what_was_done_by_mistake_is_open_again(house: House) -> None:
    act(house, find)
    act(house, finish)
    back = take_back(house)

    assert (back.state, back.settled_at) == (WorkState.FOUND, None)
    assert house.list_work() == 0


def test_a_time_line_is_taken_back_place_by_place(house: House) -> None:
    act(house, note_milestones)
    with house.database.reading() as tx:
        assert not may_undo(tx, work(house, 1))
    with pytest.raises(WrongState) as refused:
        take_back(house)
    assert refused.value.code == "nothing_to_undo"


def test_a_step_of_the_team_before_is_not_taken_back(house: House) -> None:
    act(house, call)
    act(house, offer, f"police-{DONG_TRIEU}", house.work_rules)
    act(house, accept)

    with pytest.raises(WrongState) as refused:
        take_back(house)
    assert refused.value.code == "nothing_to_undo"
    act(house, find)
    assert take_back(house).state is WorkState.CALLED


def test_what_came_before_the_item_was_listed_anew_is_not_taken_back(house: House, clock: SetClock) -> None:
    act(house, find)
    later(clock, hours=1)
    listed(house, heading(), [])
    later(clock, hours=1)
    listed(house, heading(), members(1))

    with pytest.raises(WrongState):
        take_back(house)
    assert checks(house) == [(TODAY, Outcome.DONE)]


def test_the_same_again_writes_nothing(house: House) -> None:
    for _ in range(3):
        act(house, call)
    with house.database.reading() as tx:
        assert tx.execute(select(func.count()).select_from(DeedRow)).scalar_one() == 1


def test_who_was_met_on_the_day_of_a_vain_try_was_not_missed() -> None:
    rules = FollowRules(home_days=3, lost_after=1)
    both = [Deed(TODAY, DueKind.CHECK, Outcome.DONE), Deed(TODAY, DueKind.CHECK, Outcome.FAILED)]

    assert follow(rules, TODAY, both, TODAY).state is FollowState.OPEN
    told = [*both, Deed(TODAY, DueKind.CHECK, Outcome.LOST)]
    assert follow(rules, TODAY, told, TODAY).state is FollowState.LOST


STEPS = st.lists(
    st.one_of(
        st.sampled_from([Did.CALLED, Did.FOUND, Did.MILESTONES, Did.DONE]).map(lambda did: Past(AT, did)),
        st.sampled_from(list(WhyNot)).map(lambda why: Past(AT, Did.NOT_FOUND, why)),
    ),
    max_size=8,
)


@given(STEPS, STEPS)
def test_steps_taken_back_leave_what_was_before_them(before: list[Past], wrong: list[Past]) -> None:
    undone = [Past(AT, Did.UNDONE)] * len(wrong)

    assert runs_of([*before, *wrong, *undone]) == runs_of(before)
    assert stand_of([], lambda at: 3) == Stand()


@given(STEPS)
def test_a_day_on_which_somebody_was_met_is_never_one_of_failure(steps: list[Past]) -> None:
    state = stand_of(steps, lambda at: 3).state
    met = any(one.did in (Did.CALLED, Did.FOUND, Did.MILESTONES) for one in steps)

    assert (outcome_of(steps, state) is Outcome.FAILED) <= (not met)
