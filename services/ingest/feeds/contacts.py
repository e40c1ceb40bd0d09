"""How many contacts of each level (F1 to F5) a locality counts around a chain, and how many are traced."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import ContactsReported, Event
from services.domain.records import ContactReport
from services.domain.text import folded
from services.ingest.cells import Unreadable, text, whole_number
from services.ingest.checks import contact_parts_fit
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed, Kept, column, newest_per_key
from services.ingest.places import area
from services.ingest.times import moment

NAME = "contacts"


def contact_level(cell: str, reading: Reading) -> int:
    """F1 to F5, or the digit alone. Raises Unreadable."""
    found = re.fullmatch(r"[Ff]?\s*([1-5])", cell)
    if found is None:
        raise Unreadable("not_in_list", "phải là F1, F2, F3, F4 hoặc F5.", "must be F1, F2, F3, F4 or F5.")
    return int(found.group(1))


def build(values: Values, reading: Reading) -> ContactReport:
    """Every column is a field, but for the level's name."""
    fields = dict(values)
    return ContactReport(contact_level=fields.pop("level"), **fields)


def key(record: ContactReport) -> str:
    """A chain, an area, a level: a later count of the same replaces the earlier one."""
    return f"{folded(record.chain)}|{record.area}|F{record.contact_level}"


def events(kept: Sequence[Kept], learned_at: datetime) -> list[Event]:
    """One event a count. A count older than the one that stands came late and changes nothing now."""
    return [_event(one, learned_at) for one in newest_per_key(kept) if not _overtaken(one)]


def about(record: ContactReport) -> date:
    """The day of the count."""
    return record.reported_at.date()


def _overtaken(one: Kept) -> bool:
    return one.replaced is not None and one.replaced.reported_at > one.record.reported_at


def _event(one: Kept, learned_at: datetime) -> ContactsReported:
    fields = one.record.model_dump(exclude={"chain"})
    return ContactsReported(learned_at=learned_at, ref=f"{NAME}:{one.key}", **fields)


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Số người tiếp xúc F1–F5 theo chuỗi lây", en="Contacts F1 to F5 by chain"),
    columns=(
        column(
            "chain", "Chuỗi lây", "Chain", text, "chuỗi lây nhiễm", "chùm ca bệnh", required=True, longest=100
        ),
        column("area", "Khu vực", "Area", area, "mã khu vực", "địa phương", required=True),
        column("reported_at", "Thời điểm báo cáo", "Reported at", moment, "ngày báo cáo", required=True),
        column("level", "Mức F", "Contact level", contact_level, "diện", "loại tiếp xúc", required=True),
        column("total", "Tổng số", "Total", whole_number, "số người", required=True),
        column("traced", "Đã truy vết", "Traced", whole_number, "đã tìm được"),
        column("in_quarantine", "Đang cách ly", "In quarantine", whole_number, "đã cách ly"),
        column("awaiting_result", "Chờ kết quả", "Awaiting a result", whole_number, "chờ xét nghiệm"),
    ),
    record=ContactReport,
    build=build,
    key=key,
    events=events,
    day=about,
    senders=frozenset((Agency.HEALTH, Agency.POLICE)),
    told_at="reported_at",
    flag=(contact_parts_fit,),
)
