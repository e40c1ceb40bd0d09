"""People who came, or tried to come, in without a gate, as the border guard reports them."""

from collections.abc import Sequence
from datetime import date, datetime

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import BorderIncidentReported, Event
from services.domain.records import BorderIncident, IncidentKind
from services.ingest.cells import code, one_of, text, whole_number, yes_or_no
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed, Kept, column, newest_per_key
from services.ingest.places import area
from services.ingest.times import moment

NAME = "border-incidents"
KINDS = {
    IncidentKind.CAUGHT: ("bắt giữ", "bắt", "đã bắt"),
    IncidentKind.ESCAPED: ("trốn thoát", "bỏ trốn", "chạy thoát"),
    IncidentKind.TIP_OFF: ("tin báo", "tố giác", "tip-off"),
    IncidentKind.FOUND_INSIDE: ("phát hiện trong nội địa", "trong nội địa"),
}
DIRECTIONS = {"in": ("vào", "nhập cảnh", "nhập"), "out": ("ra", "xuất cảnh", "xuất")}


def build(values: Values, reading: Reading) -> BorderIncident:
    """A tip-off may not know how many; then nobody is counted."""
    fields = {name: value for name, value in values.items() if name != "note"}
    fields["by_sea"] = bool(fields["by_sea"])
    fields["direction"] = fields["direction"] or "in"
    return BorderIncident(**fields)


def key(record: BorderIncident) -> str:
    """The sender's number of the incident."""
    return record.incident_id


def events(kept: Sequence[Kept], learned_at: datetime) -> list[Event]:
    """One event an incident; who was stopped on the way out is no source of infection here."""
    return [_event(one, learned_at) for one in newest_per_key(kept) if one.record.direction == "in"]


def about(record: BorderIncident) -> date:
    """The day it happened."""
    return record.happened_at.date()


def _event(one: Kept, learned_at: datetime) -> BorderIncidentReported:
    incident: BorderIncident = one.record
    return BorderIncidentReported(
        learned_at=learned_at,
        ref=f"{NAME}:{one.key}",
        area=incident.area,
        happened_at=incident.happened_at,
        kind=incident.kind,
        by_sea=incident.by_sea,
        people=incident.people,
        place=incident.place,
        marker=incident.marker,
    )


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Vụ việc biên giới", en="Border incidents"),
    columns=(
        column(
            "incident_id",
            "Mã vụ việc",
            "Incident number",
            code,
            "số vụ việc",
            "mã vụ",
            required=True,
            longest=60,
        ),
        column("happened_at", "Thời điểm xảy ra", "Happened at", moment, "thời gian", required=True),
        column("area", "Khu vực", "Area", area, "mã khu vực", "địa bàn", required=True),
        column("kind", "Loại vụ việc", "Kind", one_of(KINDS), "hình thức", required=True),
        column("by_sea", "Đường biển", "By sea", yes_or_no, "trên biển"),
        column("people", "Số người", "People", whole_number, "số đối tượng", required=True),
        column("place", "Địa điểm trên biên giới", "Border place", text, "địa điểm"),
        column("marker", "Cột mốc", "Marker", text, "mốc", longest=40),
        column("direction", "Chiều", "Direction", one_of(DIRECTIONS), "hướng"),
        column("nationality", "Quốc tịch", "Nationality", text, longest=60),
        # Officers write names here: sealed, whatever it holds.
        column("note", "Ghi chú", "Note", text, "nội dung", personal=True, longest=2000),
    ),
    record=BorderIncident,
    build=build,
    key=key,
    events=events,
    day=about,
    senders=frozenset((Agency.BORDER, Agency.POLICE, Agency.MILITARY)),
    told_at="happened_at",
    forgotten_as="border_incident",
)
