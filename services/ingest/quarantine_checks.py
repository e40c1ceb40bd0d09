"""Checks of quarantine: what is ordered at the gate, how long a stay lasts, what a roll call tells."""

from datetime import timedelta
from math import isfinite

from services.domain.records import LegalEntry, QuarantineReason, QuarantineStay, RollCall, StayEnd
from services.ingest.columns import Reading, Values
from services.ingest.faults import Fault, fault_in

ONE_DAY = timedelta(days=1)


def quarantine_is_ordered(record: LegalEntry, values: Values, reading: Reading) -> Fault | None:
    """Every entrant from abroad is quarantined (rule book 2.5, A4)."""
    if record.place is not None:
        return None
    return fault_in(
        "quarantine_place",
        "no_quarantine",
        "chưa có nơi cách ly cho người nhập cảnh; hãy bố trí (A4).",
        "is empty: no quarantine place for an entrant; assign one (A4).",
    )


def days_are_those_of_the_law(record: LegalEntry, values: Values, reading: Reading) -> Fault | None:
    """Fewer days than the rule in force asks of entrants."""
    asked = reading.limits.entrant_central_days
    if record.days is None or not isfinite(asked) or record.days >= asked:
        return None
    return fault_in(
        "days",
        "days_below_rule",
        "ít hơn số ngày cách ly đang quy định; hãy kiểm tra lại.",
        "is below the days of quarantine in force; check it.",
    )


def stay_ends_after_it_starts(record: QuarantineStay, values: Values, reading: Reading) -> Fault | None:
    """Nobody leaves, or is to leave, before coming in."""
    planned = record.planned_until is not None and record.planned_until < record.since.date()
    if not planned and (record.left_at is None or record.left_at >= record.since):
        return None
    return fault_in(
        "planned_until" if planned else "left_at",
        "ends_before_start",
        "kết thúc trước khi bắt đầu; hãy sửa ngày.",
        "lies before the stay begins; correct the day.",
    )


def stay_has_ended(record: QuarantineStay, values: Values, reading: Reading) -> Fault | None:
    """A release of tomorrow has not happened: it is planned."""
    if record.left_at is None or record.left_at <= reading.latest:
        return None
    return fault_in(
        "left_at",
        "not_left_yet",
        "ở tương lai; ngày dự kiến ghi vào cột 'planned_until'.",
        "lies in the future; a planned day belongs in 'planned_until'.",
    )


def stay_lasts_as_planned(record: QuarantineStay, values: Values, reading: Reading) -> Fault | None:
    """Released as completed days before the plan: a slip, or somebody let out too early."""
    if record.left_at is None or record.planned_until is None or record.ended is not StayEnd.COMPLETED:
        return None
    if record.left_at.date() >= record.planned_until:
        return None
    return fault_in(
        "left_at",
        "left_early",
        "ra trước ngày dự kiến dù ghi là hoàn thành; hãy kiểm tra.",
        "is before the planned day though said to be completed; check it.",
    )


def release_is_not_overdue(record: QuarantineStay, values: Values, reading: Reading) -> Fault | None:
    """The plan is over and nobody says that the person left: still there, gone, or not reported?"""
    if record.left_at is not None or record.planned_until is None:
        return None
    if record.planned_until + ONE_DAY >= reading.today:
        return None
    return fault_in(
        "left_at",
        "release_overdue",
        "đã quá ngày dự kiến mà chưa ghi ngày ra; hãy bổ sung.",
        "is empty though the planned day has passed; fill it in.",
    )


def plan_is_that_of_the_law(record: QuarantineStay, values: Values, reading: Reading) -> Fault | None:
    """Days asked of entrants and of contacts (rule book 2.4); others have no rule of their own here."""
    asked = {
        QuarantineReason.ENTRANT: reading.limits.entrant_central_days,
        QuarantineReason.CONTACT: reading.limits.f1_central_days,
    }.get(record.why)
    if record.planned_until is None or asked is None or not isfinite(asked):
        return None
    if (record.planned_until - record.since.date()).days >= asked:
        return None
    return fault_in(
        "planned_until",
        "plan_below_rule",
        "ngắn hơn số ngày cách ly đang quy định; hãy kiểm tra lại.",
        "is sooner than the days of quarantine in force; check it.",
    )


def absence_is_explained(record: RollCall, values: Values, reading: Reading) -> Fault | None:
    """Who is not in bed is looked for, or somebody knows why (S-04)."""
    if not record.absent or values["reason"]:
        return None
    return fault_in(
        "reason",
        "absence_unexplained",
        "có người vắng mà không ghi lý do; hãy xác minh ngay.",
        "is empty though somebody is absent; find out at once.",
    )


def nobody_has_fever(record: RollCall, values: Values, reading: Reading) -> Fault | None:
    """A fever in quarantine is for health to see today."""
    if record.temperature_c is None or record.temperature_c < reading.limits.fever_celsius:
        return None
    return fault_in("temperature", "fever", "ở mức sốt; hãy báo y tế.", "is a fever; tell health.")
