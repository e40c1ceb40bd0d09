"""What the three official forms share: the domestic, the entry and the all-residents one (rule book 3.1)."""

from services.domain.areas import AreaCode, Tier
from services.ingest import people
from services.ingest.cells import text, yes_or_no
from services.ingest.columns import Column, Reading, Values
from services.ingest.feed import column
from services.ingest.feeds.visits import visits, visits_listed
from services.ingest.places import area_among
from services.ingest.times import day, moment

DECLARATION: tuple[Column, ...] = (
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
)
PERSON: tuple[Column, ...] = (
    people.FULL_NAME_REQUIRED,
    people.ID_NUMBER,
    people.BIRTH_YEAR_REQUIRED,
    people.SEX,
    people.NATIONALITY,
    column(
        "addr_province",
        "Tỉnh thành",
        "Province of the address",
        text,
        "tỉnh/thành phố",
        "tỉnh",
        personal=True,
        shared=True,
    ),
    column(
        "addr_district",
        "Quận huyện",
        "District of the address",
        text,
        "quận/huyện",
        "huyện",
        personal=True,
        shared=True,
    ),
    column(
        "addr_commune",
        "Phường xã",
        "Commune of the address",
        text,
        "phường/xã",
        "xã",
        personal=True,
        shared=True,
    ),
    people.ADDRESS,
    people.PHONE,
    column("email", "Email", "E-mail", text, "thư điện tử", personal=True),
    column(
        "insurance_no",
        "Số thẻ bảo hiểm y tế",
        "Health insurance number",
        people.plate,
        "số bhyt",
        "mã thẻ bhyt",
        personal=True,
    ),
)
TRAVEL: tuple[Column, ...] = (
    column(
        "flight_no", "Mã hiệu chuyến bay", "Flight number", people.plate, "số hiệu chuyến bay", longest=20
    ),
    people.PLATE,
    column("seat", "Số ghế", "Seat", text, "ghế", beside=True, longest=20),
    column("depart_date", "Ngày khởi hành", "Day of departure", day, "ngày đi", beside=True),
)
PLACES_14D = column(
    "places_14d",
    "Nơi đến trong 14 ngày qua",
    "Places of the last 14 days",
    visits,
    "lịch trình",
    "trong vòng 14 ngày qua có đến tỉnh/thành phố, quốc gia/vùng lãnh thổ nào",
    longest=20_000,
    parse_list=visits_listed,
)
SIGNS: tuple[Column, ...] = (
    column(
        "any_symptom", "Có triệu chứng", "Any symptom", yes_or_no, "triệu chứng", "dấu hiệu", required=True
    ),
    column(
        "exp_case",
        "Tiếp xúc người bệnh hoặc nghi ngờ",
        "Contact with a case",
        yes_or_no,
        "tiếp xúc f0",
        "người bệnh hoặc nghi ngờ mắc covid-19",
    ),
    column(
        "exp_country",
        "Tiếp xúc người từ nước có bệnh",
        "Contact with a traveller",
        yes_or_no,
        "người từ nước có bệnh covid-19",
        beside=True,
    ),
    column(
        "exp_ill",
        "Tiếp xúc người có biểu hiện bệnh",
        "Contact with an ill person",
        yes_or_no,
        "người có biểu hiện sốt, ho, khó thở, viêm phổi",
    ),
)


def identity(values: Values, person: str, reading: Reading) -> str:
    """The declaration's own code, else the person and the moment."""
    if values["declaration_id"]:
        return people.opaque(values["declaration_id"], values, reading)
    return f"{person}@{values['declared_at'].isoformat()}"


def any_yes(values: Values, *names: str) -> bool | None:
    """Was one of these questions answered yes? None: none was answered."""
    answers = [values[name] for name in names if values[name] is not None]
    return any(answers) if answers else None


def vehicle(values: Values) -> str | None:
    """Means of travel and flight, without the plate."""
    return " ".join(part for part in (values["vehicle_type"], values["flight_no"]) if part) or None


def home_area(values: Values, reading: Reading) -> AreaCode | None:
    """The smallest area of the register that the address names without doubt."""
    found: AreaCode | None = None
    for tier in (Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE):
        found = area_among(values[f"addr_{tier}"], tier, found, reading) or found
    return found
