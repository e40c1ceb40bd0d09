"""Lists of people: told once with what to do, told again when they change, taken back when they are empty."""

from typing import Any

import pytest
from sqlalchemy import select

from services.alerts.ledger import alert, alerts
from services.alerts.sending import Sent
from services.alerts.steps import acknowledge
from services.alerts.tables import DeliveryRow
from services.alerts.terms import FOLLOWING, GATHERING
from services.alerts.words import AlertState, Kind
from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import ListKind, PeopleListed
from tests.alerts.happenings import NOON

pytestmark = pytest.mark.usefixtures("watched")

TITLE = Sentence(vi="Có mặt tại Chợ Cột, 09:00 – 11:00 28/01/2021", en="At Chợ Cột, 2021-01-28 09:00 – 11:00")


def listed(people: int, added: int, gone: int = 0, kind: ListKind = ListKind.EXPOSURE_SITE) -> PeopleListed:
    return PeopleListed(
        learned_at=NOON, ref="list-1", kind=kind, about="s1", area="205", title=TITLE, people=people,
        added=added, gone=gone,
    )  # fmt: skip


@pytest.fixture
def ledger(database):
    def read(**wanted: Any):
        with database.reading() as tx:
            return alerts(tx, **wanted)

    return read


@pytest.mark.parametrize("kind", ListKind)
def test_a_list_tells_police_and_health_how_many_what_to_do_and_where_it_is(log, ledger, clock, kind):
    log.tell(listed(5, 5, kind=kind))

    told = {one.agency: one for one in ledger()}
    assert set(told) == {Agency.POLICE, Agency.HEALTH}
    for one in told.values():
        assert one.kind is Kind.PEOPLE_LISTED and one.list_id == "list-1" and one.area == "205"
        assert one.title.vi.startswith("5 người") and "Chợ Cột" in one.title.vi
        assert "/lists/list-1" in one.text.vi and "CĂN CỨ" in one.text.vi
        assert one.deadline and one.deadline > clock()


def test_a_list_that_grows_while_it_gathers_is_one_alert_with_the_last_number(log, ledger, send, console):
    log.tell(listed(2, 2))
    log.tell(listed(5, 3))

    assert [one.title.vi[:7] for one in ledger(agency=Agency.POLICE)] == ["5 người"]
    send(GATHERING)
    assert len(console.letters) == 2


def test_what_changes_after_it_was_told_is_told_together_a_quarter_of_an_hour_later(
    log, ledger, send, console
):
    log.tell(listed(5, 5))
    send(GATHERING)
    log.tell(listed(6, 1))
    log.tell(listed(5, 1, 2))
    assert send(GATHERING) == Sent()

    first, second = ledger(agency=Agency.POLICE)
    assert second.title.vi.startswith("Danh sách thay đổi, nay 5 người")
    assert "thêm 2, bớt 2" in second.text.vi
    assert (first.state, second.state) == (AlertState.REVOKED, AlertState.NEW), "one open alert a list"
    assert send(FOLLOWING) == Sent(sent=2)


def test_an_empty_list_revokes_its_open_alerts_by_the_house_and_tells_who_had_heard(
    log, ledger, send, console, database
):
    log.tell(listed(5, 5))
    send(GATHERING)
    police = ledger(agency=Agency.POLICE)[0]
    with database.transaction() as tx:
        acknowledge(tx, police.id, by=Agency.POLICE)
    log.tell(listed(0, 0, 5))

    with database.reading() as tx:
        seen = alert(tx, police.id)
    assert seen.state is AlertState.REVOKED and "Hệ thống tự thu hồi" in (seen.steps[-1].note or "")
    over = [one for one in ledger() if one.kind is Kind.LIST_EMPTIED]
    assert {one.agency for one in over} == {Agency.POLICE, Agency.HEALTH}
    assert all("không còn ai" in one.text.vi and one.deadline is None for one in over)
    assert send() == Sent(sent=2)


def test_a_list_that_is_empty_before_anybody_heard_of_it_is_told_nobody(log, ledger, send, database):
    log.tell(listed(5, 5))
    log.tell(listed(0, 0, 5))

    assert {one.state for one in ledger()} == {AlertState.REVOKED}
    assert send(GATHERING) == Sent()
    with database.reading() as tx:
        assert set(tx.execute(select(DeliveryRow.state)).scalars()) == {"given_up"}


def test_a_list_that_fills_again_is_told_at_once_and_taken_back_again(log, ledger, send):
    log.tell(listed(5, 5))
    send(GATHERING)
    log.tell(listed(0, 0, 5))
    log.tell(listed(3, 3))
    assert send(GATHERING) == Sent(sent=4)  # that it was withdrawn, and the new one
    log.tell(listed(0, 0, 3))

    kinds = [one.kind for one in ledger(agency=Agency.HEALTH)]
    assert kinds == [Kind.PEOPLE_LISTED, Kind.LIST_EMPTIED] * 2


def test_what_a_team_has_accepted_stays_beside_the_news(log, ledger, send, database):
    log.tell(listed(5, 5))
    send(GATHERING)
    with database.transaction() as tx:
        acknowledge(tx, ledger(agency=Agency.POLICE)[0].id, by=Agency.POLICE)
    log.tell(listed(6, 1))

    police, health = ([one.state for one in ledger(agency=one)] for one in (Agency.POLICE, Agency.HEALTH))
    assert police == [AlertState.ACKNOWLEDGED, AlertState.NEW]
    assert health == [AlertState.REVOKED, AlertState.NEW]


def test_who_heard_only_of_what_was_replaced_still_hears_that_the_list_is_empty(log, ledger, send):
    log.tell(listed(5, 5))
    send(GATHERING)
    log.tell(listed(6, 1))
    log.tell(listed(0, 0, 6))

    over = [one for one in ledger() if one.kind is Kind.LIST_EMPTIED]
    assert {one.agency for one in over} == {Agency.POLICE, Agency.HEALTH}


def test_an_empty_list_that_was_never_told_and_a_second_delivery_raise_nothing(log, ledger):
    log.tell(listed(0, 0, 5))
    assert ledger() == []

    batch = listed(4, 4)
    log.tell(batch)
    log.tell_again(batch)
    assert len(ledger()) == 2
