"""A traveller's own statement of a journey inside the country (the domestic form, rule book 3.1)."""

from collections.abc import Sequence
from datetime import date, datetime

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import ArrivalCount, Event
from services.domain.records import Declaration
from services.ingest import people
from services.ingest.cells import one_of, text, yes_or_no
from services.ingest.columns import Column, Reading, Values
from services.ingest.feed import Feed, Kept, column
from services.ingest.feeds.arrivals import arrivals_counted
from services.ingest.feeds.visits import visits
from services.ingest.journey_checks import (
    origin_is_known,
    visits_end_after_they_start,
    visits_leave_no_gap,
    visits_lie_in_lookback,
)
from services.ingest.places import area, area_or_nothing
from services.ingest.times import day, moment

NAME = "declarations"
VEHICLES = {
    "plane": ("máy bay", "tàu bay"),
    "train": ("tàu hỏa",),
    "coach": ("xe khách", "ô tô khách"),
    "boat": ("tàu thuyền", "tàu thủy"),
    "own": ("cá nhân", "xe cá nhân", "ô tô", "xe máy"),
    "other": ("khác",),
}


def build(values: Values, reading: Reading) -> Declaration:
    """The pseudonym is made here; from now on nobody knows the name."""
    person = people.pseudonym(values, reading) or ""
    said = [values["from_place"], values["from_area"]]
    return Declaration(
        declaration_id=_identity(values, person, reading),
        declared_at=values["declared_at"],
        person=person,
        area=values["to_area"],
        origin=area_or_nothing(values["from_area"], reading)
        or area_or_nothing(values["from_place"], reading),
        origin_text=", ".join(part for part in said if part),
        post=values["post"],
        vehicle=" ".join(part for part in (values["vehicle_type"], values["flight_no"]) if part) or None,
        visits=values["places_14d"] or (),
        symptoms=values["any_symptom"],
        contact_with_case=_contact(values),
    )


def key(record: Declaration) -> str:
    """The declaration's own code."""
    return record.declaration_id


def events(kept: Sequence[Kept], learned_at: datetime) -> list[Event]:
    """One event for the whole batch: counts by origin, area and day."""
    return arrivals_counted("declaration", NAME, count_of, kept, learned_at)


def count_of(record: Declaration) -> ArrivalCount:
    """One person on the local day of the declaration."""
    return ArrivalCount(
        origin=record.origin,
        area=record.area,
        day=record.declared_at.date(),
        people=1,
        with_symptoms=int(record.symptoms or False),
        with_contact=int(record.contact_with_case or False),
    )


def about(record: Declaration) -> date:
    """The day of the declaration."""
    return record.declared_at.date()


def _identity(values: Values, person: str, reading: Reading) -> str:
    if values["declaration_id"]:
        return people.opaque(values["declaration_id"], values, reading)
    return f"{person}@{values['declared_at'].isoformat()}"


def _contact(values: Values) -> bool | None:
    answers = [values[name] for name in ("exp_case", "exp_ill") if values[name] is not None]
    return any(answers) if answers else None


PERSON: tuple[Column, ...] = (
    people.FULL_NAME_REQUIRED,
    people.ID_NUMBER,
    people.BIRTH_YEAR_REQUIRED,
    people.SEX,
    people.NATIONALITY,
    column("addr_province", "Tỉnh thành", "Province of the address", text, personal=True),
    column("addr_district", "Quận huyện", "District of the address", text, personal=True),
    column("addr_commune", "Phường xã", "Commune of the address", text, personal=True),
    people.ADDRESS,
    people.PHONE,
    column("email", "Email", "E-mail", text, "thư điện tử", personal=True),
    column(
        "insurance_no",
        "Số thẻ bảo hiểm y tế",
        "Health insurance number",
        people.plate,
        "số bhyt",
        personal=True,
    ),
)
TRAVEL: tuple[Column, ...] = (
    column("vehicle_type", "Phương tiện", "Means of travel", one_of(VEHICLES), "phương tiện đi lại"),
    column(
        "flight_no", "Mã hiệu chuyến bay", "Flight number", people.plate, "số hiệu chuyến bay", longest=20
    ),
    people.PLATE,
    column("seat", "Số ghế", "Seat", text, "ghế", beside=True, longest=20),
    column("depart_date", "Ngày khởi hành", "Day of departure", day, "ngày đi", beside=True),
    column("from_area", "Nơi đi", "From (area)", text, "tỉnh đi", "từ", required=True),
    column("from_place", "Điểm đi", "From (place)", text, "địa điểm đi"),
    column("to_area", "Nơi đến", "To (area)", area, "đến", "xã đến", required=True),
    column("to_place", "Điểm đến", "To (place)", text, "địa điểm đến", personal=True),
    column(
        "places_14d",
        "Nơi đến trong 14 ngày qua",
        "Places of the last 14 days",
        visits,
        "lịch trình",
        longest=20_000,
    ),
)
HEALTH: tuple[Column, ...] = (
    column(
        "any_symptom", "Có triệu chứng", "Any symptom", yes_or_no, "triệu chứng", "dấu hiệu", required=True
    ),
    column("exp_case", "Tiếp xúc người bệnh hoặc nghi ngờ", "Contact with a case", yes_or_no, "tiếp xúc f0"),
    column(
        "exp_country", "Tiếp xúc người từ nước có bệnh", "Contact with a traveller", yes_or_no, beside=True
    ),
    column("exp_ill", "Tiếp xúc người có biểu hiện bệnh", "Contact with an ill person", yes_or_no),
    column("pledge", "Cam kết", "Pledge", yes_or_no, beside=True),
)

FEED = Feed(
    name=NAME,
    title=Sentence(vi="Khai báo di chuyển nội địa", en="Declarations of domestic travel"),
    columns=(
        column("declaration_id", "Mã tờ khai", "Declaration code", text, "mã khai báo", "id", longest=80),
        column(
            "declared_at",
            "Thời điểm khai",
            "Declared at",
            moment,
            "ngày khai",
            "thời gian khai",
            required=True,
        ),
        *PERSON,
        *TRAVEL,
        *HEALTH,
        column("post", "Chốt kiểm soát", "Control post", text, "mã chốt", "chốt", longest=60),
    ),
    record=Declaration,
    build=build,
    key=key,
    events=events,
    day=about,
    senders=frozenset(Agency),
    told_at="declared_at",
    refuse=(visits_end_after_they_start,),
    flag=(
        visits_lie_in_lookback,
        visits_leave_no_gap,
        origin_is_known("from_area"),
    ),
    forgotten_as="declaration",
)
