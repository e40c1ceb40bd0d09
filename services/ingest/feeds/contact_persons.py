"""Contacts one by one, F1 to F5, as provinces hand them over: of whom, since when, kept where (5053, 2.3)."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import ContactPersonCount, ContactPersonsCounted
from services.domain.records import ContactPerson
from services.domain.text import folded
from services.ingest import people
from services.ingest.cells import code, one_of, text
from services.ingest.columns import Reading, Values
from services.ingest.contact_checks import (
    contact_was_met,
    contact_with_a_positive_test,
    contact_with_another,
    first_contact_is_kept,
)
from services.ingest.feed import Feed, column
from services.ingest.feeds.contacts import contact_level
from services.ingest.feeds.counting import in_counts
from services.ingest.feeds.worker_returns import RESULTS
from services.ingest.places import area, place_or_mark
from services.ingest.times import day, moment

NAME = "contact-persons"
_OURS = re.compile(r"^p[0-9a-f]{24}$")
_PAPER = re.compile(r"^(?:\d{9}|\d{12}|[A-Z]\d{7,8})$")
"""Identity cards, and passports of most countries; public codes of cases are shorter or have words."""


def build(values: Values, reading: Reading) -> ContactPerson:
    """The case is named by its public code; a code made of somebody's number is replaced."""
    case = values["case_code"]
    return ContactPerson(
        person=people.pseudonym(values, reading) or "",
        area=values["area"],
        reported_at=values["reported_at"],
        contact_level=values["level"],
        case=people.opaque(case, values, reading) if case else None,
        chain=values["chain"],
        contact_of=_before(values["contact_of"], reading),
        last_contact_on=values["last_contact_on"],
        place=place_or_mark(values["quarantine_place"], reading),
        sampled_on=values["sampled_on"],
        result=values["result"],
    )


def key(record: ContactPerson) -> str:
    """A person and whom they are a contact of: another level, or a result, corrects the same link."""
    link = f"{record.person}|{folded(record.case or record.chain or '')}"
    return f"{link}|{record.contact_of}" if record.contact_of else link


def about(record: ContactPerson) -> date:
    """The day of the report."""
    return record.reported_at.date()


def _before(told: str | None, reading: Reading) -> str | None:
    """A paper's number becomes the pseudonym of its person, ours stay, any other word is a case's code."""
    if told is None or _OURS.match(told):
        return told
    number = people.id_number(told, reading)
    if _PAPER.match(number):
        return reading.privacy.pseudonym("id", number)
    return f"case:{people.opaque(code(told, reading), {}, reading)}"


def _parts(record: ContactPerson) -> Iterator[tuple[tuple[Any, ...], tuple[int, ...]]]:
    """People by area and level."""
    kept, positive = record.place is not None, record.result == "positive"
    yield (record.area, record.contact_level, about(record)), (1, int(kept), int(positive))


def _count(place: tuple[Any, ...], amounts: tuple[int, ...]) -> ContactPersonCount:
    names = ("area", "contact_level", "day", "people", "in_quarantine", "positive")
    return ContactPersonCount(**dict(zip(names, (*place, *amounts), strict=True)))


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Danh sách người tiếp xúc F1–F5", en="Contacts F1 to F5, one by one"),
    columns=(
        *people.WHO_REQUIRED,
        column("area", "Khu vực", "Area", area, "mã khu vực", "địa phương", "nơi cư trú", required=True),
        column(
            "reported_at",
            "Thời điểm báo cáo",
            "Reported at",
            moment,
            "ngày báo cáo",
            "ngày lập",
            required=True,
        ),
        column("level", "Mức F", "Contact level", contact_level, "diện", "loại tiếp xúc", "f", required=True),
        column("case_code", "Mã ca bệnh", "Case code", code, "tiếp xúc với", "f0", "bệnh nhân", longest=80),
        column("chain", "Chuỗi lây", "Chain", text, "chùm ca bệnh", longest=100),
        column(
            "contact_of",
            "Tiếp xúc qua người (CMND/CCCD hoặc mã ca)",
            "Contact of whom (paper or case code)",
            text,
            "người tiếp xúc trước",
            "tiếp xúc với f1",
            "qua người",
            personal=True,
            longest=80,
        ),
        column(
            "last_contact_on",
            "Ngày tiếp xúc cuối",
            "Last contact on",
            day,
            "tiếp xúc lần cuối",
            "ngày tiếp xúc",
        ),
        column(
            "milestone",
            "Mốc dịch tễ",
            "Milestone",
            text,
            "nơi tiếp xúc",
            "hoàn cảnh",
            personal=True,
            longest=500,
        ),
        column("quarantine_place", "Nơi cách ly", "Quarantine place", text, "cơ sở cách ly", personal=True),
        column("sampled_on", "Ngày lấy mẫu", "Sampled on", day, "ngày xét nghiệm"),
        column("result", "Kết quả xét nghiệm", "Test result", one_of(RESULTS), "kết quả"),
        column("note", "Ghi chú", "Note", text, personal=True, longest=1000),
    ),
    record=ContactPerson,
    build=build,
    key=key,
    events=in_counts(NAME, ContactPersonsCounted, _parts, _count),
    day=about,
    senders=frozenset((Agency.HEALTH, Agency.POLICE)),
    told_at="reported_at",
    refuse=(contact_was_met,),
    flag=(first_contact_is_kept, contact_with_a_positive_test, contact_with_another),
    forgotten_as="contact",
)
