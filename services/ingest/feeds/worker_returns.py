"""Workers whom an enterprise expects back, as enterprises list them (rule book 2.6)."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import Event
from services.domain.records import WorkerReturn
from services.domain.text import folded
from services.ingest import people
from services.ingest.cells import one_of, text
from services.ingest.checks import sample_was_taken
from services.ingest.columns import Reading, Values
from services.ingest.cross_checks.declared import Listed
from services.ingest.drafts import WorkerReturnDraft
from services.ingest.feed import Feed, Kept, column, refused
from services.ingest.feeds.arrivals import Arrival, arrivals_counted
from services.ingest.journey_checks import origin_is_known, worker_arrives_soon
from services.ingest.places import area, area_or_nothing
from services.ingest.times import day

NAME = "worker-returns"
NEGATIVE = "negative"
RESULTS = {
    NEGATIVE: ("âm tính", "âm", "neg", "(-)"),
    "positive": ("dương tính", "dương", "pos", "(+)"),
    "pending": ("chờ kết quả", "đang chờ", "chưa có"),
}


def build(values: Values, reading: Reading) -> WorkerReturnDraft:
    """One worker of one enterprise, under a pseudonym; an enterprise speaks for itself only."""
    refuse_other_enterprise("enterprise", "Doanh nghiệp", "Enterprise", values, reading)
    return WorkerReturnDraft(
        enterprise=values["enterprise"],
        person=people.pseudonym(values, reading) or "",
        area=values["area"],
        origin=area_or_nothing(values["origin"], reading),
        origin_text=values["origin"],
        arrives_on=values["arrives_on"],
        sector=values["sector"],
        sampled_on=values["sampled_on"],
        result=values["result"],
    )


def refuse_other_enterprise(field: str, vi: str, en: str, values: Values, reading: Reading) -> None:
    """Who sends as an enterprise speaks of no other; raises BadRow. `vi`, `en`: the column's titles."""
    if reading.enterprise and folded(reading.enterprise) != folded(values[field]):
        raise refused(
            field,
            "other_enterprise",
            f"Cột '{field}' ({vi}): không phải doanh nghiệp của tài khoản gửi; hãy sửa lại tên.",
            f"Column '{field}' ({en}): is not the sender's own; correct the name.",
        )


def key(record: Listed) -> str:
    """A worker of an enterprise: a new date of arrival or a test result corrects the same return."""
    return f"{_plain(record.enterprise)}|{record.person}"


_plain = lru_cache(maxsize=1_024)(folded)  # a list names one enterprise in all its rows


def events(kept: Sequence[Kept], learned_at: datetime) -> list[Event]:
    """One event for the whole batch: counts by origin, area and day of arrival."""
    return arrivals_counted("worker_return", NAME, count_of, kept, learned_at)


def count_of(record: Listed) -> Arrival:
    """One worker; untested until a negative result is on file."""
    return Arrival(
        origin=record.origin,
        area=record.area,
        day=record.arrives_on,
        people=1,
        untested=int(record.result != NEGATIVE),
        enterprise=record.enterprise,
    )


def about(record: Listed) -> date:
    """The day of arrival."""
    return record.arrives_on


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Người lao động trở lại làm việc", en="Returning workers"),
    columns=(
        column(
            "enterprise",
            "Doanh nghiệp",
            "Enterprise",
            text,
            "tên doanh nghiệp",
            "công ty",
            "đơn vị",
            required=True,
        ),
        people.FULL_NAME_REQUIRED,
        people.ID_NUMBER,
        people.BIRTH_YEAR_REQUIRED,
        people.SEX,
        people.PHONE,
        people.ADDRESS,
        column(
            "area", "Nơi làm việc", "Workplace (area)", area, "địa bàn làm việc", "khu vực", required=True
        ),
        column(
            "origin",
            "Từ địa phương",
            "Comes from",
            text,
            "đi từ",
            "nơi đi",
            "về từ",
            "quê quán",
            required=True,
        ),
        column("arrives_on", "Ngày đến", "Arrives on", day, "ngày trở lại", "ngày về", required=True),
        column("sector", "Ngành", "Sector", text, "ngành nghề", "lĩnh vực"),
        column("sampled_on", "Ngày lấy mẫu", "Sampled on", day, "ngày xét nghiệm"),
        column("result", "Kết quả xét nghiệm", "Test result", one_of(RESULTS), "kết quả"),
        people.PLATE,
        column("note", "Ghi chú", "Note", text, personal=True, longest=1000),
    ),
    record=WorkerReturn,
    build=build,
    key=key,
    events=events,
    day=about,
    senders=frozenset((Agency.ENTERPRISE, Agency.HEALTH)),
    refuse=(sample_was_taken,),
    flag=(
        worker_arrives_soon,
        origin_is_known("origin"),
    ),
    forgotten_as="worker_return",
)
