"""Volumes: how much of what happens, and what invented people are made of. All design, none of it told."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from services.app.demo.reading import Line, read_lines, weighted

PLAIN = (
    "report_hour", "contact_hour", "full_tracing_from", "quarantine_rule_since", "batches", "resend_every",
    "nearby", "neighbour_left", "prompt_results", "sheet_hour", "resend_sheet_every", "men",
    "at_a_site", "f1_per_case", "f2_per_f1", "f1_kept_at",
)  # fmt: skip
"""Settings that are taken as they stand."""


@dataclass(frozen=True, slots=True)
class Day:
    """What one day brings at volume 1."""

    day: date
    declarations: int
    returns: int
    incidents_a_week: int


@dataclass(frozen=True, slots=True)
class Post:
    """A checkpoint: its part of the declarations, and the provinces from which people pass it."""

    id: str
    share: float
    since: datetime
    until: datetime
    provinces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An employer that expects workers back."""

    id: str
    name: str
    area: str
    sector: str
    weight: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the land or sea border where people try."""

    by_sea: bool
    area: str
    marker: str
    place: str
    weight: int


@dataclass(frozen=True, slots=True)
class Names:
    """Parts of names, each as often as it is common, and numbers that nobody holds."""

    surnames: tuple[str, ...]
    middle: dict[str, tuple[str, ...]]
    given: dict[str, tuple[str, ...]]
    phone_blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slips:
    """Share of declarations with each flaw."""

    dotted_phone: float
    no_diacritics: float
    wrong_year: float
    future: float
    unknown_area: float


@dataclass(frozen=True, slots=True)
class Queue:
    """A day on which one post had many times its part."""

    post: str
    day: date
    times: float


@dataclass(frozen=True, slots=True)
class Volumes:
    """Everything invented, as tables."""

    zone: ZoneInfo
    days: tuple[Day, ...]
    posts: tuple[Post, ...]
    enterprises: tuple[Enterprise, ...]
    spots: tuple[Spot, ...]
    travellers: dict[str, int]
    """Weight of each province among travellers."""
    workers: tuple[str, ...]
    """Provinces of workers, each as often as its weight says."""
    names: Names
    slips: Slips
    report_hour: int
    contact_hour: int
    full_tracing_from: date
    quarantine_rule_since: date
    batches: dict[int, int]
    """Hour at which the posts hand their declarations over, and its part of the day."""
    queue: Queue
    resend_every: int
    nearby: float
    neighbour_left: float
    prompt_results: float
    reporting_enterprises: tuple[str, ...]
    sheet_hour: int
    resend_sheet_every: int
    men: dict[str, float]
    at_a_site: float
    """Part of travellers who name an exposure site among their places."""
    f1_per_case: float
    f2_per_f1: float
    f1_kept_at: dict[str, str]
    """Of each district, the quarantine place of its F1."""


def read_volumes(folder: Path, settings: dict[str, Any], zone: ZoneInfo) -> Volumes:
    """The invented half of a wave."""
    origins = read_lines(folder / "origins.csv")
    plain = {name: settings[name] for name in PLAIN}
    return Volumes(
        zone=zone,
        days=tuple(_day(line) for line in read_lines(folder / "days.csv")),
        posts=tuple(_post(line) for line in read_lines(folder / "posts.csv")),
        enterprises=tuple(_enterprise(line) for line in read_lines(folder / "enterprises.csv")),
        spots=tuple(_spot(line) for line in read_lines(folder / "border_spots.csv")),
        travellers={line["province"]: int(line["travellers"]) for line in origins},
        workers=weighted(origins, "province", "workers"),
        names=_names(read_lines(folder / "names.csv"), settings),
        slips=Slips(**settings["slips"]),
        queue=Queue(**settings["queue"]),
        reporting_enterprises=tuple(settings["reporting_enterprises"]),
        **plain,
    )


def _day(line: Line) -> Day:
    counts = (int(line[name]) for name in ("declarations", "returns", "incidents_a_week"))
    return Day(date.fromisoformat(line["day"]), *counts)


def _post(line: Line) -> Post:
    since, until = (datetime.fromisoformat(line[name]) for name in ("since", "until"))
    return Post(line["post"], float(line["share"]), since, until, tuple(line["provinces"].split(";")))


def _enterprise(line: Line) -> Enterprise:
    return Enterprise(line["enterprise"], line["name"], line["area"], line["sector"], int(line["weight"]))


def _spot(line: Line) -> Spot:
    return Spot(line["way"] == "sea", line["area"], line["marker"], line["place"], int(line["weight"]))


def _names(lines: list[Line], settings: dict[str, Any]) -> Names:
    def pool(kind: str) -> tuple[str, ...]:
        return weighted([line for line in lines if line["kind"] == kind], "value", "weight")

    return Names(
        surnames=pool("surname"),
        middle={"Nam": pool("middle_male"), "Nữ": pool("middle_female")},
        given={"Nam": pool("given_male"), "Nữ": pool("given_female")},
        phone_blocks=tuple(settings["phone_blocks"]),
    )
