"""Reads the committed facts of a jurisdiction: small CSV files a person can check line by line."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maps.errors import UnknownJurisdiction

FACTS = Path(__file__).parent.parent / "data" / "facts"


@dataclass(frozen=True)
class Seed:
    """One centre from which a cell grows: degrees WGS84 and an approximate area."""

    owner: str
    lon: float
    lat: float
    area_km2: float


@dataclass(frozen=True)
class Unit:
    """One administrative unit as it is named on the map; `parent` is a code or a province name."""

    code: str
    kind: str
    name: str
    parent: str


@dataclass(frozen=True)
class Facts:
    """Everything a schematic map is worked out from; boxes are west, south, east, north in degrees."""

    jurisdiction: str
    communes: tuple[Unit, ...]
    districts: tuple[Unit, ...]
    neighbours: tuple[Unit, ...]
    commune_seeds: tuple[Seed, ...]
    neighbour_seeds: tuple[Seed, ...]
    border: tuple[tuple[float, float], ...]
    labels: tuple[dict[str, str], ...]
    about: dict[str, Any]


def read_facts(jurisdiction: str) -> Facts:
    """Read all fact files of one jurisdiction.

    Raises:
        UnknownJurisdiction: there is no folder of facts under that name.
    """
    folder = FACTS / jurisdiction
    if not folder.is_dir():
        raise UnknownJurisdiction(f"no facts for '{jurisdiction}'; we have {_known()}")
    communes = _rows(folder / "communes.csv")
    return Facts(
        jurisdiction=jurisdiction,
        communes=_units(communes, "district_code"),
        districts=_units(_rows(folder / "districts.csv"), None),
        neighbours=_units(_rows(folder / "neighbours.csv"), "province"),
        commune_seeds=_seeds(communes, "code"),
        neighbour_seeds=_seeds(_rows(folder / "neighbour_seeds.csv"), "district_code"),
        border=tuple((float(r["lon"]), float(r["lat"])) for r in _rows(folder / "border.csv")),
        labels=tuple(_rows(folder / "labels.csv")),
        about=json.loads((folder / "about.json").read_text(encoding="utf-8")),
    )


def _known() -> list[str]:
    return sorted(p.name for p in FACTS.iterdir() if p.is_dir())


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _units(rows: list[dict[str, str]], parent: str | None) -> tuple[Unit, ...]:
    return tuple(Unit(r["code"], r["kind"], r["name"], r[parent] if parent else "") for r in rows)


def _seeds(rows: list[dict[str, str]], owner: str) -> tuple[Seed, ...]:
    return tuple(Seed(r[owner], float(r["lon"]), float(r["lat"]), float(r["area_km2"])) for r in rows)
