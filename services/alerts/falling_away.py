"""What was told and no longer stands: closed where an order made it so, revoked where it fell away."""

from sqlalchemy import select

from services.alerts.causes import Cause
from services.alerts.keeping import hold
from services.alerts.steps import revoke, settle
from services.alerts.tables import AlertRow
from services.alerts.words import AlertState
from services.domain.agencies import Agency
from services.domain.events import Event, InspectionsDue, ProposalChanged
from services.plumbing.database import Transaction

_OPEN = (AlertState.NEW, AlertState.ACKNOWLEDGED, AlertState.HANDED_OVER)
SIGNED = "Đã có văn bản {number}. / Done by order {number}."
ENDED = "Văn bản {number} đã hết hiệu lực. / Order {number} has ended."
CHANGED = (
    "Hệ thống tự thu hồi: đề xuất không còn, tình hình đã thay đổi."
    " / Revoked by the house: the proposal no longer stands."
)
VISITED = (
    "Hệ thống tự thu hồi: không còn nơi nào đến hạn kiểm tra."
    " / Revoked by the house: no place is due for a visit any more."
)


def has_fallen_away(cause: Cause) -> bool:
    """Do these events end with a proposal that no longer stands, or with no place due?"""
    last = cause.events[-1]
    if isinstance(last, ProposalChanged):
        return not last.standing
    return isinstance(last, InspectionsDue) and last.places == 0


def fall_away(tx: Transaction, cause: Cause) -> None:
    """End its open alerts, with the reason as the note; nobody is told again."""
    hold(tx, cause.root)
    wanted = select(AlertRow.id).where(AlertRow.root == cause.root, AlertRow.state.in_(_OPEN))
    last = cause.events[-1]
    number = last.order_number if isinstance(last, ProposalChanged) else None
    for alert_id in tx.execute(wanted.order_by(AlertRow.id).with_for_update()).scalars().all():
        if number is not None:
            settle(tx, alert_id, note=_done(last).format(number=number))
        else:
            note = CHANGED if isinstance(last, ProposalChanged) else VISITED
            revoke(tx, alert_id, by=Agency.COMMAND, note=note)


def _done(last: Event) -> str:
    return ENDED if isinstance(last, ProposalChanged) and last.ended else SIGNED
