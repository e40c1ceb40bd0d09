"""News of a matter takes the place of what nobody has accepted yet: one open alert, not one a change."""

from sqlalchemy import select

from services.alerts.keeping import Opened
from services.alerts.steps import revoke
from services.alerts.tables import AlertRow
from services.alerts.words import AlertState, Kind
from services.domain.agencies import Agency
from services.plumbing.database import Transaction

NOTE = "Thay bằng bản mới hơn của cùng một việc. / Replaced by newer word of the same matter."
RENEWED = (Kind.PEOPLE_LISTED, Kind.PROPOSAL, Kind.INSPECTIONS_DUE)


def supersede(tx: Transaction, opened: Opened) -> None:
    """Revoke the earlier alerts of one matter on which nobody took a step; letters not sent stay unsent."""
    older = (
        select(AlertRow.id)
        .where(
            AlertRow.root == opened.root,
            AlertRow.part < opened.part,
            AlertRow.kind.in_([kind.value for kind in RENEWED]),
            AlertRow.state == AlertState.NEW.value,
        )
        .order_by(AlertRow.id)
        .with_for_update()
    )
    for alert_id in tx.execute(older).scalars().all():
        revoke(tx, alert_id, by=Agency.COMMAND, note=NOTE)
