"""Checks of contacts one by one: when they met, and what must follow from it (rule book 2.1)."""

from services.domain.records import ContactPerson
from services.ingest.columns import Reading, Values
from services.ingest.faults import Fault, fault_in


def contact_was_met(record: ContactPerson, values: Values, reading: Reading) -> Fault | None:
    """Nobody met anybody tomorrow."""
    if record.last_contact_on is None or record.last_contact_on <= reading.today:
        return None
    return fault_in(
        "last_contact_on",
        "contact_in_future",
        "ở tương lai; hãy sửa ngày.",
        "lies in the future; correct the day.",
    )


def first_contact_is_kept(record: ContactPerson, values: Values, reading: Reading) -> Fault | None:
    """An F1 is quarantined centrally and sampled at once."""
    if record.contact_level != 1 or record.place is not None:
        return None
    return fault_in(
        "quarantine_place",
        "f1_at_large",
        "F1 chưa có nơi cách ly; hãy đưa đi cách ly tập trung.",
        "is empty: an F1 without central quarantine; take them there.",
    )


def contact_with_a_positive_test(record: ContactPerson, values: Values, reading: Reading) -> Fault | None:
    """A positive contact is an F0, and every contact of theirs moves up."""
    if record.result != "positive":
        return None
    return fault_in(
        "result",
        "contact_positive",
        "dương tính là F0; hãy báo ca bệnh và nâng mức các tiếp xúc.",
        "is positive: an F0; report the case and raise the levels of their contacts.",
    )


def contact_with_another(record: ContactPerson, values: Values, reading: Reading) -> Fault | None:
    """Nobody is their own contact; the row is kept, and such a contact changes no level."""
    if record.contact_of != record.person:
        return None
    return fault_in(
        "contact_of",
        "contact_with_self",
        "là chính người này: không tính là tiếp xúc; hãy ghi người tiếp xúc trước.",
        "is this very person and counts as no contact; name the one before.",
    )
