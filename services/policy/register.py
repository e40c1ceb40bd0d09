"""Reads the register of areas: province, districts, communes, what lies around them, and who touches whom."""

from collections.abc import Iterator
from pathlib import Path

from services.domain.areas import Area, AreaCode, Areas, Tier
from services.policy.entries import Entry, finite, once
from services.policy.files import read_table

PROVINCE_COLUMNS = ("code", "name", "short_name", "name_en", "population", "source")
DISTRICT_COLUMNS = (
    "code", "name", "short_name", "name_en", "parent", "population", "latitude", "longitude",
    "on_foreign_border", "has_coast", "source",
)  # fmt: skip
COMMUNE_COLUMNS = (
    "code", "name", "short_name", "name_en", "kind", "parent", "latitude", "longitude", "certainty",
    "on_foreign_border",
)  # fmt: skip
OUTSIDE_COLUMNS = (
    "code", "tier", "name", "short_name", "name_en", "parent", "ring", "latitude", "longitude", "certainty",
)  # fmt: skip
NEIGHBOUR_COLUMNS = ("area", "neighbour", "kind", "border_km", "certainty")
OUTSIDE_DISTANCE_COLUMNS = ("commune", "outside", "distance_km", "certainty")

Rows = list[tuple[Tier, Entry]]
Neighbours = dict[AreaCode, set[AreaCode]]


def load_areas(folder: Path, jurisdiction: AreaCode, adjacent_km: float) -> Areas:
    """The register in `areas/`: the jurisdiction first, then its districts and communes, then the outside.

    A commune and a district outside count as neighbours when their distance is at most `adjacent_km`.
    Raises BadLaw: a code given twice, a parent or neighbour that no file lists.
    """
    rows = sorted(_rows(folder), key=lambda row: row[1].text("code") != jurisdiction)
    once([entry for _, entry in rows], "code")
    codes = {entry.text("code") for _, entry in rows}
    neighbours = _neighbours(folder, codes, adjacent_km)
    areas = Areas(_area(tier, entry, jurisdiction, codes, neighbours) for tier, entry in rows)
    if jurisdiction not in areas:
        raise Entry("provinces.csv", 1, {}).wrong(
            f"thiếu chính địa phương '{jurisdiction}'", f"the jurisdiction '{jurisdiction}' itself is missing"
        )
    return areas


def rings_of(folder: Path) -> dict[AreaCode, int]:
    """How far each watched district outside lies: 1 next to the jurisdiction, 2 behind those."""
    rows = read_table(folder / "outside.csv", *OUTSIDE_COLUMNS)
    rings = {row.text("code"): row.cell("ring", int) for row in rows}
    return {code: ring for code, ring in rings.items() if ring is not None}


def _rows(folder: Path) -> Rows:
    provinces = [(Tier.PROVINCE, row) for row in read_table(folder / "provinces.csv", *PROVINCE_COLUMNS)]
    districts = [(Tier.DISTRICT, row) for row in read_table(folder / "districts.csv", *DISTRICT_COLUMNS)]
    communes = [(Tier.COMMUNE, row) for row in read_table(folder / "communes.csv", *COMMUNE_COLUMNS)]
    outside = [(_tier(row), row) for row in read_table(folder / "outside.csv", *OUTSIDE_COLUMNS)]
    return districts + communes + provinces + outside


def _tier(row: Entry) -> Tier:
    return row.cell("tier", Tier) or Tier(row.text("tier"))


def _area(
    tier: Tier, row: Entry, jurisdiction: AreaCode, codes: set[AreaCode], neighbours: Neighbours
) -> Area:
    code = row.text("code")
    return Area(
        code=code,
        tier=tier,
        name=row.text("name"),
        short_name=row.text("short_name"),
        name_en=row.text("name_en"),
        parent=_known(row, "parent", codes) if row.has("parent") else None,
        neighbours=tuple(sorted(neighbours.get(code, ()))),
        inside=code == jurisdiction or row.file in ("districts.csv", "communes.csv"),
        population=row.cell("population", int),
        latitude=row.cell("latitude", finite),
        longitude=row.cell("longitude", finite),
        on_foreign_border=row.values.get("on_foreign_border") == "1",
        has_coast=row.values.get("has_coast") == "1",
    )


def _neighbours(folder: Path, codes: set[AreaCode], adjacent_km: float) -> Neighbours:
    found: Neighbours = {}
    for one, other in _pairs(folder, codes, adjacent_km):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def _pairs(folder: Path, codes: set[AreaCode], adjacent_km: float) -> Iterator[tuple[AreaCode, AreaCode]]:
    for file in ("neighbours.csv", "commune_neighbours.csv"):
        for row in read_table(folder / file, *NEIGHBOUR_COLUMNS):
            yield _known(row, "area", codes), _known(row, "neighbour", codes)
    for row in read_table(folder / "commune_outside.csv", *OUTSIDE_DISTANCE_COLUMNS):
        distance = row.cell("distance_km", finite)
        pair = _known(row, "commune", codes), _known(row, "outside", codes)
        if distance is not None and distance <= adjacent_km:
            yield pair


def _known(row: Entry, key: str, codes: set[AreaCode]) -> AreaCode:
    code = row.text(key)
    if code not in codes:
        raise row.wrong(
            f"danh mục không có khu vực mang mã '{code}'", f"no file of the register lists area '{code}'"
        )
    return code
