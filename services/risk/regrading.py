"""Keeps every area's standing current; says which levels changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from services.domain.areas import AreaCode
from services.domain.events import AreaLevelChanged
from services.domain.levels import RiskLevel, Standing
from services.plumbing.database import Transaction
from services.policy.reader import Jurisdiction
from services.risk.held import held_levels, keep_held
from services.risk.places.due import tell_inspections
from services.risk.pressing import tell_pressure
from services.risk.proposed import tell_proposals
from services.risk.survey import survey
from services.risk.tables import GradeRow


def regrade(tx: Transaction, jurisdiction: Jurisdiction, now: datetime) -> int:
    """Grade the whole map for `now`, keep what changed and tell it; returns how many levels changed."""
    tx.lock("risk.regrade")  # two workers grading at once would each tell the same change
    found = survey(tx, jurisdiction, now)
    standings = found.standings
    before = _current(tx)
    changed = [standing for standing in standings.values() if _differs(standing, before.get(standing.area))]
    tx.add(GradeRow, (_row(standing, now) for standing in changed))
    keep_held(tx, held_levels(tx, now), found.held, now)
    told = list(_told(changed, before, now))
    tx.emit(*told)
    if found.points:  # without law there is nothing to hold it against
        limit = jurisdiction.law.parameters.number("pressure_high", now)
        tell_pressure(tx, found.pressures, limit, now)
    tell_proposals(tx, jurisdiction, found, now)
    tell_inspections(tx, jurisdiction, found)
    return len(told)


def levels_since(tx: Transaction, as_of: datetime) -> dict[AreaCode, datetime]:
    """Since when each area has shown the level it showed at `as_of`."""
    rows = tx.execute(
        select(GradeRow.area, GradeRow.at, GradeRow.level)
        .where(GradeRow.at <= as_of)
        .order_by(GradeRow.area, GradeRow.at, GradeRow.id)
    )
    since: dict[AreaCode, tuple[int | None, datetime]] = {}
    for row in rows:
        if row.area not in since or since[row.area][0] != row.level:
            since[row.area] = (row.level, row.at)
    return {area: at for area, (_, at) in since.items()}


def _current(tx: Transaction) -> dict[AreaCode, Any]:
    newest = select(func.max(GradeRow.id)).group_by(GradeRow.area)
    rows = tx.execute(
        select(
            GradeRow.area, GradeRow.level, GradeRow.suggested, GradeRow.order_number, GradeRow.ruleset
        ).where(GradeRow.id.in_(newest))
    )
    return {row.area: row for row in rows}


def _differs(standing: Standing, before: Any | None) -> bool:
    if before is None:
        return True
    now = (standing.level, standing.grade.level, _order(standing), standing.grade.ruleset)
    return now != (before.level, before.suggested, before.order_number, before.ruleset)


def _told(
    changed: Iterable[Standing], before: dict[AreaCode, Any], now: datetime
) -> Iterable[AreaLevelChanged]:
    """A changed level is told; the first grade of a calm area is not news."""
    for standing in changed:
        old = before[standing.area].level if standing.area in before else None
        first_and_calm = standing.area not in before and standing.level in (None, RiskLevel.NEW_NORMAL)
        if old != standing.level and not first_and_calm:
            yield _event(standing, RiskLevel(old) if old else None, now)


def _event(standing: Standing, before: RiskLevel | None, now: datetime) -> AreaLevelChanged:
    return AreaLevelChanged(
        learned_at=now,
        area=standing.area,
        before=before,
        after=standing.level,
        at=now,
        reasons=standing.grade.reasons,
        cite=standing.grade.cite,
        order_number=_order(standing),
        suggested=standing.grade.level,
    )


def _order(standing: Standing) -> str | None:
    return standing.order.number if standing.order else None


def _row(standing: Standing, now: datetime) -> dict[str, Any]:
    return {
        "area": standing.area,
        "at": now,
        "level": standing.level,
        "suggested": standing.grade.level,
        "ruleset": standing.grade.ruleset,
        "order_number": _order(standing),
        "reasons": [reason.model_dump(mode="json") for reason in standing.grade.reasons],
        "cite": standing.grade.cite.model_dump(mode="json"),
    }
