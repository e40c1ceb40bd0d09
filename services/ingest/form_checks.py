"""Checks of the official forms: what a starred field leaves open, a paper at a post, a day of entry."""

from datetime import timedelta

from services.domain.records import Declaration, EntryDeclaration
from services.ingest.columns import Check, Reading, Values
from services.ingest.faults import Fault, fault_in

NEAR = timedelta(days=15)  # the form is filled in before boarding, or on arrival


def is_filled_in(*fields: str) -> Check:
    """Fields that the form stars; one left open is asked for, the row is kept."""

    def check(record: object, values: Values, reading: Reading) -> Fault | None:
        field = next((name for name in fields if values[name] is None), None)
        if field is None:
            return None
        return fault_in(
            field,
            "not_filled",
            "tờ khai bắt buộc nhưng để trống; hãy hỏi thêm.",
            "is asked for by the form and empty; ask for it.",
        )

    return check


def paper_is_shown_at_a_post(record: Declaration, values: Values, reading: Reading) -> Fault | None:
    """Optional on the site; at a post somebody can look (rule book 3.1)."""
    if record.post is None or values["id_number"]:
        return None
    return fault_in(
        "id_number",
        "no_paper",
        "khai tại chốt mà không có số giấy tờ; hãy xem giấy tờ.",
        "is empty though declared at a post; look at the papers.",
    )


def entry_is_near(record: EntryDeclaration, values: Values, reading: Reading) -> Fault | None:
    """A day of entry weeks from the day of the declaration is a slip, or another journey's."""
    if record.entered_on is None or abs(record.entered_on - record.declared_at.date()) <= NEAR:
        return None
    return fault_in(
        "entry_date",
        "entry_far",
        "cách ngày khai hơn 15 ngày; hãy kiểm tra lại.",
        "is over 15 days from the day of the declaration; check it.",
    )
