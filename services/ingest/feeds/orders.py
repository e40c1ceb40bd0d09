"""What competent bodies ordered for an area: lockdown, directives, back to normal."""

from collections.abc import Sequence
from datetime import date, datetime

from services.domain.base import Sentence
from services.domain.events import Event, OrderIssued
from services.domain.levels import State
from services.domain.records import Order
from services.domain.text import folded
from services.ingest.cells import one_of, text
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed, Kept, column, newest_per_key
from services.ingest.places import area
from services.ingest.span_checks import ends_after_it_starts
from services.ingest.times import moment

NAME = "orders"
STATES = {
    State.LOCKDOWN: ("phong tỏa", "cách ly y tế vùng có dịch", "lockdown"),
    State.DIRECTIVE_16: ("chỉ thị 16", "giãn cách theo chỉ thị 16", "directive 16", "16"),
    State.DIRECTIVE_15: ("chỉ thị 15", "giãn cách theo chỉ thị 15", "directive 15", "15"),
    State.DIRECTIVE_19: ("chỉ thị 19", "directive 19", "19"),
    State.NORMAL: ("bình thường", "bình thường mới", "normal", "new normal"),
}


def build(values: Values, reading: Reading) -> Order:
    """Every column is a field of the order."""
    return Order(**values)


def key(record: Order) -> str:
    """A document may order for several areas; ending it early is a correction of the same order."""
    return f"{folded(record.number)}|{record.area}|{folded(record.part or '')}"


def events(kept: Sequence[Kept], learned_at: datetime) -> list[Event]:
    """One event an order and area."""
    return [_event(one, learned_at) for one in newest_per_key(kept)]


def _event(one: Kept, learned_at: datetime) -> OrderIssued:
    order: Order = one.record
    return OrderIssued(
        learned_at=learned_at,
        ref=f"{NAME}:{one.key}",
        number=order.number,
        issuer=order.issuer,
        state=order.state,
        area=order.area,
        part=order.part,
        since=order.since,
        until=order.until,
    )


def about(record: Order) -> date:
    """The day it begins."""
    return record.since.date()


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Quyết định phong tỏa, giãn cách", en="Orders over areas"),
    columns=(
        column("number", "Số văn bản", "Document number", text, "số quyết định", "số hiệu", required=True),
        column("issuer", "Cơ quan ban hành", "Issued by", text, "nơi ban hành", required=True),
        column("state", "Trạng thái", "State", one_of(STATES), "biện pháp", required=True),
        column("area", "Khu vực", "Area", area, "mã khu vực", "địa bàn", required=True),
        column("part", "Phạm vi trong khu vực", "Part of the area", text, "thôn", "khu phố", "phạm vi"),
        column("since", "Từ", "Since", moment, "hiệu lực từ", "từ ngày", "bắt đầu", required=True),
        column("until", "Đến", "Until", moment, "hiệu lực đến", "đến ngày", "kết thúc"),
        column("signed_by", "Chức danh người ký", "Office of the signer", text, "người ký"),
        column("note", "Ghi chú", "Note", text, longest=500),
    ),
    record=Order,
    build=build,
    key=key,
    events=events,
    day=about,
    senders=frozenset(),
    refuse=(ends_after_it_starts,),
)
