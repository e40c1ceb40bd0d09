"""The work of tracing teams: made of lists, once a person, and brought up to date as often as you like."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from services.app.schedule import run_all_once
from services.app.wiring import House
from services.domain.agencies import Agency
from services.domain.errors import BadRecord, NotFound, WrongState
from services.domain.events import ListKind
from services.plumbing.clock import SetClock
from services.tracing.generating import generate_all
from services.tracing.lists import set_members
from services.tracing.tables_work import WorkRow, WorkStepRow
from services.tracing.teams import teams_of
from services.tracing.undoing import undo
from services.tracing.work_making import make_work
from services.tracing.work_rows import steps_of
from services.tracing.work_steps import Acting, accept, call, find, finish, not_find, offer, refuse
from services.tracing.work_views import team_views, whys_of, work_count, work_of
from services.tracing.work_words import Did, ToBeDone, WhyNot, WorkState
from tests.tracing.working import (
    DONG_TRIEU,
    HA_KHANH,
    HA_LONG,
    all_work,
    heading,
    later,
    listed,
    members,
    person,
    rows,
    work,
)

SITE = heading()
TOWN = heading(ListKind.LOCALITY, "town-1")
CHAIN = heading(ListKind.CHAIN, "BN9001/F2")


def did(house: House, n: int) -> list[Did]:
    with house.database.reading() as tx:
        return [one["did"] for one in steps_of(tx, work(house, n).item, None)]


def act(house: House, step: Callable[..., ToBeDone], n: int, *words: object) -> ToBeDone:
    with house.database.transaction() as tx:
        acting = Acting(tx, house.privacy, Agency.POLICE, house.jurisdiction.zone)
        return step(acting, work(house, n).item, *words)


def test_who_is_listed_is_on_the_list_of_the_nearest_team_with_a_deadline(
    house: House, clock: SetClock
) -> None:
    listed(house, SITE, members(1, score=0.5))

    one = work(house, 1)
    assert (one.team, one.state, one.level) == (f"police-{HA_LONG}", WorkState.TO_DO, 1)
    assert one.due == clock() + timedelta(hours=12)
    assert one.urgent_at == clock() + timedelta(hours=9)
    assert did(house, 1) == [Did.LISTED]


def test_an_f2_goes_to_the_commune_and_an_f1_to_the_police(house: House) -> None:
    listed(house, CHAIN, members(1))
    assert work(house, 1).team == f"community-{HA_KHANH}"

    listed(house, SITE, members(1))
    assert work(house, 1).team == f"police-{HA_LONG}"
    assert did(house, 1) == [Did.LISTED, Did.MOVED]


def test_three_lists_are_one_item_with_three_reasons(house: House) -> None:
    for head in (SITE, TOWN, CHAIN):
        listed(house, head, members(1))

    with house.database.reading() as tx:
        assert [one.person for one in all_work(tx)] == [person(1)]
        whys = whys_of(tx, [person(1)], ())[person(1)]
    assert {one.kind for one in whys} == {ListKind.EXPOSURE_SITE, ListKind.LOCALITY, ListKind.CHAIN}


def test_the_item_is_revoked_when_the_last_reason_falls_away_and_not_before(house: House) -> None:
    listed(house, SITE, members(1))
    listed(house, TOWN, members(1))

    listed(house, SITE, [])
    assert work(house, 1).state is WorkState.TO_DO
    listed(house, TOWN, [])
    assert work(house, 1).state is WorkState.REVOKED
    assert did(house, 1)[-1] is Did.REVOKED


def test_a_reason_that_comes_back_opens_the_item_again(house: House, clock: SetClock) -> None:
    listed(house, SITE, members(1))
    listed(house, SITE, [])
    later(clock, hours=1)
    listed(house, SITE, members(1))

    one = work(house, 1)
    assert (one.state, one.due) == (WorkState.TO_DO, clock() + timedelta(hours=12))


def test_what_was_done_and_is_opened_again_is_due_by_what_came_since(house: House, clock: SetClock) -> None:
    listed(house, SITE, members(1))
    later(clock, hours=1)
    act(house, find, 1)
    act(house, finish, 1)
    later(clock, hours=30)
    listed(house, TOWN, members(1))

    one = work(house, 1)
    assert (one.state, one.level, one.due) == (WorkState.TO_DO, 1, clock() + timedelta(hours=48))
    later(clock, hours=1)
    with house.database.transaction() as tx:
        assert generate_all(tx, house.work_rules) == 0
    listed(house, TOWN, [])
    assert work(house, 1).due < clock(), "what is left is the old reason alone"


def test_what_was_done_by_mistake_and_taken_back_keeps_its_deadline(house: House, clock: SetClock) -> None:
    listed(house, SITE, members(1))
    due = work(house, 1).due
    later(clock, hours=1)
    act(house, find, 1)
    act(house, finish, 1)
    act(house, undo, 1, house.work_rules)
    later(clock, hours=1)
    listed(house, TOWN, members(1))

    assert work(house, 1).due == due


def test_another_score_moves_the_order_and_not_the_deadline(house: House, clock: SetClock) -> None:
    listed(house, SITE, members(1, score=0.1))
    due = work(house, 1).due
    later(clock, hours=2)
    listed(house, SITE, members(1, score=0.9))

    one = work(house, 1)
    assert one.due == due
    assert one.urgent_at == due - timedelta(hours=6) * 0.9


def test_doing_it_again_writes_nothing(house: House, clock: SetClock) -> None:
    listed(house, SITE, members(*range(20)))
    listed(house, TOWN, members(*range(10, 30), area=None))
    before = rows(house)
    later(clock, minutes=5)

    with house.database.transaction() as tx:
        assert generate_all(tx, house.work_rules) == 0
    assert house.list_work() == 0
    assert rows(house) == before


def test_a_person_stays_with_their_team_while_others_come(house: House) -> None:
    listed(house, SITE, members(1))
    team = work(house, 1).team
    listed(house, SITE, members(*range(1, 50)))

    assert work(house, 1).team == team


def test_when_a_team_is_gone_the_clock_gives_its_people_to_the_next(house: House) -> None:
    listed(house, CHAIN, members(1))
    kinds = [one for one in house.jurisdiction.teams if one.id != "community"]
    fewer = replace(house.work_rules, teams=teams_of(house.jurisdiction.areas, kinds))

    with house.database.transaction() as tx:
        assert generate_all(tx, fewer) == 1
    assert work(house, 1).team == f"police-{HA_LONG}"


def test_what_is_done_stays_done_until_something_is_learned_later(house: House, clock: SetClock) -> None:
    listed(house, SITE, members(1))
    later(clock, minutes=5)
    act(house, find, 1)
    act(house, finish, 1)
    later(clock, minutes=5)

    listed(house, SITE, members(1, score=0.9))
    assert work(house, 1).state is WorkState.DONE
    listed(house, SITE, [])
    assert work(house, 1).state is WorkState.DONE
    listed(house, TOWN, members(1))
    assert work(house, 1).state is WorkState.TO_DO


def test_not_found_as_often_as_the_law_says_is_lost_and_stays_on_the_list(house: House) -> None:
    listed(house, SITE, members(1))

    states = [act(house, not_find, 1, WhyNot.NO_ANSWER, house.work_rules).state for _ in range(3)]

    assert states == [WorkState.NOT_FOUND, WorkState.NOT_FOUND, WorkState.LOST]
    with house.database.reading() as tx:
        (one,) = work_of(tx, [f"police-{HA_LONG}"])
        assert (one.state, one.tries, one.why_not) == (WorkState.LOST, 3, WhyNot.NO_ANSWER)
    assert act(house, find, 1).state is WorkState.FOUND


@pytest.mark.parametrize("why", [WhyNot.DIED, WhyNot.ABROAD])
def test_who_died_or_left_the_country_is_looked_for_no_more(house: House, why: WhyNot) -> None:
    listed(house, SITE, members(1))

    one = act(house, not_find, 1, why, house.work_rules)

    assert (one.state, one.why_not) == (WorkState.DONE, why)
    with pytest.raises(WrongState):
        act(house, call, 1)


def test_nobody_is_done_before_they_were_reached(house: House) -> None:
    listed(house, SITE, members(1))

    with pytest.raises(WrongState) as refused:
        act(house, finish, 1)
    assert refused.value.code == "not_found_yet"
    assert work(house, 1).state is WorkState.TO_DO


def test_a_hand_over_stays_with_the_giver_until_it_is_accepted(house: House) -> None:
    listed(house, SITE, members(1))
    to = f"police-{DONG_TRIEU}"

    act(house, offer, 1, to, house.work_rules, "chuyển về nơi ở")
    assert (work(house, 1).team, work(house, 1).offered_to) == (f"police-{HA_LONG}", to)
    with house.database.reading() as tx:
        assert len(work_of(tx, [to])) == 1

    act(house, accept, 1)
    assert (work(house, 1).team, work(house, 1).offered_to) == (to, None)
    assert house.list_work() == 0, "the machine leaves it where people put it"


def test_a_refused_hand_over_stays_where_it_was_and_keeps_the_reason(house: House) -> None:
    listed(house, SITE, members(1))
    act(house, offer, 1, f"police-{DONG_TRIEU}", house.work_rules)

    with pytest.raises(BadRecord):
        act(house, refuse, 1, " ")
    act(house, refuse, 1, "không ở địa bàn")

    one = work(house, 1)
    assert (one.team, one.offered_to) == (f"police-{HA_LONG}", None)
    with house.database.reading() as tx:
        assert steps_of(tx, one.item, house.privacy)[-1]["note"] == "không ở địa bàn"
        assert steps_of(tx, one.item, None)[-1]["note"] is None


@pytest.mark.parametrize(
    ("to", "error"),
    [("nobody", NotFound), (f"police-{HA_LONG}", BadRecord), (f"community-{HA_KHANH}", BadRecord)],
)
def test_who_cannot_take_over_is_not_asked(house: House, to: str, error: type[Exception]) -> None:
    listed(house, SITE, members(1))

    with pytest.raises(error):
        act(house, offer, 1, to, house.work_rules)
    assert work(house, 1).offered_to is None


def test_nobody_answers_a_hand_over_that_was_not_offered(house: House) -> None:
    listed(house, SITE, members(1))

    with pytest.raises(WrongState):
        act(house, accept, 1)
    with pytest.raises(NotFound), house.database.transaction() as tx:
        accept(Acting(tx, house.privacy, Agency.POLICE, house.jurisdiction.zone), "nothing")


def test_notes_lie_sealed(house: House) -> None:
    listed(house, SITE, members(1))
    act(house, call, 1, "Bà Mẫu nói ở nhà em gái")

    with house.database.reading() as tx:
        sealed = list(tx.execute(select(WorkStepRow.sealed).where(WorkStepRow.sealed.is_not(None))).scalars())
    assert len(sealed) == 1 and "Mẫu" not in sealed[0]


def test_a_list_is_as_it_was_known_then(house: House, clock: SetClock) -> None:
    listed(house, SITE, members(1, 2))
    then = clock()
    later(clock, hours=1)
    act(house, find, 1)
    listed(house, SITE, members(1))

    with house.database.reading() as tx:
        team = [f"police-{HA_LONG}"]
        assert {one.state for one in work_of(tx, team, as_of=then)} == {WorkState.TO_DO}
        assert len(work_of(tx, team, as_of=then)) == 2
        assert [one.state for one in work_of(tx, team)] == [WorkState.FOUND]
        assert work_of(tx, team, as_of=then - timedelta(seconds=1)) == []


def test_lists_are_in_the_order_of_urgency_and_teams_in_that_of_what_is_late(
    house: House, clock: SetClock
) -> None:
    listed(house, TOWN, members(1))
    listed(house, SITE, members(2, score=0.1))
    listed(house, heading(ref="other"), members(3, score=0.9))
    listed(house, CHAIN, members(4, area=DONG_TRIEU))

    with house.database.reading() as tx:
        assert [one.person for one in work_of(tx, [f"police-{HA_LONG}"])] == [person(3), person(2)]
        views = team_views(tx, house.work_rules.teams, clock() + timedelta(hours=20))
    assert views[0].team.id == f"police-{HA_LONG}"
    assert (views[0].open, views[0].overdue) == (2, 2)


def test_a_long_list_read_in_parts_is_the_whole_list_once(house: House) -> None:
    listed(house, heading(), members(*range(25)))

    with house.database.reading() as tx:
        parts = [work_of(tx, None, part=(first, 10)) for first in (0, 10, 20, 30)]
        assert [len(part) for part in parts] == [10, 10, 5, 0]
        assert [one for part in parts for one in part] == work_of(tx, None)
        assert work_count(tx, None) == 25
        assert work_count(tx, []) == 0 and work_of(tx, [], part=(0, 10)) == []


def test_the_database_itself_lets_nobody_be_on_two_lists(house: House, clock: SetClock) -> None:
    listed(house, SITE, members(1))
    one = dict(zip(WorkRow.__table__.columns.keys(), rows(house)[0], strict=True))

    with pytest.raises(IntegrityError), house.database.transaction() as tx:
        tx.add(WorkRow, [one | {"id": 99, "team": f"police-{DONG_TRIEU}"}])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(
        st.tuples(st.sampled_from([SITE, TOWN, CHAIN]), st.sets(st.integers(0, 8))), min_size=1, max_size=6
    )
)
def test_after_any_changes_everybody_listed_is_on_one_list_and_nobody_else_is(
    house: House, changes: list[tuple[object, set[int]]]
) -> None:
    for head, people in changes:
        listed(house, head, members(*people))  # type: ignore[arg-type]  # a heading

    standing: dict[object, set[int]] = dict(changes)
    with house.database.transaction() as tx:
        assert generate_all(tx, house.work_rules) == 0
        on_lists = [one.person for one in work_of(tx, None)]
        for head in (SITE, TOWN, CHAIN):
            set_members(tx, head, [])
        make_work(tx, house.work_rules)
    assert sorted(on_lists) == sorted({person(n) for people in standing.values() for n in people})


def test_notes_are_forgotten_when_the_law_says_so_and_the_steps_stay(house: House, clock: SetClock) -> None:
    listed(house, SITE, members(1))
    act(house, call, 1, "Bà Mẫu nói ở nhà em gái")
    later(clock, days=61)
    run_all_once(house)

    with house.database.reading() as tx:
        steps = steps_of(tx, work(house, 1).item, house.privacy)
    assert [(one["did"], one["note"]) for one in steps] == [(Did.LISTED, None), (Did.CALLED, None)]
