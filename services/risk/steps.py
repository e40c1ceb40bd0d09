"""How an area came to its level: every kept step. And by what to know that nothing has changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from services.domain.areas import AreaCode
from services.domain.levels import Reason, RiskLevel
from services.plumbing.database import Transaction
from services.risk.recall import KINDS
from services.risk.tables import GradeRow
from services.risk.tables_held import HeldRow


@dataclass(frozen=True)
class Step:
    """The level, or what it rests on, changed."""

    at: datetime
    level: RiskLevel | None
    suggested: RiskLevel | None
    order_number: str | None
    ruleset: str
    reasons: tuple[Reason, ...]


def steps_of(tx: Transaction, code: AreaCode, as_of: datetime, newest: int) -> list[Step]:
    """The last steps of an area as known at a moment, newest first."""
    wanted = select(*GradeRow.__table__.columns).where(GradeRow.area == code, GradeRow.at <= as_of)
    return [
        Step(
            at=row.at,
            level=_level(row.level),
            suggested=_level(row.suggested),
            order_number=row.order_number,
            ruleset=row.ruleset,
            reasons=tuple(Reason.model_validate(reason) for reason in row.reasons),
        )
        for row in tx.execute(wanted.order_by(GradeRow.at.desc(), GradeRow.id.desc()).limit(newest))
    ]


def newest_ids(tx: Transaction) -> tuple[int | None, ...]:
    """The newest row of every kind of fact, and the newest grade: equal while nothing has come in."""
    tables = (*KINDS.values(), GradeRow, HeldRow)
    return tuple(tx.execute(select(func.max(table.id))).scalar_one_or_none() for table in tables)


def _level(number: int | None) -> RiskLevel | None:
    return None if number is None else RiskLevel(number)
