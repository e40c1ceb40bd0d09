"""A province's own outlines, on a small made-up district of four communes."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from maps.errors import BadOutlines, GisMissing
from maps.importer import RegisterRow, import_outlines, install
from maps.shapes import load_shapes

pytest.importorskip(
    "pyogrio", reason="Importing outlines needs the GIS libraries: pip install 'phendau[gis]'"
)

REGISTER = (
    RegisterRow("00001", "Đầm Hà", "Thị trấn", "200", "Đầm Hà", "commune"),
    RegisterRow("00002", "Đầm Hà", "Xã", "200", "Đầm Hà", "commune"),
    RegisterRow("00003", "Hải Hoà", "Phường", "194", "Móng Cái", "commune"),
    RegisterRow("00004", "Kỳ Thượng", "Xã", "194", "Móng Cái", "commune"),
)
CORNERS = {"00001": (107.0, 21.0), "00002": (107.1, 21.0), "00003": (107.0, 21.1), "00004": (107.1, 21.1)}
NAMES = {
    "00001": {"TEN": "TT. Đầm Hà", "HUYEN": "Huyện Đầm Hà"},
    "00002": {"TEN": "Xã Đầm Hà", "HUYEN": "Huyện Đầm Hà"},
    "00003": {"TEN": "Hải Hòa", "HUYEN": "TP. Móng Cái"},
    "00004": {"TEN": "Kì Thượng", "HUYEN": "TP. Móng Cái"},
}


def square(west: float, south: float, side: float = 0.1) -> dict:
    east, north = round(west + side, 6), round(south + side, 6)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(properties: dict, geometry: dict | None) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def with_codes() -> list[dict]:
    return [feature({"MA_XA": code}, square(*corner)) for code, corner in CORNERS.items()]


def with_names() -> list[dict]:
    return [feature(dict(NAMES[code]), square(*corner)) for code, corner in CORNERS.items()]


def file_of(folder: Path, features: list[dict], crs: str | None = None) -> Path:
    path = folder / "xa.geojson"
    data: dict = {"type": "FeatureCollection", "features": features}
    if crs:
        data["crs"] = {"type": "name", "properties": {"name": crs}}
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def problem_codes(report) -> list[str]:
    return [problem.code for problem in report.problems]


def test_a_file_with_codes_is_accepted_whatever_its_columns_are_called(tmp_path):
    report = import_outlines(file_of(tmp_path, with_codes()), REGISTER)

    assert report.accepted and report.matched == report.wanted == 4
    assert report.problems == () and report.missing == () and report.extra == ()


@pytest.mark.parametrize("as_number", [int, float])
def test_codes_that_lost_their_zeros_as_numbers_are_found(tmp_path, as_number):
    features = [feature({"id": as_number(code)}, square(*corner)) for code, corner in CORNERS.items()]

    assert import_outlines(file_of(tmp_path, features), REGISTER).accepted


def test_without_codes_district_name_and_kind_tell_the_units_apart(tmp_path):
    report = import_outlines(file_of(tmp_path, with_names()), REGISTER)

    assert report.accepted
    found = {f["properties"]["code"]: f["properties"]["label"] for f in report.layers["commune"]}
    assert found["00001"][0] < 107.1 < found["00002"][0], "Thị trấn lies west of Xã"


def test_the_kind_may_stand_in_a_column_of_its_own(tmp_path):
    features = with_names()
    features[0]["properties"] |= {"TEN": "Đầm Hà", "LOAI": "TT"}
    features[1]["properties"] |= {"TEN": "Đầm Hà", "LOAI": "Xã"}

    assert import_outlines(file_of(tmp_path, features), REGISTER).accepted


def test_a_bare_name_that_fits_two_units_is_never_guessed(tmp_path):
    features = with_names()
    features[0]["properties"]["TEN"] = features[1]["properties"]["TEN"] = "Đầm Hà"

    report = import_outlines(file_of(tmp_path, features), REGISTER)

    assert not report.accepted
    assert report.missing == ("00001", "00002")
    assert report.extra == ("Đầm Hà", "Đầm Hà")


def test_a_missing_unit_refuses_the_file_in_both_languages(tmp_path):
    report = import_outlines(file_of(tmp_path, with_codes()[:3]), REGISTER)

    assert not report.accepted and report.layers == {}
    problem = next(p for p in report.problems if p.code == "missing")
    assert problem.fatal and "00004" in problem.message_vi and "00004" in problem.message_en
    assert "Thiếu 1 trên 4" in problem.message_vi


def test_a_row_that_fits_no_unit_is_told_and_left_out(tmp_path):
    extra = feature({"MA_XA": "99999"}, square(107.3, 21.0))

    report = import_outlines(file_of(tmp_path, [*with_codes(), extra]), REGISTER)

    assert report.accepted and len(report.extra) == 1
    assert problem_codes(report) == ["extra"]


def test_islands_drawn_in_rows_of_their_own_are_put_together(tmp_path):
    island = feature({"MA_XA": "00004"}, square(107.4, 21.1, 0.01))

    report = import_outlines(file_of(tmp_path, [*with_codes(), island]), REGISTER)

    assert report.accepted and problem_codes(report) == ["duplicate"]
    drawn = next(f for f in report.layers["commune"] if f["properties"]["code"] == "00004")
    assert drawn["geometry"]["type"] == "MultiPolygon"


def test_one_unit_drawn_twice_over_the_same_ground_is_refused(tmp_path):
    again = feature({"MA_XA": "00004"}, square(107.12, 21.1))

    report = import_outlines(file_of(tmp_path, [*with_codes(), again]), REGISTER)

    assert not report.accepted and "duplicate_overlap" in problem_codes(report)


def test_gaps_and_overlaps_are_closed_and_told(tmp_path):
    features = with_codes()
    features[1]["geometry"] = square(107.0995, 21.0, 0.1)

    report = import_outlines(file_of(tmp_path, features), REGISTER)

    assert report.accepted
    assert set(problem_codes(report)) <= {"mended", "not_mended"} and report.problems


def test_a_bow_tie_is_made_valid(tmp_path):
    features = with_codes()
    ring = [[107.1, 21.1], [107.2, 21.2], [107.2, 21.1], [107.1, 21.2], [107.1, 21.1]]
    features[3]["geometry"] = {"type": "Polygon", "coordinates": [ring]}

    assert import_outlines(file_of(tmp_path, features), REGISTER).accepted


def test_projected_numbers_without_a_system_ask_for_one(tmp_path):
    path = projected(tmp_path, crs=None)

    report = import_outlines(path, REGISTER)

    assert problem_codes(report) == ["crs_missing"]
    assert "--crs EPSG:5899" in report.problems[0].message_vi


def test_projected_numbers_with_a_given_system_land_where_they_should(tmp_path):
    report = import_outlines(projected(tmp_path, crs=None), REGISTER, crs="EPSG:5899")

    assert report.accepted
    first = next(f for f in report.layers["commune"] if f["properties"]["code"] == "00001")
    assert first["properties"]["label"][:2] == pytest.approx([107.05, 21.05], abs=0.003)


def projected(folder: Path, crs: str | None) -> Path:
    """The four communes as a GeoPackage in VN-2000 metres, with or without the name of the system."""
    import numpy as np
    import pyogrio
    import pyproj
    import shapely
    from shapely.geometry import shape

    change = pyproj.Transformer.from_crs(4326, 5899, always_xy=True)
    shapes = [shape(f["geometry"]) for f in with_codes()]
    metres = [shapely.transform(s, lambda p: np.column_stack(change.transform(*p.T))) for s in shapes]
    path = folder / "xa.shp"
    codes = np.array(list(CORNERS), dtype=object)
    pyogrio.raw.write(
        path,
        shapely.to_wkb(metres),
        [codes],
        ["MA_XA"],
        geometry_type="Polygon",
        crs=crs or "EPSG:5899",
        driver="ESRI Shapefile",
    )
    if crs is None:
        path.with_suffix(".prj").unlink()
    return path


def test_a_system_that_does_not_exist_is_refused_by_name(tmp_path):
    report = import_outlines(file_of(tmp_path, with_codes()), REGISTER, crs="EPSG:1")

    assert problem_codes(report) == ["crs_unknown"] and "EPSG:1" in report.problems[0].message_en


def test_latitude_and_longitude_swapped_is_noticed(tmp_path):
    features = [feature({"MA_XA": c}, square(y, x)) for c, (x, y) in CORNERS.items()]

    report = import_outlines(file_of(tmp_path, features), REGISTER, old=load_shapes("quang-ninh"))

    assert not report.accepted and "elsewhere" in problem_codes(report)


@pytest.mark.parametrize("content", [b"", b"not a map", b'{"type": "FeatureCollection", "features": []}'])
def test_a_file_that_is_no_map_is_refused_in_one_sentence(tmp_path, content):
    path = tmp_path / "xa.geojson"
    path.write_bytes(content)

    report = import_outlines(path, REGISTER)

    assert not report.accepted and problem_codes(report)[0] in ("unreadable", "no_polygons")
    assert len(report.problems) == 1


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert problem_codes(import_outlines(tmp_path / "none.shp", REGISTER)) == ["unreadable"]


def test_points_are_no_outlines(tmp_path):
    points = [feature({"MA_XA": c}, {"type": "Point", "coordinates": xy}) for c, xy in CORNERS.items()]

    assert problem_codes(import_outlines(file_of(tmp_path, points), REGISTER)) == ["no_polygons"]


def test_rows_without_a_shape_are_as_good_as_missing(tmp_path):
    features = with_codes()
    features[2]["geometry"] = None

    assert import_outlines(file_of(tmp_path, features), REGISTER).missing == ("00003",)


def test_a_file_of_another_place_is_told_with_the_columns_it_has(tmp_path):
    features = [feature({"KOD": "X9"}, square(107.0, 21.0))]

    report = import_outlines(file_of(tmp_path, features), REGISTER)

    assert problem_codes(report) == ["nothing_matched"]
    assert "KOD" in report.problems[0].message_vi and "--encoding" in report.problems[0].message_en


def test_a_register_without_that_tier_is_a_mistake_of_the_caller(tmp_path):
    with pytest.raises(BadOutlines, match="province"):
        import_outlines(file_of(tmp_path, with_codes()), REGISTER, tier="province")


def test_without_the_gis_libraries_the_importer_says_how_to_get_them(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "maps.outlines.reading", None)

    with pytest.raises(GisMissing, match=r"pip install 'phendau\[gis\]'"):
        import_outlines(file_of(tmp_path, with_codes()), REGISTER)


def test_communes_bring_their_districts_along(tmp_path):
    target = tmp_path / "own" / "quang-ninh.geojson"

    install(import_outlines(file_of(tmp_path, with_codes()), REGISTER), target)

    shapes = load_shapes("quang-ninh", override=target)
    assert set(shapes.codes("commune")) == set(CORNERS)
    assert set(shapes.codes("district")) == {"200", "194"}
    assert not shapes.schematic
    assert shapes.layer("outside"), "the backdrop stays"


def test_a_refused_file_is_not_installed(tmp_path):
    target = tmp_path / "own.geojson"
    target.write_text("the old layer", encoding="utf-8")

    with pytest.raises(BadOutlines, match="refused"):
        install(import_outlines(file_of(tmp_path, with_codes()[:2]), REGISTER), target)

    assert target.read_text(encoding="utf-8") == "the old layer"


def test_an_import_of_districts_keeps_the_communes_that_were_imported(tmp_path):
    target = tmp_path / "own.geojson"
    install(import_outlines(file_of(tmp_path, with_codes()), REGISTER), target)
    districts = [RegisterRow("200", "Đầm Hà", "Huyện", "", "", "district")]
    real = [feature({"code": "200"}, square(107.0, 21.0, 0.3))]

    install(import_outlines(file_of(tmp_path, real), districts, tier="district"), target)

    shapes = load_shapes("quang-ninh", override=target)
    assert len(shapes.codes("commune")) == 4 and shapes.codes("district") == ("200",)


KILLED_WHILE_WRITING = """
import os, signal, sys
from pathlib import Path
from maps.importer import ImportReport, install
layers = {"commune": ({"type": "Feature", "properties": {"layer": "commune"}, "geometry": None},) * 1000}
os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
install(ImportReport("new", "commune", 1, 1, layers=layers), Path(sys.argv[1]))
"""


def test_a_kill_half_way_leaves_the_old_layer_and_the_next_import_works(tmp_path):
    target = tmp_path / "own.geojson"
    install(import_outlines(file_of(tmp_path, with_codes()), REGISTER), target)
    before = target.read_bytes()

    killed = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_WRITING, str(target)], cwd=Path.cwd(), check=False
    )

    assert killed.returncode == -signal.SIGKILL
    assert target.read_bytes() == before
    install(import_outlines(file_of(tmp_path, with_codes()), REGISTER), target)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".*.part"))
