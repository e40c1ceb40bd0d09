"""Whom a checkpoint stopped, what it read, and what it decided (post-side fields, rule book 3.1)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import PassageCount, PassagesCounted
from services.domain.records import CheckpointScan, PostDecision
from services.domain.text import folded
from services.ingest import people
from services.ingest.cells import degrees, one_of, text, whole_number
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed, column
from services.ingest.feeds.counting import in_counts
from services.ingest.place_checks import lies_in_an_area
from services.ingest.places import area, area_of, place_named
from services.ingest.post_checks import (
    fever_is_not_let_through,
    somebody_was_scanned,
    temperature_is_of_the_living,
)
from services.ingest.times import moment

NAME = "checkpoint-scans"
DECISIONS = {
    PostDecision.PASS: ("cho qua", "qua", "cho đi", "đủ điều kiện", "ok"),
    PostDecision.TURN_BACK: ("quay lại", "yêu cầu quay lại", "quay đầu", "không cho qua"),
    PostDecision.QUARANTINE: ("cách ly", "đưa đi cách ly", "cách ly tập trung"),
    PostDecision.SAMPLE: ("lấy mẫu", "xét nghiệm", "lấy mẫu xét nghiệm", "test nhanh"),
}
RULES = {
    name: ()
    for name in (
        *(f"A{n}" for n in range(13)),
        "A5b",
        "A5q",
        "A6b",
        "A6c",
        "A9b",
        *(f"C{n}" for n in range(1, 8)),
    )
}
"""Rows of the law's table of entry measures; those that begin with C are about the code that was shown."""


def build(values: Values, reading: Reading) -> CheckpointScan:
    """A post that the list knows lies where the list says, unless the row says where."""
    return CheckpointScan(
        post=values["post"],
        area=area_of(values["post"], values["area"], reading),
        lane=values["lane"],
        scanned_at=values["scanned_at"],
        decision=values["decision"],
        rule=values["rule"],
        declaration=people.declaration_code(values["declaration_id"], values, reading),
        person=people.pseudonym(values, reading),
        plate=people.plate_mark(values, reading),
        people_in_vehicle=values["people_in_vehicle"],
        temperature_c=values["temperature"],
    )


def key(record: CheckpointScan) -> str:
    """A post, a moment, and who was stopped: by declaration, else by person, else by vehicle."""
    stopped = record.declaration or record.person or record.plate or ""
    return f"{folded(record.post)}|{record.scanned_at.isoformat()}|{stopped}"


def about(record: CheckpointScan) -> date:
    """The day of the scan."""
    return record.scanned_at.date()


def _parts(scan: CheckpointScan) -> Iterator[tuple[tuple[Any, ...], tuple[int]]]:
    """Who is named counts as one, for the others in the vehicle have scans of their own."""
    named = scan.person or scan.declaration
    stopped = 1 if named else (scan.people_in_vehicle or 1)
    yield (scan.post, scan.area, about(scan), scan.decision), (stopped,)


def _count(place: tuple[Any, ...], amounts: tuple[int, ...]) -> PassageCount:
    post, where, day, decision = place
    return PassageCount(post=post, area=where, day=day, decision=decision, people=amounts[0])


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Lượt kiểm tra tại chốt", en="Scans at checkpoints"),
    columns=(
        column(
            "post",
            "Chốt kiểm soát",
            "Control post",
            place_named,
            "mã chốt",
            "chốt",
            required=True,
            longest=60,
        ),
        column("area", "Khu vực", "Area", area, "địa bàn", "xã phường"),
        column("lane", "Làn", "Lane", text, "làn xe", longest=20),
        column(
            "scanned_at",
            "Thời điểm kiểm tra",
            "Scanned at",
            moment,
            "thời gian",
            "thời gian quét",
            "giờ qua chốt",
            required=True,
        ),
        column("decision", "Quyết định", "Decision", one_of(DECISIONS), "kết luận", "xử lý", required=True),
        column("rule", "Quy tắc áp dụng", "Rule used", one_of(RULES), "mục quy tắc"),
        # Officers write names here: sealed, whatever it holds.
        column("reason", "Lý do", "Reason", text, "ghi chú", personal=True, longest=1000),
        column(
            "declaration_id", "Mã tờ khai", "Declaration code", text, "mã khai báo", "tờ khai", longest=80
        ),
        column("temperature", "Thân nhiệt", "Temperature (°C)", degrees, "nhiệt độ", longest=20),
        people.PLATE,
        column("people_in_vehicle", "Số người trên xe", "People in the vehicle", whole_number, "số người"),
        people.FULL_NAME,
        people.ID_NUMBER,
        people.BIRTH_YEAR,
        people.SEX,
        people.NATIONALITY,
        people.PHONE,
        column(
            "officer",
            "Mã cán bộ",
            "Officer code",
            text,
            "cán bộ",
            "người kiểm tra",
            personal=True,
            longest=60,
        ),
        column("papers_photo", "Ảnh giấy tờ", "Photo of papers", text, "ảnh", personal=True),
    ),
    record=CheckpointScan,
    build=build,
    key=key,
    events=in_counts(NAME, PassagesCounted, _parts, _count),
    day=about,
    senders=frozenset((Agency.POLICE, Agency.MILITARY, Agency.HEALTH, Agency.BORDER)),
    told_at="scanned_at",
    flag=(
        lies_in_an_area("post"),
        somebody_was_scanned,
        temperature_is_of_the_living,
        fever_is_not_let_through,
    ),
    forgotten_as="checkpoint_scan",
)
