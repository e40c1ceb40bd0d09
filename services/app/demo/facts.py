"""Facts: what the sources tell of the wave, each with its line in the timeline and how sure it is."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from services.app.demo.doors import Doors, read_doors
from services.app.demo.reading import Line, read_lines, read_settings, wave_folder
from services.app.demo.site_facts import SiteFact, read_sites
from services.app.demo.volumes import Volumes, read_volumes

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class CaseFact:
    """One F0 of the province; an empty commune is one that was never made public."""

    timeline: str
    code: str
    learned: datetime
    confirmed: datetime
    district: str
    commune: str
    place_basis: str
    source: str
    found_in: str
    chain: str
    certainty: str


@dataclass(frozen=True, slots=True)
class OutsideFact:
    """F0 told by a province or district next door, as one number."""

    timeline: str
    learned: datetime
    area: str
    count: int
    source: str
    found_in: str
    hard_place: str
    """The crowded place where they were infected, where one is named."""
    basis: str


@dataclass(frozen=True, slots=True)
class OrderFact:
    """An order as it was learned; the same number, area and part again is a revision of it."""

    timeline: str
    learned: datetime
    number: str
    issuer: str
    state: str
    area: str
    part: str
    since: datetime
    until: datetime | None
    certainty: str


@dataclass(frozen=True, slots=True)
class ContactFact:
    """How many contacts of one level a chain had at a moment; between two of them the script draws a line."""

    chain: str
    level: int
    moment: datetime
    total: int
    certainty: str


@dataclass(frozen=True, slots=True)
class CareFact:
    """Share of a chain's F1 in quarantine or hospital at a moment."""

    chain: str
    moment: datetime
    share: float


@dataclass(frozen=True, slots=True)
class ContactPlace:
    """The part of a chain's contacts that one locality reports."""

    chain: str
    area: str
    share: float
    lags: bool
    """At first it traces a day behind what it knows."""


@dataclass(frozen=True, slots=True)
class Total:
    """A running total that was told; what the script delivers must add up to it."""

    timeline: str
    moment: datetime
    area: str
    cumulative: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the script is made from: what was told, and beside it the volumes that are invented."""

    province: str
    neighbour: str
    neighbour_quiet_until: date
    cases: tuple[CaseFact, ...]
    corrections: tuple[CaseFact, ...]
    outside: tuple[OutsideFact, ...]
    orders: tuple[OrderFact, ...]
    contacts: tuple[ContactFact, ...]
    care: tuple[CareFact, ...]
    places: tuple[ContactPlace, ...]
    sites: tuple[SiteFact, ...]
    totals: tuple[Total, ...]
    volumes: Volumes
    doors: Doors


def read_facts(jurisdiction: str, zone: ZoneInfo) -> Facts:
    """All tables of one jurisdiction's wave; raises NotFound where none comes with the house."""
    folder = wave_folder(DATA, jurisdiction)
    settings = read_settings(folder / "wave.yaml")
    return Facts(
        province=settings["province"],
        neighbour=settings["neighbour"],
        neighbour_quiet_until=settings["neighbour_quiet_until"],
        cases=tuple(_case(line) for line in read_lines(folder / "cases.csv")),
        corrections=tuple(_case(line) for line in read_lines(folder / "case_corrections.csv")),
        outside=tuple(_outside(line) for line in read_lines(folder / "outside_cases.csv")),
        orders=tuple(_order(line) for line in read_lines(folder / "orders.csv")),
        contacts=tuple(_contact(line) for line in read_lines(folder / "contacts.csv")),
        care=tuple(_care(line) for line in read_lines(folder / "contact_care.csv")),
        places=tuple(_place(line) for line in read_lines(folder / "contact_places.csv")),
        sites=read_sites(folder / "exposure_sites.csv"),
        totals=tuple(_total(line) for line in read_lines(folder / "totals.csv")),
        volumes=read_volumes(folder, settings, zone),
        doors=read_doors(folder / "doors.yaml"),
    )


_PLAIN = ("timeline", "code", "district", "commune", "place_basis", "source", "found_in", "chain")


def _case(line: Line) -> CaseFact:
    learned, confirmed = (datetime.fromisoformat(line[name]) for name in ("learned", "confirmed"))
    told = {name: line[name] for name in (*_PLAIN, "certainty")}
    return CaseFact(learned=learned, confirmed=confirmed, **told)


def _outside(line: Line) -> OutsideFact:
    return OutsideFact(
        timeline=line["timeline"],
        learned=datetime.fromisoformat(line["learned"]),
        area=line["area"],
        count=int(line["count"]),
        source=line["source"],
        found_in=line["found_in"],
        hard_place=line["hard_place"],
        basis=line["basis"],
    )


def _order(line: Line) -> OrderFact:
    return OrderFact(
        timeline=line["timeline"],
        learned=datetime.fromisoformat(line["learned"]),
        number=line["number"],
        issuer=line["issuer"],
        state=line["state"],
        area=line["area"],
        part=line["part"],
        since=datetime.fromisoformat(line["since"]),
        until=datetime.fromisoformat(line["until"]) if line["until"] else None,
        certainty=line["certainty"],
    )


def _contact(line: Line) -> ContactFact:
    moment = datetime.fromisoformat(line["moment"])
    return ContactFact(line["chain"], int(line["level"]), moment, int(line["total"]), line["certainty"])


def _care(line: Line) -> CareFact:
    return CareFact(line["chain"], datetime.fromisoformat(line["moment"]), float(line["share"]))


def _place(line: Line) -> ContactPlace:
    return ContactPlace(line["chain"], line["area"], float(line["share"]), line["lags"] == "1")


def _total(line: Line) -> Total:
    moment = datetime.fromisoformat(line["moment"])
    return Total(line["timeline"], moment, line["area"], int(line["cumulative"]))
