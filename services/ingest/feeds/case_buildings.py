"""Buildings where cases lived or stayed: Hong Kong's list, and any list of that form."""

from collections.abc import Sequence
from datetime import date, datetime

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.domain.events import Event
from services.domain.records import CaseBuilding
from services.domain.text import folded
from services.ingest.case_lists import cases_in
from services.ingest.cells import text
from services.ingest.columns import Reading, Values
from services.ingest.faults import Fault, fault_in
from services.ingest.feed import Feed, Kept, Published, column
from services.ingest.hong_kong import source_of, zone_by
from services.ingest.list_times import known_day, known_text

NAME = "case-buildings"


def build(values: Values, reading: Reading) -> CaseBuilding:
    """Cases by their numbers, and those another authority told of."""
    told = cases_in(values["cases"])
    return CaseBuilding(
        source=source_of(values, reading),
        district=values["district"],
        building=values["building"],
        last_day=values["last_day"],
        cases=told.numbers,
        cases_elsewhere=told.elsewhere,
        as_written=values["cases"],
    )


def key(record: CaseBuilding) -> str:
    """The building and its cases: one building stands in several rows."""
    who = ",".join(map(str, record.cases)) or folded(record.as_written)[:60]
    return f"{record.source}:{folded(record.district)}|{folded(record.building)[:100]}|{who}"


def about(record: CaseBuilding) -> date:
    """The last day a case was there; not told: about no day."""
    return record.last_day or date.min


def events(kept: Sequence[Kept], learned_at: datetime) -> list[Event]:
    """Nothing by itself: the list as a whole says that it was revised."""
    return []


def cases_have_numbers(record: CaseBuilding, values: Values, reading: Reading) -> Fault | None:
    """A row that names no case is kept with its words."""
    if record.cases or record.cases_elsewhere:
        return None
    return fault_in("cases", "no_case_number", "không có số ca bệnh.", "names no case.")


FEED = Feed(
    name=NAME,
    title=Sentence(vi="Tòa nhà có ca bệnh", en="Buildings with cases"),
    columns=(
        column("district", "Quận, huyện", "District", text, "quận", "huyện", required=True),
        column(
            "building",
            "Tòa nhà",
            "Building",
            text,
            *("building name", "tên tòa nhà", "nhà"),
            required=True,
            longest=400,
        ),
        column(
            "last_day",
            "Ngày cuối lưu trú",
            "Last day of residence",
            known_day,
            *("last date of residence of the case(s)", "last date of visit of the case(s)", "ngày cuối"),
        ),
        column(
            "cases",
            "Ca bệnh",
            "Cases",
            text,
            *("related probable/confirmed cases", "related confirmed cases", "related cases", "mã ca bệnh"),
            required=True,
            longest=1000,
        ),
        column("source", "Nguồn danh sách", "List of", known_text, "đơn vị công bố", longest=60),
    ),
    record=CaseBuilding,
    build=build,
    key=key,
    events=events,
    day=about,
    senders=frozenset((Agency.HEALTH, Agency.POLICE)),
    flag=(cases_have_numbers,),
    zone=zone_by("relatedprobableconfirmedcases", "relatedconfirmedcases"),
    published=Published(scope=lambda one: str(one.source), day=lambda one: one.last_day),
)
