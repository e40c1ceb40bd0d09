"""The ledger as it stands and as it stood; the steps of an alert."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.alerts import steps
from services.alerts.ledger import alert, alerts, changed_since, counts_by_agency_and_state
from services.alerts.words import AlertState
from services.domain.agencies import ALERTED, Agency
from services.domain.errors import BadRecord, NotAllowed, NotFound, PhenDauError, WrongState
from services.domain.viewers import COMMAND, Viewer
from services.policy.sight import Sight, Subject, may_see
from tests.alerts.happenings import first_case, incident, level_changed

POLICE, HEALTH = Agency.POLICE, Agency.HEALTH


@pytest.fixture
def one(log, database) -> str:
    """The police's alert about a first case."""
    log.tell(first_case())
    with database.reading() as tx:
        return alerts(tx, agency=POLICE)[0].id


def test_accepting_then_closing_keeps_the_history(one, database, clock):
    with database.transaction() as tx:
        steps.acknowledge(tx, one, by=POLICE)
    clock.move_to(clock() + timedelta(hours=2))
    with database.transaction() as tx:
        closed = steps.close(tx, one, by=POLICE, note="đã tìm đủ F1")

    assert closed.state is AlertState.CLOSED
    assert [(step.by, step.state, step.note) for step in closed.steps] == [
        (POLICE, AlertState.ACKNOWLEDGED, None),
        (POLICE, AlertState.CLOSED, "đã tìm đủ F1"),
    ]


def test_a_hand_over_moves_it_to_the_receiver_who_must_accept(one, database):
    with database.transaction() as tx:
        handed = steps.hand_over(tx, one, by=POLICE, to_agency=HEALTH, note="cần lấy mẫu")
        assert (handed.agency, handed.holder) == (POLICE, HEALTH)
        with pytest.raises(NotAllowed):
            steps.acknowledge(tx, one, by=POLICE)
        with pytest.raises(WrongState):
            steps.close(tx, one, by=HEALTH, note="xong")
        steps.acknowledge(tx, one, by=HEALTH)
        steps.close(tx, one, by=HEALTH, note="xong")

    with database.reading() as tx:
        assert one in {view.id for view in alerts(tx, agency=HEALTH)}
        assert one in {view.id for view in alerts(tx, agency=POLICE)}


@pytest.mark.parametrize("to_agency", [Agency.ENTERPRISE, Agency.PUBLIC])
def test_nobody_outside_the_services_is_handed_an_alert(one, database, to_agency):
    with database.transaction() as tx, pytest.raises(BadRecord):
        steps.hand_over(tx, one, by=POLICE, to_agency=to_agency)


def test_closing_needs_an_outcome_and_revoking_needs_command(one, database):
    with database.transaction() as tx:
        with pytest.raises(BadRecord):
            steps.close(tx, one, by=POLICE, note="  ")
        with pytest.raises(NotAllowed):
            steps.revoke(tx, one, by=POLICE, note="nhầm")
        assert steps.revoke(tx, one, by=Agency.COMMAND, note="nhầm").state is AlertState.REVOKED


def test_a_wrong_step_is_refused_with_what_to_do_next(one, database):
    with database.transaction() as tx, pytest.raises(WrongState) as caught:
        steps.close(tx, one, by=POLICE, note="xong")

    assert caught.value.status == 409
    assert caught.value.sentence.vi == (
        "Cảnh báo đang ở trạng thái 'mới', không làm được bước này; hãy tiếp nhận trước."
    )


def test_an_unknown_alert_is_not_found(database):
    with database.reading() as tx, pytest.raises(NotFound):
        alert(tx, "none")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ack", "hand", "close", "revoke"]),
        st.sampled_from([POLICE, HEALTH, Agency.COMMAND, Agency.BORDER]),
        st.sampled_from([POLICE, HEALTH, Agency.MILITARY]),
    ),
    max_size=8,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # one database, a fresh alert for each example
@given(taken=STEPS)
def test_whatever_is_tried_the_history_explains_the_state_and_ends_are_ends(log, database, taken):
    log.tell(first_case())
    with database.transaction() as tx:
        alert_id = alerts(tx, agency=Agency.MILITARY)[-1].id
        state, holder, accepted = AlertState.NEW, Agency.MILITARY, 0
        for step, by, to in taken:
            try:
                _try(tx, alert_id, step, by, to)
            except PhenDauError:
                same = alert(tx, alert_id)
                assert (same.state, same.holder, len(same.steps)) == (state, holder, accepted)
                continue
            assert state not in (AlertState.CLOSED, AlertState.REVOKED)
            assert by in (holder, Agency.COMMAND)
            moved = alert(tx, alert_id)
            accepted += 1
            assert moved.state in steps.ALLOWED[state]
            state, holder = moved.state, moved.holder
            assert (moved.steps[-1].state, moved.steps[-1].holder) == (state, holder)
            assert len(moved.steps) == accepted


def _try(tx, alert_id, step, by, to):
    if step == "ack":
        steps.acknowledge(tx, alert_id, by=by)
    elif step == "hand":
        steps.hand_over(tx, alert_id, by=by, to_agency=to)
    elif step == "close":
        steps.close(tx, alert_id, by=by, note="xong")
    else:
        steps.revoke(tx, alert_id, by=by, note="nhầm")


def test_as_of_shows_what_was_raised_and_how_it_stood_then(one, database, clock, log):
    raised = clock()
    clock.move_to(raised + timedelta(hours=1))
    with database.transaction() as tx:
        steps.acknowledge(tx, one, by=POLICE)
    clock.move_to(raised + timedelta(hours=2))
    with database.transaction() as tx:
        steps.hand_over(tx, one, by=POLICE, to_agency=HEALTH)
    log.tell(first_case(area="194"))

    def seen(at, **wanted):
        with database.reading() as tx:
            return {view.id: view for view in alerts(tx, as_of=at, **wanted)}

    assert seen(raised - timedelta(seconds=1)) == {}
    assert seen(raised)[one].state is AlertState.NEW
    assert seen(raised + timedelta(minutes=90))[one].state is AlertState.ACKNOWLEDGED
    assert seen(raised + timedelta(minutes=90))[one].state_at == raised + timedelta(hours=1)
    assert seen(clock())[one].holder is HEALTH
    assert one in seen(clock(), agency=HEALTH) and one not in seen(raised, agency=HEALTH)
    assert one in seen(raised, state=AlertState.NEW)
    assert len(seen(clock())) == 2 * len(seen(raised))


def test_pages_follow_one_another_without_gap_or_repeat(log, database):
    for _ in range(5):
        log.tell(first_case())
    with database.reading() as tx:
        whole = [view.id for view in alerts(tx)]
        paged, last = [], None
        while page := [view.id for view in alerts(tx, limit=3, after=last)]:
            paged += page
            last = page[-1]

    assert paged == whole == sorted(whole)


def test_counts_are_by_agency_and_state(one, database):
    with database.transaction() as tx:
        steps.acknowledge(tx, one, by=POLICE)
        counts = counts_by_agency_and_state(tx)

    assert counts[POLICE] == {AlertState.ACKNOWLEDGED: 1}
    assert set(counts) == set(ALERTED)


def test_changes_since_tell_new_alerts_and_steps_in_order(one, database, clock):
    start = clock()
    clock.move_to(start + timedelta(minutes=1))
    with database.transaction() as tx:
        steps.acknowledge(tx, one, by=POLICE)
        assert [view.id for view in changed_since(tx, clock(), COMMAND)] == [one]
        assert changed_since(tx, start, COMMAND)[-1].id == one
        assert changed_since(tx, start + timedelta(hours=1), COMMAND) == []


def test_the_filter_for_viewers_says_what_the_one_predicate_says(log, database, areas):
    log.tell(
        first_case("205"), incident(), *(level_changed(a.code, order_number="7") for a in areas.within("22"))
    )
    with database.transaction() as tx:
        handed = alerts(tx, agency=POLICE)[0].id
        steps.hand_over(tx, handed, by=POLICE, to_agency=HEALTH)
        everything = alerts(tx)
        for agency in Agency:
            for bound in (
                None,
                frozenset({"205"}),
                frozenset({"194", "07001"}),
                frozenset({"22"}),
                frozenset(),
            ):
                viewer = Viewer(agency=agency, areas=bound)
                shown = {view.id for view in alerts(tx, viewer=viewer)}
                assert shown == {view.id for view in everything if _may_see(viewer, view, areas)}


def _may_see(viewer, view, areas) -> bool:
    path = tuple({place.code for code in view.areas for place in areas.path(code)})
    subjects = [Subject(kind=Sight.ALERT, path=path, agency=agency) for agency in (view.agency, view.holder)]
    return any(may_see(viewer, subject) for subject in subjects)
