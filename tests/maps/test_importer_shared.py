"""Real outlines in every format a province may send them in."""

import csv
import json
import statistics
import zipfile
from pathlib import Path

import pytest

from maps.importer import RegisterRow, import_outlines

np = pytest.importorskip("numpy")
pyogrio = pytest.importorskip(
    "pyogrio", reason="Importing outlines needs the GIS libraries: pip install 'phendau[gis]'"
)
pyproj = pytest.importorskip("pyproj")
shapely = pytest.importorskip("shapely")

FORMATS = {"shp": "ESRI Shapefile", "gpkg": "GPKG", "tab": "MapInfo File", "geojson": "GeoJSON"}


@pytest.fixture(scope="module")
def register(shared) -> list[RegisterRow]:
    """The province's own list of communes and districts."""
    tables = shared / "domain" / "tables"
    communes = [
        RegisterRow(
            r["gso_code"], r["name_vi"], r["type_vi"], r["district_code"], r["district_vi"], "commune"
        )
        for r in rows_of(tables / "communes.csv")
    ]
    districts = [
        RegisterRow(r["gso_code"], r["name_vi"], r["type_vi"], "", "", "district")
        for r in rows_of(tables / "districts.csv")
    ]
    return communes + districts


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def converted(source: Path, target: Path, columns: dict[str, str], epsg: int, crs: str | None) -> Path:
    """The communes of `source` in another format and system; `columns` maps new names to properties."""
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    shapes = [shapely.geometry.shape(f["geometry"]) for f in features]
    if epsg != 4326:
        change = pyproj.Transformer.from_crs(4326, epsg, always_xy=True)
        shapes = [shapely.transform(s, lambda p: np.column_stack(change.transform(*p.T))) for s in shapes]
    values = [np.array([f["properties"][key] for f in features], dtype=object) for key in columns.values()]
    driver = FORMATS[target.suffix[1:]]
    options = (
        {"geometry_type": "MultiPolygon"} if driver in ("GPKG", "GeoJSON") else {"geometry_type": "Unknown"}
    )
    multi = [shapely.multipolygons(shapely.get_parts(s)) for s in shapes]
    encoding = "UTF-8" if driver == "ESRI Shapefile" else None
    pyogrio.raw.write(
        target,
        shapely.to_wkb(multi),
        values,
        list(columns),
        driver=driver,
        crs=crs,
        encoding=encoding,
        **options,
    )
    return target


def shift_km(report, other) -> float:
    """How far the outlines of one report typically lie from those of another."""
    first, second = (
        {f["properties"]["code"]: shapely.geometry.shape(f["geometry"]).centroid for f in r.layers[r.tier]}
        for r in (report, other)
    )
    return statistics.median(first[code].distance(second[code]) * 107 for code in first)


@pytest.fixture(scope="module")
def communes_file(shared) -> Path:
    """Polygons of all 177 communes."""
    return shared / "geo" / "qn_communes_2021_schematic.geojson"


@pytest.fixture(scope="module")
def plain(communes_file, register):
    """The report on the communes as they are."""
    return import_outlines(communes_file, register)


def test_all_177_communes_are_accepted_and_make_13_districts(plain):
    assert plain.accepted and plain.matched == 177
    assert len(plain.layers["commune"]) == 177 and len(plain.layers["district"]) == 13


def test_all_13_districts_are_accepted(shared, register, shapes):
    report = import_outlines(
        shared / "geo" / "qn_districts_2021.geojson", register, tier="district", old=shapes
    )

    assert report.accepted and report.matched == 13 and len(report.area_change) == 13


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_by_code_in_the_province_s_own_system(tmp_path, communes_file, register, ending):
    path = converted(communes_file, tmp_path / f"xa.{ending}", {"MA": "code"}, 5899, "EPSG:5899")

    report = import_outlines(path, register, crs="EPSG:5899")

    assert report.accepted and report.matched == 177


@pytest.mark.parametrize("ending", ["shp", "gpkg"])
def test_names_alone_find_all_177(tmp_path, communes_file, register, ending):
    columns = {"TenXa": "name", "Loai": "type", "TenHuyen": "district"}
    path = converted(communes_file, tmp_path / f"xa.{ending}", columns, 4326, "EPSG:4326")

    report = import_outlines(path, register)

    assert report.accepted and report.matched == 177


def test_without_kinds_only_the_two_dam_ha_stay_open(tmp_path, communes_file, register):
    columns = {"TenXa": "name", "TenHuyen": "district"}
    path = converted(communes_file, tmp_path / "xa.gpkg", columns, 4326, "EPSG:4326")

    report = import_outlines(path, register)

    assert not report.accepted and len(report.missing) == 2 and set(report.extra) == {"Đầm Hà"}


def test_a_zipped_shapefile_is_read_as_it_is(tmp_path, communes_file, register):
    converted(communes_file, tmp_path / "xa.shp", {"MA": "code"}, 4326, "EPSG:4326")
    zipped = tmp_path / "xa.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        for part in sorted(tmp_path.glob("xa.[!z]*")):
            archive.write(part, part.name)

    assert import_outlines(zipped, register).accepted


def test_mapinfo_drops_the_name_of_the_system_and_we_say_so(tmp_path, communes_file, register, plain):
    path = converted(communes_file, tmp_path / "xa.tab", {"MA": "code"}, 5899, "EPSG:5899")

    guessed = import_outlines(path, register)
    told = import_outlines(path, register, crs="EPSG:5899")

    assert guessed.accepted and "crs_unnamed" in [p.code for p in guessed.problems]
    assert "crs_unnamed" not in [p.code for p in told.problems]
    assert shift_km(guessed, plain) > 0.1 > 0.01 > shift_km(told, plain)


def test_a_file_with_several_layers_asks_which_one(tmp_path, communes_file, register):
    path = converted(communes_file, tmp_path / "xa.gpkg", {"MA": "code"}, 4326, "EPSG:4326")
    box = shapely.to_wkb([shapely.box(107, 21, 108, 22)])
    pyogrio.raw.write(
        path, box, [np.array(["x"], dtype=object)], ["name"], layer="khac", geometry_type="Polygon",
        crs="EPSG:4326", driver="GPKG", append=True,
    )  # fmt: skip

    asked = import_outlines(path, register)

    assert [p.code for p in asked.problems] == ["several_layers"] and "khac" in asked.problems[0].message_vi
    assert import_outlines(path, register, layer="xa").accepted
