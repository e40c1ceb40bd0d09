"""Proposals reach the command centre and visits due the health teams; both end when they are over."""

from datetime import timedelta
from typing import Any

import pytest

from services.alerts.ledger import alert, alerts
from services.alerts.sending import Sent
from services.alerts.steps import acknowledge
from services.alerts.terms import GATHERING
from services.alerts.words import AlertState, Kind
from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import InspectionsDue, ProposalChanged
from services.domain.levels import RiskLevel, Way
from tests.alerts.happenings import CITE, NOON, REASON

pytestmark = pytest.mark.usefixtures("watched")

SAYS = Sentence(vi="Chỉ mở dịch vụ thiết yếu", en="Only essential services")


def proposed(way: Way = Way.TIGHTEN, to: int = 3, **more: Any) -> ProposalChanged:
    return ProposalChanged(
        learned_at=NOON, ref=f"205|{way}", area="205", way=way, at=NOON, standing=True,
        ordered=RiskLevel(4 if way is Way.LOOSEN else 1), to=RiskLevel(to), measures=SAYS, reasons=(REASON,),
        cite=CITE, **more,
    )  # fmt: skip


def over(way: Way = Way.TIGHTEN, **more: Any) -> ProposalChanged:
    gone = {"standing": False, "measures": None, "reasons": (), "cite": None} | more
    return ProposalChanged(**(dict(proposed(way)) | {"id": f"over-{gone.get('order_number')}"} | gone))


def due(places: int, overdue: int = 0) -> InspectionsDue:
    return InspectionsDue(
        learned_at=NOON, area="205", day=NOON.date(), places=places, overdue=overdue, cite=CITE
    )


@pytest.fixture
def ledger(database):
    def read(**wanted: Any):
        with database.reading() as tx:
            return [alert(tx, one.id) for one in alerts(tx, **wanted)]

    return read


@pytest.mark.parametrize(("way", "hours"), [(Way.TIGHTEN, 3), (Way.LOOSEN, 24)])
def test_a_proposal_tells_the_command_centre_alone_what_why_by_what_law_and_by_when(
    log, ledger, way, hours, clock
):
    log.tell(proposed(way, order_number="7/QĐ"))

    (told,) = ledger()
    assert (told.agency, told.kind, told.area) == (Agency.COMMAND, Kind.PROPOSAL, "205")
    assert "Thị xã Đông Triều" in told.title.vi and "mức 3" in told.title.vi and "level 3" in told.title.en
    for text in ("/doors", "7/QĐ", "1 F0 chưa rõ nguồn lây", "CĂN CỨ: Chỉ thị 16/CT-TTg", "Chỉ mở dịch vụ"):
        assert text in told.text.vi
    assert told.deadline == clock() + timedelta(hours=hours)


def test_a_signed_proposal_closes_its_alert_whoever_holds_it_and_tells_nobody_again(
    log, ledger, database, send
):
    log.tell(proposed())
    with database.transaction() as tx:
        acknowledge(tx, ledger()[0].id, by=Agency.COMMAND)
    log.tell(over(order_number="9/QĐ"))

    (told,) = ledger()
    assert told.state is AlertState.CLOSED
    assert told.steps[-1].note == "Đã có văn bản 9/QĐ. / Done by order 9/QĐ."
    assert send(GATHERING) == Sent(), "nobody is written to about what is done"


def test_one_that_falls_away_is_revoked_and_one_whose_order_ended_is_closed(log, ledger):
    log.tell(proposed(), proposed(Way.LOOSEN, order_number="7/QĐ"))
    log.tell(over(), over(Way.LOOSEN, order_number="7/QĐ", ended=True))

    states = {one.title.vi[:6]: one for one in ledger()}
    assert states["Đề ngh"].state is AlertState.REVOKED
    assert states["Có thể"].state is AlertState.CLOSED
    assert "7/QĐ đã hết hiệu lực" in (states["Có thể"].steps[-1].note or "")


def test_another_level_takes_the_place_of_the_alert_nobody_has_accepted(log, ledger, send):
    log.tell(proposed(to=3))
    send(GATHERING)
    log.tell(proposed(to=4))

    assert [one.state for one in ledger()] == [AlertState.REVOKED, AlertState.NEW]
    log.tell(over())
    assert {one.state for one in ledger()} == {AlertState.REVOKED}


def test_one_that_was_over_before_anybody_heard_raises_nothing(log, ledger):
    log.tell(over(order_number="9/QĐ"))
    log.tell(proposed(), over())

    assert ledger() == []


def test_visits_due_tell_the_health_teams_how_many_and_where_the_list_is(log, ledger, send):
    log.tell(due(3, 1))
    send(GATHERING)

    (told,) = ledger()
    assert (told.agency, told.kind) == (Agency.HEALTH, Kind.INSPECTIONS_DUE)
    assert told.title.vi.startswith("3 nơi đến hạn kiểm tra lại, trong đó 1 nơi đã quá hạn")
    assert "/places?due=true&area=205" in told.text.vi and told.deadline

    log.tell(due(4, 3))
    assert [one.state for one in ledger()] == [AlertState.REVOKED, AlertState.NEW], "one open alert"
    log.tell(due(0))
    assert {one.state for one in ledger()} == {AlertState.REVOKED}
