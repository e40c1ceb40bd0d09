"""Held levels as the house kept them: read as known then, added to when they change."""

from datetime import datetime

from sqlalchemy import func, select

from services.domain.areas import AreaCode
from services.domain.levels import RiskLevel
from services.plumbing.database import Transaction
from services.risk.newest import THEN
from services.risk.rings.holding import HeldLevels
from services.risk.rings.ratchet import Held
from services.risk.tables_held import HeldRow


def held_levels(tx: Transaction, as_of: datetime) -> dict[AreaCode, Held]:
    """What every area was held at; missing: it was never held above new normal."""
    rows = tx.execute(_HELD, [{"then": as_of}])
    return {row.area: Held(RiskLevel(row.level), row.since, row.below_since) for row in rows}


_NEWEST = select(func.max(HeldRow.id)).where(HeldRow.at <= THEN).group_by(HeldRow.area)
_HELD = select(HeldRow.area, HeldRow.level, HeldRow.since, HeldRow.below_since).where(HeldRow.id.in_(_NEWEST))


def keep_held(tx: Transaction, before: HeldLevels, held: HeldLevels, now: datetime) -> None:
    """Note what has changed; an area that was always new normal needs no row."""
    changed = {code: one for code, one in held.items() if _changed(before.get(code), one)}
    rows = (
        {
            "area": code,
            "at": now,
            "level": int(one.level),
            "since": one.since,
            "below_since": one.below_since,
        }
        for code, one in changed.items()
    )
    tx.add(HeldRow, rows)


def _changed(before: Held | None, after: Held) -> bool:
    if before is None:
        return after.level > RiskLevel.NEW_NORMAL
    return before != after
