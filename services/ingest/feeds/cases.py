"""F0 as localities tell them, one by one or as a number; count 0 says that there were none."""

from collections.abc import Sequence
from datetime import date, datetime

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import CaseReported, Event
from services.domain.records import CaseReport, FoundIn, SourceKnown
from services.ingest import people
from services.ingest.cells import code, one_of, text, whole_number
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed, Kept, column, newest_per_key, refused
from services.ingest.places import area
from services.ingest.times import moment

NAME = "cases"
SOURCES = {
    SourceKnown.KNOWN: ("đã rõ", "rõ", "đã xác định"),
    SourceKnown.UNKNOWN: ("chưa rõ", "không rõ", "chưa xác định"),
    SourceKnown.NOT_YET: ("đang điều tra", "đang truy vết", "not yet"),
    SourceKnown.IMPORTED: ("nhập cảnh", "ca nhập cảnh"),
}
PLACES = {
    FoundIn.COMMUNITY: ("cộng đồng", "trong cộng đồng"),
    FoundIn.QUARANTINE: ("khu cách ly", "cách ly", "trong khu cách ly"),
    FoundIn.LOCKED_AREA: ("khu phong tỏa", "vùng phong tỏa", "trong khu phong tỏa"),
    FoundIn.BORDER: ("cửa khẩu", "biên giới", "khi nhập cảnh"),
    FoundIn.UNKNOWN: ("chưa rõ", "không rõ"),
}


def build(values: Values, reading: Reading) -> CaseReport:
    """A report of zero needs no code: area and moment identify it."""
    count = 1 if values["count"] is None else values["count"]
    return CaseReport(
        code=_code(values, count, reading),
        area=values["area"],
        confirmed_at=values["confirmed_at"],
        count=count,
        source=values["source"] or SourceKnown.NOT_YET,
        found_in=values["found_in"] or FoundIn.UNKNOWN,
        hard_to_trace_place=values["hard_to_trace_place"],
        chain=values["chain"],
        person=people.pseudonym(values, reading),
    )


def key(record: CaseReport) -> str:
    """The public code of the patient or bulletin."""
    return record.code


def events(kept: Sequence[Kept], learned_at: datetime) -> list[Event]:
    """One event a report, without the person."""
    return [_event(one, learned_at) for one in newest_per_key(kept)]


def about(record: CaseReport) -> date:
    """The day of confirmation."""
    return record.confirmed_at.date()


def _code(values: Values, count: int, reading: Reading) -> str:
    if values["code"]:
        return people.opaque(values["code"], values, reading)
    if count:
        raise refused(
            "code",
            "missing",
            "Cột 'code' (Mã ca bệnh): bắt buộc khi số ca khác 0; hãy điền.",
            "Column 'code' (Case code): required unless the count is 0; fill it in.",
        )
    return f"0:{values['area']}:{values['confirmed_at'].isoformat()}"


def _event(one: Kept, learned_at: datetime) -> CaseReported:
    case: CaseReport = one.record
    return CaseReported(
        learned_at=learned_at,
        ref=f"{NAME}:{one.key}",
        area=case.area,
        confirmed_at=case.confirmed_at,
        count=case.count,
        source=case.source,
        found_in=case.found_in,
        hard_to_trace_place=bool(case.hard_to_trace_place),
        chain=case.chain,
    )


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Ca bệnh F0 do địa phương báo", en="F0 as localities report them"),
    columns=(
        column("code", "Mã ca bệnh", "Case code", code, "mã bệnh nhân", "mã ca", "bệnh nhân", "bn"),
        column("area", "Khu vực", "Area", area, "mã khu vực", "địa phương", "xã phường", required=True),
        column(
            "confirmed_at",
            "Thời điểm xác định",
            "Confirmed at",
            moment,
            "ngày xác định",
            "ngày công bố",
            "ngày dương tính",
            "confirmed_on",
            required=True,
        ),
        column("count", "Số ca", "Count", whole_number, "số lượng", "số ca mắc"),
        column("source", "Nguồn lây", "Source of infection", one_of(SOURCES), "nguồn lây nhiễm"),
        column("found_in", "Nơi phát hiện", "Found in", one_of(PLACES), "phát hiện tại"),
        column(
            "hard_to_trace_place", "Nơi khó truy vết", "Place hard to trace", text, "ổ dịch", "địa điểm lây"
        ),
        column("chain", "Chuỗi lây", "Chain", text, "chuỗi lây nhiễm", "chùm ca bệnh", longest=100),
        *people.WHO,
    ),
    record=CaseReport,
    build=build,
    key=key,
    events=events,
    day=about,
    senders=frozenset((Agency.HEALTH, Agency.POLICE)),
    told_at="confirmed_at",
    forgotten_as="case",
)
