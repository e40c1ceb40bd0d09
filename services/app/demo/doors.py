"""Doors: volumes of what comes in by gates and of what is watched, read from `doors.yaml`. All design."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from services.app.demo.activity_phases import ActivityPhase, read_phases
from services.app.demo.reading import read_settings


@dataclass(frozen=True, slots=True)
class Site:
    """Where people of a group are kept."""

    place: str
    area: str
    kind: str
    share: float


@dataclass(frozen=True, slots=True)
class Group:
    """People who are sent into quarantine: entrants of one gate, or travellers of one province."""

    name: str
    a_day: float
    why: str
    sites: tuple[Site, ...]
    every: int = 1
    """They come each so many days."""
    gate: str = ""
    """Empty: they come from within the country."""
    gate_area: str = ""
    country: str = ""
    home: str = ""
    closed: tuple[tuple[date, date], ...] = ()
    """Days on which nobody comes; the last one excluded."""

    def comes_on(self, day: date) -> bool:
        """Is this one of their days?"""
        shut = any(since <= day < until for since, until in self.closed)
        return not shut and day.toordinal() % self.every == 0


@dataclass(frozen=True, slots=True)
class Route:
    """Goods of one origin through one gate."""

    gate: str
    area: str
    a_day: float
    origin: str
    route: str
    cold: float
    crew: float


@dataclass(frozen=True, slots=True)
class Doors:
    """Everything of the gates, at volume 1."""

    groups: tuple[Group, ...]
    days: int
    escapes: float
    absent: float
    overdue: float
    goods: tuple[Route, ...]
    goods_told: dict[str, float]
    kinds_of_goods: dict[str, list[str]]
    scans: dict[str, float]
    inspections_a_day: float
    breach: float
    inspected: tuple[tuple[str, str], ...]
    """Kind of place, and how such a place is called."""
    visits: float
    activity: tuple[ActivityPhase, ...]


def read_doors(path: Path) -> Doors:
    """The volumes of one jurisdiction."""
    told = read_settings(path)
    seen = told["inspections"]
    plain = ("days", "escapes", "absent", "overdue", "goods_told", "kinds_of_goods", "scans", "visits")
    return Doors(
        groups=read_groups(told["groups"]),
        goods=tuple(Route(**one) for one in told["goods"]),
        inspections_a_day=seen["a_day"],
        breach=seen["breach"],
        inspected=tuple((one["kind"], one["name"]) for one in seen["kinds"]),
        activity=read_phases(path.with_name("activity.csv")),
        **{name: told[name] for name in plain},
    )


def read_groups(told: list[dict[str, Any]]) -> tuple[Group, ...]:
    """Groups as a file tells them."""
    return tuple(_group(one) for one in told)


def _group(told: dict[str, Any]) -> Group:
    gate = told.get("gate", {})
    plain = {
        name: told[name] for name in ("name", "a_day", "why", "every", "country", "home") if name in told
    }
    return Group(
        sites=tuple(Site(**one) for one in told["sites"]),
        gate=gate.get("id", ""),
        gate_area=gate.get("area", ""),
        closed=tuple((one["since"], one["until"]) for one in told.get("closed", ())),
        **plain,
    )
