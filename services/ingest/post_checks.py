"""Checks of what posts read: a thermometer that cannot be right, a fever that was let through."""

from services.domain.records import CheckpointScan, PostDecision, RollCall
from services.ingest.columns import Reading, Values
from services.ingest.faults import Fault, fault_in

COLDEST, HOTTEST = 33.0, 43.0  # °C of the living; beyond, the thermometer or the keyboard slipped


def temperature_is_of_the_living(
    record: CheckpointScan | RollCall, values: Values, reading: Reading
) -> Fault | None:
    """Hand-held thermometers read the weather as well."""
    if record.temperature_c is None or COLDEST <= record.temperature_c <= HOTTEST:
        return None
    return fault_in(
        "temperature",
        "temperature_odd",
        "không thể là thân nhiệt; hãy đo lại.",
        "cannot be a body's temperature; measure again.",
    )


def fever_is_not_let_through(record: CheckpointScan, values: Values, reading: Reading) -> Fault | None:
    """Who has symptoms does not pass a post (rule book 2.5, A11)."""
    hot = record.temperature_c is not None and record.temperature_c >= reading.limits.fever_celsius
    if not hot or record.decision is not PostDecision.PASS:
        return None
    return fault_in(
        "decision",
        "fever_passed",
        "cho qua dù thân nhiệt ở mức sốt; hãy báo y tế (A11).",
        "lets through in spite of fever; tell health (A11).",
    )


def somebody_was_scanned(record: CheckpointScan, values: Values, reading: Reading) -> Fault | None:
    """Without declaration, person or plate nobody can follow the scan up."""
    if record.declaration or record.person or record.plate:
        return None
    return fault_in(
        "declaration_id",
        "nobody_scanned",
        "không có tờ khai, người hay biển số; hãy ghi ít nhất một.",
        "names no declaration, person or plate; give one of them.",
    )
