"""The employer's list against the worker's own declaration: where do they come from (rule book 3.2)?"""

from datetime import timedelta
from typing import Any

from services.domain.areas import AreaCode, Tier
from services.ingest.columns import Reading
from services.ingest.cross_checks.declared import Declared, Listed
from services.ingest.faults import Fault, fault_in


def origins_differ(new: Any, other: Any, reading: Reading) -> Fault | None:
    """By province: a list names a town where the declaration names its district."""
    listed, declared = _pair(new, other)
    if listed is None or not _one_journey(listed, declared, reading):
        return None
    home, begun = (_province(one.origin, reading) for one in (listed, declared))
    told = {_province(visit.area, reading) for visit in declared.visits} | {begun}
    field = "from_area" if new is declared else "origin"
    if home is not None and home not in told:
        return fault_in(
            field,
            "list_not_declared",
            "danh sách của doanh nghiệp ghi đi từ tỉnh mà tờ khai không có; hãy xác minh.",
            "the employer's list names a province that the declaration does not; look into it.",
        )
    if home is not None and begun is not None and home != begun:
        return fault_in(
            field,
            "declared_not_listed",
            "tờ khai ghi đi từ tỉnh khác với danh sách của doanh nghiệp; hãy xác minh.",
            "the declaration begins in another province than the employer's list says; look into it.",
        )
    return None


def _pair(new: Any, other: Any) -> tuple[Any, Any]:
    if isinstance(new, Listed) and isinstance(other, Declared):
        return new, other
    if isinstance(new, Declared) and isinstance(other, Listed):
        return other, new
    return None, None


def _one_journey(listed: Listed, declared: Declared, reading: Reading) -> bool:
    apart = abs(listed.arrives_on - declared.declared_at.date())
    return apart <= timedelta(days=reading.limits.lookback_days)


def _province(code: AreaCode | None, reading: Reading) -> AreaCode | None:
    found = (area.code for area in reading.areas.path(code) if area.tier is Tier.PROVINCE)
    return next(found, None)
