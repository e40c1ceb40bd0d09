"""Says where unseen infection became high, and where it is no longer."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import func, select

from services.domain.areas import AreaCode
from services.domain.base import Sentence
from services.domain.events import SourcePressureChanged
from services.domain.levels import Reason
from services.plumbing.database import Transaction
from services.policy.indicators import number_text
from services.risk.pressure import Pressure
from services.risk.tables import PressureRow

CALM_SHARE = 0.5
"""It counts as high until it is below this share of the limit: no list opens and closes with each report."""


def tell_pressure(
    tx: Transaction, pressures: Mapping[AreaCode, Pressure], limit: float, now: datetime
) -> None:
    """Keep and tell each place that crossed the limit; under the lock of the regrading."""
    told = list(_crossings(pressures, _high(tx), limit, now))
    tx.add(PressureRow, (one.model_dump(include={"area", "at", "high", "pressure"}) for one in told))
    tx.emit(*told)


def pressure_reasons(found: Pressure) -> tuple[Reason, ...]:
    """What it is made of, in sentences."""
    return tuple(
        Reason(indicator=name, value=value, text=text) for name, value, text in _reasons(found) if value
    )


def _crossings(
    pressures: Mapping[AreaCode, Pressure], high: frozenset[AreaCode], limit: float, now: datetime
) -> Iterator[SourcePressureChanged]:
    for area in sorted({*pressures, *high}):
        found = pressures.get(area, Pressure())
        if area in high and found.total < limit * CALM_SHARE:
            yield _event(area, found, now, high=False)
        elif area not in high and found.total >= limit:
            yield _event(area, found, now, high=True)


def _event(area: AreaCode, found: Pressure, now: datetime, *, high: bool) -> SourcePressureChanged:
    return SourcePressureChanged(
        learned_at=now,
        area=area,
        at=now,
        high=high,
        pressure=round(found.total, 1),
        untraced=found.untraced,
        oldest_days=round(found.oldest_days, 1),
        expected=round(found.expected),
        found=round(found.found),
        reasons=pressure_reasons(found),
    )


def _high(tx: Transaction) -> frozenset[AreaCode]:
    newest = select(func.max(PressureRow.id)).group_by(PressureRow.area)
    rows = select(PressureRow.area).where(PressureRow.id.in_(newest), PressureRow.high)
    return frozenset(tx.execute(rows).scalars())


def _reasons(found: Pressure) -> Iterator[tuple[str, float, Sentence]]:
    days = (_number(found.oldest_days, comma=True), _number(found.oldest_days, comma=False))
    yield (
        "untraced_source",
        float(found.untraced),
        Sentence(
            vi=f"{found.untraced} F0 chưa rõ nguồn lây, lâu nhất {days[0]} ngày",
            en=f"{found.untraced} F0 without a known source, the oldest for {days[1]} days",
        ),
    )
    told = (f"đã tìm được {round(found.found)} F1", f"{round(found.found)} F1 were found")
    silent = ("chưa có báo cáo F1 nào", "nobody has told of any F1")
    seen = told if found.told else silent
    yield (
        "missing_contacts",
        found.missing,
        Sentence(
            vi=f"{seen[0]}, thường gặp {round(found.expected)} F1 với {found.cases} F0",
            en=f"{seen[1]}, usual are {round(found.expected)} F1 of {found.cases} F0",
        ),
    )


def _number(value: float, *, comma: bool) -> str:
    return number_text(value, "rate", comma=comma)
