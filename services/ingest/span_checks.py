"""Checks of a time from a moment until another, `since` and `until` of a record: alike for every feed."""

from datetime import datetime
from typing import Any, Protocol

from services.domain.base import Moment
from services.ingest.columns import Check, Reading, Values
from services.ingest.faults import Fault, fault_in


class Span(Protocol):
    """Any record with a time of its own."""

    @property
    def since(self) -> Moment:
        """Its first moment."""
        ...

    @property
    def until(self) -> Moment:
        """The moment before which it ended."""
        ...


class Holding(Protocol):
    """Any record that holds from a moment on, perhaps without an end."""

    @property
    def since(self) -> Moment:
        """Its first moment."""
        ...

    @property
    def until(self) -> Moment | None:
        """The moment at which it ends; None: it goes on."""
        ...


def ends_after_it_starts(record: Holding, values: Values, reading: Reading) -> Fault | None:
    """An order or a judgement ends after its first moment."""
    if record.until is not None and record.until <= record.since:
        return fault_in(
            "until", "ends_before_start", "kết thúc không sau khi bắt đầu.", "ends before it starts."
        )
    return None


def lasts_some_time(end: str) -> Check:
    """A visit over midnight under one date is the usual slip. `end`: the column that says until when."""

    def check(record: Span, values: Values, reading: Reading) -> Fault | None:
        if record.until > record.since:
            return None
        return fault_in(
            end,
            "ends_before_start",
            "không sau lúc đến; hãy kiểm tra ngày, nhất là khi qua nửa đêm.",
            "is not after the arrival; check the date, above all over midnight.",
        )

    return check


def lies_in_the_past(start: str, end: str) -> Check:
    """Nobody was yet where they will be; a stay that goes on ends now."""

    def check(record: Span, values: Values, reading: Reading) -> Fault | None:
        if max(record.since, _told(record, values[end])) <= reading.latest:
            return None
        return fault_in(
            start if record.since > reading.latest else end,
            "future",
            "ở tương lai so với lúc khai; hãy sửa, nếu còn ở đó thì ghi lúc khai.",
            "lies in the future; correct it, and of a stay that goes on give the moment of telling.",
        )

    return check


def midnight_is_the_end_of_the_day(end: str) -> Check:
    """Until midnight of the day on which it began: read as the end of that day."""

    def check(record: Span, values: Values, reading: Reading) -> Fault | None:
        if record.until == _told(record, values[end]):
            return None
        return fault_in(
            end,
            "midnight",
            "là 0 giờ cùng ngày, được hiểu là hết ngày; hãy ghi giờ rời đi nếu biết.",
            "is midnight of the same day, read as its end; give the hour if it is known.",
        )

    return check


def _told(record: Span, end: Any) -> datetime:
    """The end as its cell says it, where that is more than an hour of the day."""
    return end if isinstance(end, datetime) else record.until
