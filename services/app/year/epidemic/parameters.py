"""What is put into the epidemic of a year: read from its YAML, which says how sure each number is."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from services.app.demo.reading import read_settings
from services.domain.errors import NotFound

SOURCES = ("i1", "i2", "i3", "i4")


@dataclass(frozen=True)
class Wave:
    """Days in which many come in through one source."""

    name: str
    source: str
    since: date
    """Before it is moved by the seed."""
    days: int
    people: float
    """Expected infectious entrants."""
    areas: tuple[str, ...] = ()
    """Where they come in; empty: where that source comes in."""


@dataclass(frozen=True)
class Parameters:
    """The numbers of one territory, for one year."""

    year: int
    told: dict[str, Any]
    waves: tuple[Wave, ...]

    def part(self, name: str) -> dict[str, Any]:
        """A section of the file."""
        section: dict[str, Any] = self.told[name]
        return section

    def phase(self, day: date) -> tuple[float, float]:
        """R where no order holds, and k, on a day."""
        phases = [one for one in self.told["spread"]["phases"] if in_year(self.year, one["since"]) <= day]
        last = phases[-1] if phases else self.told["spread"]["phases"][0]
        return float(last["r"]), float(last["k"])


def read_parameters(data: Path, jurisdiction: str, year: int) -> Parameters:
    """The epidemic of a year; raises NotFound for a territory without one."""
    path = data / f"{jurisdiction}-epidemic.yaml"
    if not path.is_file():
        raise NotFound(
            vi="Địa phương này chưa có kịch bản dịch; chạy lại với --calm để tạo một năm không dịch.",
            en="No epidemic comes with this jurisdiction; run again with --calm for a year without one.",
            field="jurisdiction",
            code="no_epidemic",
        )
    told = read_settings(path)
    return Parameters(year, told, tuple(_wave(one, year) for one in told["waves"]))


def in_year(year: int, month_and_day: str) -> date:
    """A day of that year."""
    return date.fromisoformat(f"{year}-{month_and_day}")


def _wave(told: dict[str, Any], year: int) -> Wave:
    plain = {name: told[name] for name in ("name", "source", "days", "people")}
    return Wave(since=in_year(year, told["since"]), areas=tuple(told.get("areas", ())), **plain)


def moved(wave: Wave, days: int) -> Wave:
    """The same wave so many days later."""
    return Wave(wave.name, wave.source, wave.since + timedelta(days=days), wave.days, wave.people, wave.areas)
