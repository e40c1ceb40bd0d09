"""The steps of an alert: accept, hand over, close, revoke. Each is checked, noted, and never undone.

new ──────────► acknowledged ──► closed
 │  ▲ none back   │   ▲
 ▼                ▼   │ (by the receiver)
handed_over ◄─────┴───┘
any of the three open states ──► revoked
"""

from dataclasses import dataclass

from sqlalchemy import select, update

from services.alerts.ledger import alert
from services.alerts.tables import AlertRow, DeliveryRow, StepRow
from services.alerts.words import AlertState, AlertView, DeliveryState
from services.domain.agencies import ALERTED, Agency
from services.domain.errors import BadRecord, NotAllowed, WrongState
from services.plumbing.database import Transaction

RECEIVERS = (*ALERTED, Agency.BORDER)

ALLOWED: dict[AlertState, frozenset[AlertState]] = {
    AlertState.NEW: frozenset({AlertState.ACKNOWLEDGED, AlertState.HANDED_OVER, AlertState.REVOKED}),
    AlertState.ACKNOWLEDGED: frozenset({AlertState.HANDED_OVER, AlertState.CLOSED, AlertState.REVOKED}),
    AlertState.HANDED_OVER: frozenset({AlertState.ACKNOWLEDGED, AlertState.HANDED_OVER, AlertState.REVOKED}),
    AlertState.CLOSED: frozenset(),
    AlertState.REVOKED: frozenset(),
}

STATE_VI = {
    AlertState.NEW: "mới",
    AlertState.ACKNOWLEDGED: "đã tiếp nhận",
    AlertState.HANDED_OVER: "đã chuyển giao",
    AlertState.CLOSED: "đã đóng",
    AlertState.REVOKED: "đã thu hồi",
}


@dataclass(frozen=True)
class _Step:
    to: AlertState
    by: Agency
    note: str | None = None
    holder: Agency | None = None


def acknowledge(tx: Transaction, alert_id: str, *, by: Agency, note: str | None = None) -> AlertView:
    """The agency that holds it accepts it; raises WrongState, NotAllowed, NotFound."""
    return _take(tx, alert_id, _Step(AlertState.ACKNOWLEDGED, by, note))


def hand_over(
    tx: Transaction, alert_id: str, *, by: Agency, to_agency: Agency, note: str | None = None
) -> AlertView:
    """It goes to another agency, which must accept it; raises BadRecord, WrongState, NotAllowed, NotFound."""
    if to_agency not in RECEIVERS:
        raise BadRecord(
            vi="Chỉ chuyển giao được cho Ban Chỉ đạo, Công an, Quân sự, Y tế hoặc Bộ đội Biên phòng.",
            en="An alert can go to command, police, military, health or border guard only.",
            field="to_agency",
            code="not_a_receiver",
        )
    return _take(tx, alert_id, _Step(AlertState.HANDED_OVER, by, note, to_agency))


def close(tx: Transaction, alert_id: str, *, by: Agency, note: str) -> AlertView:
    """Done, and what came of it; raises BadRecord without an outcome, WrongState, NotAllowed, NotFound."""
    if not note.strip():
        raise BadRecord(
            vi="Chưa ghi kết quả xử lý; hãy ghi ngắn gọn đã làm gì.",
            en="The outcome is missing; say in a few words what was done.",
            field="note",
            code="missing_outcome",
        )
    return _take(tx, alert_id, _Step(AlertState.CLOSED, by, note))


def revoke(tx: Transaction, alert_id: str, *, by: Agency, note: str) -> AlertView:
    """It was raised in error: command takes it back, and what was not sent yet is not sent.

    Raises WrongState, NotAllowed, NotFound.
    """
    if by is not Agency.COMMAND:
        raise _not_allowed()
    shown = _take(tx, alert_id, _Step(AlertState.REVOKED, by, note))
    _send_no_more(tx, alert_id)
    return shown


def settle(tx: Transaction, alert_id: str, *, note: str) -> None:
    """The house notes for command that it is done, whoever holds it; what was not sent yet is not sent.

    Raises WrongState for an alert that is no longer open.
    """
    if alert(tx, alert_id).state is not AlertState.ACKNOWLEDGED:
        _take(tx, alert_id, _Step(AlertState.ACKNOWLEDGED, Agency.COMMAND, note))
    _take(tx, alert_id, _Step(AlertState.CLOSED, Agency.COMMAND, note))
    _send_no_more(tx, alert_id)


def _send_no_more(tx: Transaction, alert_id: str) -> None:
    unsent = DeliveryRow.state.in_([DeliveryState.WAITING.value, DeliveryState.FAILED.value])
    tx.execute(
        update(DeliveryRow)
        .where(DeliveryRow.alert_id == alert_id, unsent)
        .values(state=DeliveryState.GIVEN_UP.value, last_error="over before it was sent")
    )


def _take(tx: Transaction, alert_id: str, step: _Step) -> AlertView:
    """Check the step against the state, move by compare-and-set, note it."""
    seen = alert(tx, alert_id)
    _check(seen, step)
    holder = step.holder or seen.holder
    moved = tx.execute(
        update(AlertRow)
        .where(
            AlertRow.id == alert_id, AlertRow.state == seen.state.value, AlertRow.holder == seen.holder.value
        )
        .values(state=step.to.value, state_at=tx.now, holder=holder.value)
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result has it
        now_in = tx.execute(select(AlertRow.state).where(AlertRow.id == alert_id)).scalar_one()
        raise _wrong(AlertState(now_in))
    row = {
        "alert_id": alert_id,
        "at": tx.now,
        "by": step.by.value,
        "state": step.to.value,
        "holder": holder.value,
        "note": step.note,
    }
    tx.add(StepRow, [row])
    return alert(tx, alert_id)


def _check(seen: AlertView, step: _Step) -> None:
    if step.by not in (seen.holder, Agency.COMMAND):
        raise _not_allowed()
    if step.to not in ALLOWED[seen.state] or step.holder is seen.holder:
        raise _wrong(seen.state)


def _wrong(state: AlertState) -> WrongState:
    todo_vi, todo_en = "tải lại để xem bước tiếp theo", "reload it to see what comes next"
    if state in (AlertState.NEW, AlertState.HANDED_OVER):
        todo_vi, todo_en = "hãy tiếp nhận trước", "accept it first"
    return WrongState(
        vi=f"Cảnh báo đang ở trạng thái '{STATE_VI[state]}', không làm được bước này; {todo_vi}.",
        en=f"The alert is '{state}'; this step does not fit; {todo_en}.",
        field="state",
        code="wrong_state",
    )


def _not_allowed() -> NotAllowed:
    return NotAllowed(
        vi="Chỉ đơn vị đang giữ cảnh báo hoặc Ban Chỉ đạo được làm bước này.",
        en="Only the agency that holds the alert, or command, may take this step.",
        code="not_holder",
    )
