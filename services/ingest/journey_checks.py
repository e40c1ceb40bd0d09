"""Checks of journeys: where a traveller says to have been, and when a worker is to come."""

from datetime import datetime, timedelta
from typing import Protocol

from services.domain.records import Declaration, Visit, WorkerReturn
from services.ingest.columns import Check, Reading, Values
from services.ingest.faults import Fault, fault_in

LOOKBACK = timedelta(days=14)  # the declaration form asks for 14 days (rule book 3.1, 8)
FAR_AHEAD = timedelta(days=60)  # nobody plans a coach for longer: a slip in the month or year


class Travelled(Protocol):
    """A statement with the places of the last 14 days."""

    @property
    def declared_at(self) -> datetime:
        """When it was made."""
        ...

    @property
    def visits(self) -> tuple[Visit, ...]:
        """The places, as told."""
        ...


def visits_end_after_they_start(record: Travelled, values: Values, reading: Reading) -> Fault | None:
    """Nobody leaves before arriving."""
    if [1 for v in record.visits if v.arrived and v.left and v.left < v.arrived]:
        return fault_in(
            "places_14d",
            "ends_before_start",
            "có nơi rời đi trước khi đến.",
            "a place is left before arrival.",
        )
    return None


def visits_lie_in_lookback(record: Travelled, values: Values, reading: Reading) -> Fault | None:
    """The form asks for the 14 days before the declaration."""
    if not record.visits:
        return None
    last = record.declared_at.date()
    first = last - LOOKBACK
    days = [d for v in record.visits for d in (v.arrived, v.left) if d]
    if not days or first <= min(days) <= max(days) <= last:
        return None
    return fault_in(
        "places_14d",
        "outside_14_days",
        "có ngày ngoài 14 ngày trước khi khai; hãy hỏi lại.",
        "a day lies outside the 14 days before the declaration; ask again.",
    )


def visits_leave_no_gap(record: Travelled, values: Values, reading: Reading) -> Fault | None:
    """More than a day between leaving one place and arriving at the next is untold."""
    if len(record.visits) < 2:  # nearly every journey: one place, and no gap between places
        return None
    spans = sorted((v.arrived, v.left or v.arrived) for v in record.visits if v.arrived)
    reached = spans[0][1] if spans else None
    for arrived, left in spans:
        if reached is not None and arrived - reached > timedelta(days=1):
            return fault_in(
                "places_14d",
                "gap",
                "có khoảng trống hơn 1 ngày giữa các nơi; hãy hỏi lại.",
                "leaves more than one day untold; ask again.",
            )
        reached = max(reached or left, left)
    return None


def worker_arrives_soon(record: WorkerReturn, values: Values, reading: Reading) -> Fault | None:
    """An arrival months away is a slip, or a list sent too early to act on."""
    if record.arrives_on > reading.today + FAR_AHEAD:
        return fault_in(
            "arrives_on",
            "far_ahead",
            "còn xa hơn 60 ngày; hãy kiểm tra lại.",
            "is over 60 days away; check it.",
        )
    return None


def origin_is_known(field: str) -> Check:
    """Where a person comes from decides what is asked of them; `field` is the column that says it."""

    def check(record: Declaration | WorkerReturn, values: Values, reading: Reading) -> Fault | None:
        if record.origin is not None:
            return None
        return fault_in(
            field,
            "unknown_origin",
            "không xác định được khu vực trong danh mục; hãy ghi mã hoặc tên đầy đủ.",
            "is no area of the register for sure; give its code or full name.",
        )

    return check
