"""Laboratory results of people, one by one or in pools; a positive pool opens its members (rule book 2.4)."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import LabCount, LabResultsCounted
from services.domain.records import LabMethod, LabResult, SampleResult
from services.ingest import people
from services.ingest.cells import code, one_of, text, whole_number
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed, column
from services.ingest.feeds.counting import in_counts
from services.ingest.lab_checks import LAB_FLAGS
from services.ingest.measures import cycles
from services.ingest.places import area
from services.ingest.results import METHODS, RESULTS
from services.ingest.times import moment

NAME = "lab-results"
_MEMBERS = re.compile(r"[,;|\s]+")
AMOUNTS = ("samples", "people", "positive", "positive_pools", "pending", "invalid", "to_retest", "retested")


def members(cell: str, _reading: object) -> tuple[str, ...]:
    """Sample codes of a pool, each once."""
    return tuple(dict.fromkeys(one.upper() for one in _MEMBERS.split(cell) if one))


def build(values: Values, reading: Reading) -> LabResult:
    """A sender may use a person's own number as sample code: then it is hidden, in a pool's list too."""
    return LabResult(
        sample=people.opaque(values["sample"], values, reading),
        pool=people.opaque(values["pool"], values, reading) if values["pool"] else None,
        members=tuple(people.opaque(one, values, reading) for one in values["members"] or ()),
        pool_size=values["pool_size"],
        taken_at=values["taken_at"],
        received_at=values["received_at"],
        resulted_at=values["resulted_at"],
        method=values["method"] or LabMethod.PCR,
        result=values["result"] or SampleResult.PENDING,
        ct=values["ct"] or (),
        laboratory=values["laboratory"],
        area=values["area"],
        place=values["place"],
        person=people.pseudonym(values, reading),
    )


def key(record: LabResult) -> str:
    """One tube, one method: what comes later is its result, or a correction of it."""
    return f"{record.sample}|{record.method.value}"


def about(record: LabResult) -> date:
    """The day the sample was taken."""
    return record.taken_at.date()


def _parts(record: LabResult) -> Iterator[tuple[tuple[Any, ...], tuple[int, ...]]]:
    """Tubes by area, day and method."""
    single_positive = record.result is SampleResult.POSITIVE and not record.is_pool
    yield (
        (record.area, about(record), record.method),
        (
            1,
            record.people,
            int(single_positive),
            int(record.opens_members),
            int(record.result is SampleResult.PENDING),
            int(record.result is SampleResult.INVALID),
            record.people if record.opens_members else 0,
            int(record.closes_itself),
        ),
    )


def _count(place: tuple[Any, ...], amounts: tuple[int, ...]) -> LabCount:
    where, day, method = place
    return LabCount(area=where, day=day, method=method, **dict(zip(AMOUNTS, amounts, strict=True)))


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Kết quả xét nghiệm", en="Laboratory results"),
    columns=(
        column("sample", "Mã mẫu", "Sample code", code, "mã ống", "sample_code", required=True, longest=60),
        column("pool", "Thuộc mẫu gộp", "Pool code", code, "mã mẫu gộp", "pool_code", longest=60),
        column("members", "Các mẫu trong ống gộp", "Members", members, "thành viên mẫu gộp", longest=2000),
        column("pool_size", "Số người trong ống", "Pool size", whole_number, "số mẫu gộp", "số người gộp"),
        column("taken_at", "Lấy mẫu lúc", "Taken at", moment, "ngày lấy mẫu", "taken", required=True),
        column("received_at", "Nhận mẫu lúc", "Received at", moment, "ngày nhận mẫu", "received"),
        column("resulted_at", "Có kết quả lúc", "Resulted at", moment, "ngày trả kết quả", "resulted"),
        column("method", "Phương pháp", "Method", one_of(METHODS), "loại xét nghiệm"),
        column("result", "Kết quả", "Result", one_of(RESULTS), "kết quả xét nghiệm"),
        column("ct", "Giá trị Ct", "Ct values", cycles, "ct value", "chỉ số ct", longest=120),
        column("laboratory", "Phòng xét nghiệm", "Laboratory", text, "đơn vị xét nghiệm", "lab"),
        column("area", "Khu vực lấy mẫu", "Area", area, "khu vực", "mã khu vực", "địa bàn", required=True),
        column("place", "Nơi lấy mẫu", "Place", text, "địa điểm lấy mẫu"),
        *people.WHO,
    ),
    record=LabResult,
    build=build,
    key=key,
    events=in_counts(NAME, LabResultsCounted, _parts, _count),
    day=about,
    senders=frozenset((Agency.HEALTH,)),
    told_at="taken_at",
    flag=LAB_FLAGS,
    forgotten_as="lab_result",
)
