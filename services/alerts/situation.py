"""The area levels that call for attention now, as this room has heard them: what the public feed tells."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Subquery, func, select

from services.alerts.tables import AlertRow, HeardRow
from services.alerts.words import AlertState
from services.domain.events import AreaLevelChanged
from services.domain.levels import RiskLevel
from services.plumbing.database import Transaction


@dataclass(frozen=True)
class Situation:
    """The newest change of every area above new normal, and the moment of the newest change at all."""

    changes: tuple[AreaLevelChanged, ...]
    learned_at: datetime | None


def situation(tx: Transaction) -> Situation:
    """As heard by now. An area whose alert was revoked is left out: the change was told in error."""
    newest = _newest()
    revoked = select(AlertRow.root, AlertRow.part).where(AlertRow.state == AlertState.REVOKED.value)
    taken_back = {(row.root, row.part) for row in tx.execute(revoked.distinct())}
    found = tx.execute(
        select(newest)
        .where(newest.c.rank == 1, newest.c.after >= int(RiskLevel.AT_RISK))
        .order_by(newest.c.area)
    )
    changes = tuple(
        AreaLevelChanged.model_validate_json(row.body)
        for row in found
        if (row.root, row.part) not in taken_back
    )
    last = select(func.max(HeardRow.learned_at)).where(HeardRow.topic == AreaLevelChanged.topic)
    return Situation(changes, tx.execute(last).scalar_one_or_none())


def _newest() -> Subquery:
    latest_first = (HeardRow.learned_at.desc(), HeardRow.event_id.desc())
    rank = func.row_number().over(partition_by=HeardRow.area, order_by=latest_first).label("rank")
    columns = (HeardRow.area, HeardRow.after, HeardRow.body, HeardRow.root, HeardRow.part, rank)
    return select(*columns).where(HeardRow.topic == AreaLevelChanged.topic).subquery()
