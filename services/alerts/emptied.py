"""A list that became empty: its open alerts are revoked, and who had heard of it is told."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select, update

from services.alerts.causes import Cause
from services.alerts.keeping import Opened, hold, keep_alerts
from services.alerts.people_messages import emptied_told
from services.alerts.people_tasks import PEOPLE_AGENCIES
from services.alerts.steps import revoke
from services.alerts.tables import AlertRow, DeliveryRow
from services.alerts.terms import Terms
from services.alerts.words import AlertState, Kind
from services.domain.agencies import Agency
from services.domain.events import ListKind, PeopleListed
from services.plumbing.database import Transaction

NOTE = "Hệ thống tự thu hồi: không còn ai trong danh sách. / Revoked by the house: the list is empty."
QUIET = 0
_OPEN = (AlertState.NEW, AlertState.ACKNOWLEDGED, AlertState.HANDED_OVER)
_STEPPED = (AlertState.ACKNOWLEDGED, AlertState.HANDED_OVER, AlertState.CLOSED)


def is_empty(cause: Cause) -> bool:
    """Do these events end with a list on which nobody stands?"""
    last = cause.events[-1]
    return isinstance(last, PeopleListed) and last.people == 0


def take_back(tx: Transaction, cause: Cause, terms: Terms) -> int:
    """Revoke, and tell; returns the part that the events of the cause belong to, 0 when nobody had heard."""
    hold(tx, cause.root)
    known = _alerts(tx, cause.root)
    informed = _informed(tx, known)
    for row in known:
        if row.state in _OPEN:
            revoke(tx, row.id, by=Agency.COMMAND, note=NOTE)
    last = cause.events[-1]
    assert isinstance(last, PeopleListed)
    if not informed or last.kind is ListKind.FOLLOW_UP:  # everybody was met: that is no news to who met them
        return QUIET
    opened = Opened(cause.root, max(row.part for row in known) + 1, tx.now, tx.now)
    keep_alerts(tx, opened, emptied_told(last, informed, terms, tx.now), cause.events[-1:], terms)
    return opened.part


def _alerts(tx: Transaction, root: str) -> Sequence[Row[Any]]:
    """Of this life of the list: of an earlier one, before it was empty the last time, all were told."""
    wanted = select(AlertRow.id, AlertRow.agency, AlertRow.state, AlertRow.part, AlertRow.kind)
    rows = tx.execute(wanted.where(AlertRow.root == root).order_by(AlertRow.id).with_for_update()).all()
    ended = max((row.part for row in rows if row.kind == Kind.LIST_EMPTIED), default=0)
    return [row for row in rows if row.part > ended]


def _informed(tx: Transaction, known: Sequence[Row[Any]]) -> list[Agency]:
    """Who took a step, or was sent a letter; an attempt counts, for it may have arrived."""
    here = DeliveryRow.alert_id.in_([row.id for row in known])
    # The update that changes nothing takes the rows: a sender's claim waits for us, or we see it.
    tx.execute(update(DeliveryRow).where(here).values(attempts=DeliveryRow.attempts))
    sent = set(tx.execute(select(DeliveryRow.alert_id).where(here, DeliveryRow.attempts > 0)).scalars())
    heard = {row.agency for row in known if row.id in sent or row.state in _STEPPED}
    return [agency for agency in PEOPLE_AGENCIES if agency in heard]
