"""What a post read against what the traveller declared: another vehicle (rule book 3.2)?"""

from datetime import timedelta
from typing import Any

from services.domain.records import CheckpointScan, EntryDeclaration
from services.ingest.columns import Reading
from services.ingest.cross_checks.declared import Declared
from services.ingest.faults import Fault, fault_in

ONE_JOURNEY = timedelta(days=1)  # a declaration of last week was another journey


def plates_differ(new: Any, other: Any, reading: Reading) -> Fault | None:
    """Compared by marks; a post that read no plate, or a form that gave none, says nothing."""
    scan, declared = (new, other) if isinstance(new, CheckpointScan) else (other, new)
    if not isinstance(scan, CheckpointScan) or not isinstance(declared, Declared | EntryDeclaration):
        return None
    if scan.plate is None or declared.plate is None or scan.plate == declared.plate:
        return None
    if scan.declaration != declared.declaration_id and not _one_journey(scan, declared):
        return None
    return fault_in(
        "vehicle_no",
        "plate_differs",
        "biển số chốt đọc được khác với xe đã khai; hãy kiểm tra người và xe.",
        "the plate that the post read is not that of the declared vehicle; look at people and vehicle.",
    )


def _one_journey(scan: CheckpointScan, declared: Declared | EntryDeclaration) -> bool:
    """Without the declaration's code: the newest one before, or filled in while queueing."""
    unnamed = scan.declaration is None
    return unnamed and abs(scan.scanned_at - declared.declared_at) <= ONE_JOURNEY
