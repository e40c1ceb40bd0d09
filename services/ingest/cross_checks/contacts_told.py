"""A known contact says "no contact", or passes a post (rule book 2.5 A2, 3.2)."""

from datetime import date, timedelta
from types import UnionType
from typing import Any

from services.domain.records import (
    CheckpointScan,
    ContactPerson,
    EntryDeclaration,
    PostDecision,
    ResidentDeclaration,
)
from services.ingest.columns import Reading
from services.ingest.cross_checks.declared import Declared
from services.ingest.faults import Fault, fault_in

CLOSE = (1, 2)  # F3 and further are told nothing of whom they met: they cannot know


def denied_contact(new: Any, other: Any, reading: Reading) -> Fault | None:
    """A declaration without contact, of a person whom another list names as F1 or F2."""
    declared, contact = _pair(new, other, Declared | EntryDeclaration | ResidentDeclaration)
    if declared is None or declared.contact_with_case is not False:
        return None
    if contact.contact_level not in CLOSE or not _then(contact, declared.declared_at.date(), reading):
        return None
    return fault_in(
        _field(new),
        "denied_contact",
        "khai không tiếp xúc nhưng danh sách truy vết ghi là F1 hoặc F2; hãy xác minh.",
        "no contact is declared, a tracing list says F1 or F2; look into it.",
    )


def contact_passed(new: Any, other: Any, reading: Reading) -> Fault | None:
    """A post lets through somebody whom a list names as F1."""
    scan, contact = _pair(new, other, CheckpointScan)
    if scan is None or scan.decision is not PostDecision.PASS or contact.contact_level != 1:
        return None
    if not _then(contact, scan.scanned_at.date(), reading):
        return None
    return fault_in(
        "decision" if new is scan else "level",
        "contact_passed",
        "F1 trong danh sách truy vết đã được cho qua chốt; hãy báo công an, y tế ngay.",
        "an F1 of a tracing list was let through a post; tell police and health at once.",
    )


def _pair(new: Any, other: Any, kinds: type[Any] | UnionType) -> tuple[Any, Any]:
    if isinstance(new, kinds) and isinstance(other, ContactPerson):
        return new, other
    if isinstance(new, ContactPerson) and isinstance(other, kinds):
        return other, new
    return None, None


def _then(contact: ContactPerson, on: date, reading: Reading) -> bool:
    """After the last contact, and within the days that the form looks back on."""
    met = contact.last_contact_on or contact.reported_at.date()
    return met <= on <= met + timedelta(days=reading.limits.lookback_days)


def _field(new: Any) -> str:
    if isinstance(new, ContactPerson):
        return "level"
    return "exp_close" if isinstance(new, EntryDeclaration) else "exp_case"
