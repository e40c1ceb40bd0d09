"""What a record must satisfy: one small check each, one rule, one sentence.

A feed names its checks: `refuse`, the row cannot be true or cannot be used; `flag`, the row is kept and an
officer is told. A mismatch in what a traveller says is a warning, never a rejection (rule book 3.2).
"""

from functools import lru_cache
from typing import Any

from services.domain.records import CaseCount, ContactReport, WorkerReturn
from services.ingest.columns import Check, Reading, Values
from services.ingest.faults import Fault, fault_in
from services.ingest.feed import Feed
from services.ingest.identity_checks import IDENTITY_FLAGS, Fits
from services.ingest.places import UNKNOWN_PROVINCE


def refusals_of(feed: Feed, record: Any, values: Values, reading: Reading) -> list[Fault]:
    """Every reason to refuse the row."""
    found = [fault for check in feed.refuse if (fault := check(record, values, reading))]
    late = _told_in_the_future(feed, record, reading)
    return [*found, late] if late else found


def flags_of(feed: Feed, record: Any, values: Values, reading: Reading) -> list[Fault]:
    """Every warning for the officer: the feed's own, and what its columns of papers and cells call for."""
    found: list[Fault] = []
    for check in feed.flag:
        if fault := check(record, values, reading):
            found.append(fault)
    for column, fits, checks in _papers(feed):
        value = values[column]
        if value is not None and not fits(values):  # most papers fit: one look for all of their checks
            found += [fault for check in checks if (fault := check(record, values, reading))]
    return found


@lru_cache(maxsize=256)  # one a feed
def _papers(feed: Feed) -> tuple[tuple[str, Fits, tuple[Check, ...]], ...]:
    names = {column.name for column in feed.columns}
    return tuple((one, *IDENTITY_FLAGS[one]) for one in IDENTITY_FLAGS if one in names)


def _told_in_the_future(feed: Feed, record: Any, reading: Reading) -> Fault | None:
    if feed.told_at and getattr(record, feed.told_at) > reading.latest:
        return future(feed.told_at)
    return None


def counted_day_is_past(record: CaseCount, values: Values, reading: Reading) -> Fault | None:
    """Nobody can count the cases of a day to come."""
    if record.day > reading.today:
        return future("date")
    return None


def sample_was_taken(record: WorkerReturn, values: Values, reading: Reading) -> Fault | None:
    """A sample of a day to come was not taken."""
    if record.sampled_on and record.sampled_on > reading.today:
        return future("sampled_on")
    return None


def province_is_known(record: CaseCount, values: Values, reading: Reading) -> Fault | None:
    """Cases filed under no province are kept, and reach no area."""
    if record.area == UNKNOWN_PROVINCE:
        return fault_in(
            "gso_code",
            "unknown_province",
            "mã 00 là chưa rõ tỉnh; số ca được giữ nhưng không tính cho khu vực nào.",
            "00 means province unknown; the count is kept and added to no area.",
        )
    return None


def parts_add_up(record: CaseCount, values: Values, reading: Reading) -> Fault | None:
    """The places where cases were found make up the day's cases."""
    names = [name for name in values if name.startswith("confirmed_")]
    told = [values[name] for name in names if values[name] is not None]
    if told and len(told) == len(names) and sum(told) != record.new_cases:
        return fault_in(
            "confirmed",
            "parts_differ",
            "không bằng tổng theo nơi phát hiện; hãy đối chiếu.",
            "is not the sum over the places found; compare them.",
        )
    return None


def contact_parts_fit(record: ContactReport, values: Values, reading: Reading) -> Fault | None:
    """Traced, quarantined and waiting are parts of the total."""
    for field in ("traced", "in_quarantine", "awaiting_result"):
        if (getattr(record, field) or 0) > record.total:
            return fault_in(
                field, "above_total", "lớn hơn tổng số; hãy đối chiếu.", "is above the total; compare them."
            )
    return None


def is_a_formula(field: str) -> Fault:
    """A cell that begins with `=` is kept as text; nothing here ever computes it."""
    return fault_in(
        field,
        "formula",
        "là công thức, được giữ như văn bản; hãy dán giá trị.",
        "is a formula, kept as text; paste the value.",
    )


def future(field: str) -> Fault:
    """Nobody can tell of a moment to come."""
    return fault_in(
        field, "future", "ở tương lai so với lúc nhận; hãy sửa ngày.", "lies in the future; correct the date."
    )
