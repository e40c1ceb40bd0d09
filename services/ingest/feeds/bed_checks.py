"""Roll calls of quarantine places: so many there and so many not, or one person there or not (S-04, S-12)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import RollCallCount, RollCallsCounted
from services.domain.records import RollCall
from services.ingest import people
from services.ingest.cells import degrees, text, whole_number, yes_or_no
from services.ingest.columns import Reading, Values
from services.ingest.feed import Feed, column, refused
from services.ingest.feeds.counting import in_counts
from services.ingest.place_checks import lies_in_an_area
from services.ingest.places import area, area_of, place_or_mark
from services.ingest.post_checks import temperature_is_of_the_living
from services.ingest.quarantine_checks import absence_is_explained, nobody_has_fever
from services.ingest.times import moment

NAME = "bed-checks"


def build(values: Values, reading: Reading) -> RollCall:
    """A row with a name is about that person; one without is about the whole place."""
    person = people.pseudonym(values, reading)
    present, absent = _counts(values, person)
    return RollCall(
        place=place_or_mark(values["place"], reading) or "",
        area=area_of(values["place"], values["area"], reading),
        checked_at=values["checked_at"],
        present=present,
        absent=absent,
        overdue_tests=values["overdue_tests"],
        person=person,
        temperature_c=values["temperature"],
        symptoms=values["any_symptom"],
    )


def key(record: RollCall) -> str:
    """A place, a moment, and the person when it is about one."""
    return f"{record.place}|{record.checked_at.isoformat()}|{record.person or ''}"


def about(record: RollCall) -> date:
    """The day of the roll call."""
    return record.checked_at.date()


def _counts(values: Values, person: str | None) -> tuple[int, int]:
    there, absent = values["present"], values["absent_count"]
    if person is not None and there is not None:
        return int(there), int(not there)
    if person is None and values["present_count"] is not None and absent is not None:
        return values["present_count"], absent
    raise refused(
        "present" if person else "absent_count",
        "nothing_told",
        "Điểm danh: dòng có tên người cần cột 'present'; dòng cả nơi cần 'present_count' và 'absent_count'.",
        "Roll call: a row with a name needs 'present'; one about a place needs both counts.",
    )


def _parts(call: RollCall) -> Iterator[tuple[tuple[Any, ...], tuple[int, ...]]]:
    """There and not there by place and moment."""
    if call.area is not None:  # of nowhere no area could hear; the row's warning says so
        told = call.overdue_tests is not None
        amounts = (call.present, call.absent, call.overdue_tests or 0, int(told))
        yield (call.place, call.area, call.checked_at), amounts


def _count(place: tuple[Any, ...], amounts: tuple[int, ...]) -> RollCallCount:
    names = ("place", "area", "at", "present", "absent", "overdue_tests", "tests_told")
    return RollCallCount(**dict(zip(names, (*place, *amounts), strict=True)))


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Điểm danh tại nơi cách ly", en="Bed checks of quarantine places"),
    columns=(
        column(
            "place",
            "Nơi cách ly",
            "Quarantine place",
            text,
            "cơ sở cách ly",
            "khu cách ly",
            required=True,
            personal=True,
        ),
        column("area", "Khu vực", "Area", area, "địa bàn", "xã phường"),
        column(
            "checked_at",
            "Thời điểm điểm danh",
            "Checked at",
            moment,
            "thời gian kiểm tra",
            "ngày giờ",
            "ngày kiểm tra",
            required=True,
        ),
        column("present_count", "Số người có mặt", "People present", whole_number, "có mặt (người)"),
        column("absent_count", "Số người vắng", "People absent", whole_number, "vắng (người)", "vắng mặt"),
        column(
            "overdue_tests",
            "Số người quá hạn xét nghiệm",
            "People whose test is overdue",
            whole_number,
            "quá hạn xn",
        ),
        people.FULL_NAME,
        people.ID_NUMBER,
        people.BIRTH_YEAR,
        people.SEX,
        people.PHONE,
        column("room", "Phòng", "Room", text, "số phòng", personal=True, longest=40),
        column("present", "Có mặt", "Present", yes_or_no, "điểm danh", "có mặt?"),
        column("temperature", "Thân nhiệt", "Temperature (°C)", degrees, "nhiệt độ", longest=20),
        column("any_symptom", "Có triệu chứng", "Any symptom", yes_or_no, "triệu chứng"),
        # Names stand here: sealed, whatever it holds.
        column(
            "reason", "Lý do vắng", "Reason of absence", text, "lý do", "ghi chú", personal=True, longest=1000
        ),
        column("officer", "Mã cán bộ", "Officer code", text, "người điểm danh", personal=True, longest=60),
    ),
    record=RollCall,
    build=build,
    key=key,
    events=in_counts(NAME, RollCallsCounted, _parts, _count),
    day=about,
    senders=frozenset((Agency.MILITARY, Agency.HEALTH, Agency.POLICE)),
    told_at="checked_at",
    flag=(
        lies_in_an_area("place"),
        absence_is_explained,
        temperature_is_of_the_living,
        nobody_has_fever,
    ),
    forgotten_as="quarantine",
)
