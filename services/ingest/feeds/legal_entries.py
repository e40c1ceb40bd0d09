"""Who came in through a gate, and what quarantine was ordered: the border guard's list (S-04, A4)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import EntrantCount, EntrantsCounted
from services.domain.records import LegalEntry
from services.ingest import people
from services.ingest.cells import text, whole_number
from services.ingest.columns import Reading, Values
from services.ingest.countries import country
from services.ingest.feed import Feed, column
from services.ingest.feeds.counting import in_counts
from services.ingest.place_checks import lies_in_an_area
from services.ingest.places import area, area_of, place_named, place_or_mark
from services.ingest.quarantine_checks import days_are_those_of_the_law, quarantine_is_ordered
from services.ingest.times import moment

NAME = "legal-entries"


def build(values: Values, reading: Reading) -> LegalEntry:
    """While no quarantine place is ordered, the gate's area answers for the entrant."""
    person = people.pseudonym(values, reading) or ""
    said = values["quarantine_place"]
    return LegalEntry(
        entry_id=_identity(values, person, reading),
        person=person,
        gate=values["gate"],
        entered_at=values["entered_at"],
        area=area_of(said, values["area"], reading) or area_of(values["gate"], None, reading),
        country=values["from_country"],
        purpose=values["purpose"],
        plate=people.plate_mark(values, reading),
        flight=values["flight_no"],
        place=place_or_mark(said, reading),
        days=values["days"],
    )


def key(record: LegalEntry) -> str:
    """The sender's number of the entry, else person and moment."""
    return record.entry_id


def about(record: LegalEntry) -> date:
    """The day of entry."""
    return record.entered_at.date()


def _identity(values: Values, person: str, reading: Reading) -> str:
    if values["entry_id"]:
        return people.opaque(values["entry_id"], values, reading)
    return f"{person}@{values['entered_at'].isoformat()}"


def _parts(record: LegalEntry) -> Iterator[tuple[tuple[Any, ...], tuple[int, ...]]]:
    """People by gate, area, day and country."""
    if record.area is not None:  # of nowhere no area could hear; the row's warning says so
        yield (record.gate, record.area, about(record), record.country), (1, int(record.place is None))


def _count(place: tuple[Any, ...], amounts: tuple[int, ...]) -> EntrantCount:
    gate, where, day, from_country = place
    return EntrantCount(
        gate=gate, area=where, day=day, people=amounts[0], unplaced=amounts[1], country=from_country
    )


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Người nhập cảnh hợp pháp qua cửa khẩu", en="Legal entries through gates"),
    columns=(
        column(
            "entry_id", "Mã lượt nhập cảnh", "Entry number", text, "số thứ tự hồ sơ", "mã hồ sơ", longest=80
        ),
        column("gate", "Cửa khẩu", "Gate", place_named, "cửa khẩu nhập cảnh", required=True, longest=100),
        column(
            "entered_at",
            "Thời điểm nhập cảnh",
            "Entered at",
            moment,
            "ngày nhập cảnh",
            "ngày giờ nhập cảnh",
            required=True,
        ),
        *people.WHO_REQUIRED,
        column("from_country", "Đến từ quốc gia", "From (country)", country, "nước đi", "nơi xuất phát"),
        column("purpose", "Mục đích nhập cảnh", "Purpose", text, "mục đích", longest=100),
        column("flight_no", "Mã hiệu chuyến bay", "Flight number", people.plate, "chuyến bay", longest=20),
        people.PLATE,
        column(
            "quarantine_place",
            "Nơi cách ly",
            "Quarantine place",
            text,
            "cơ sở cách ly",
            "địa điểm cách ly",
            personal=True,
        ),
        column("area", "Địa bàn cách ly", "Area of quarantine", area, "khu vực", "xã phường cách ly"),
        column("days", "Số ngày cách ly", "Days ordered", whole_number, "số ngày"),
        column("order_no", "Số quyết định", "Order number", text, "quyết định cách ly", beside=True),
        column("note", "Ghi chú", "Note", text, personal=True, longest=1000),
    ),
    record=LegalEntry,
    build=build,
    key=key,
    events=in_counts(NAME, EntrantsCounted, _parts, _count),
    day=about,
    senders=frozenset((Agency.BORDER, Agency.POLICE, Agency.HEALTH)),
    told_at="entered_at",
    flag=(lies_in_an_area("gate"), quarantine_is_ordered, days_are_those_of_the_law),
    forgotten_as="quarantine",
)
