"""Outlines as they are shipped and read."""

import csv
import json

import pytest

from maps.errors import BadOutlines, UnknownJurisdiction
from maps.shapes import DATA, load_shapes


def test_all_177_communes_and_13_districts_are_there(shapes):
    assert len(set(shapes.codes("commune"))) == len(shapes.codes("commune")) == 177
    assert len(set(shapes.codes("district"))) == len(shapes.codes("district")) == 13
    assert {outline.parent for outline in shapes.layer("commune")} == set(shapes.codes("district"))


def test_every_area_has_a_name_a_spot_for_its_digit_and_a_code_as_text(shapes):
    for outline in shapes.layer("commune") + shapes.layer("district") + shapes.layer("outside"):
        assert outline.name and outline.label and outline.code.isdigit()
    assert all(len(code) == 5 for code in shapes.codes("commune"))


def test_schematic_borders_say_so(shapes):
    assert shapes.schematic
    assert shapes.notice == "Ranh giới sơ đồ – không phải ranh giới pháp lý"


def test_the_shipped_file_stays_small():
    assert (DATA / "quang-ninh.geojson").stat().st_size < 280_000


def test_names_and_codes_are_those_of_the_register(shapes, shared):
    with (shared / "domain" / "tables" / "communes.csv").open(encoding="utf-8") as file:
        register = {row["gso_code"]: row["full_name_vi"] for row in csv.DictReader(file)}
    assert {outline.code: outline.name for outline in shapes.layer("commune")} == register


def test_an_unknown_jurisdiction_is_refused_with_the_names_we_have():
    with pytest.raises(UnknownJurisdiction, match="quang-ninh"):
        load_shapes("atlantis")


def test_own_outlines_replace_their_layer_and_the_backdrop_stays(shapes, tmp_path):
    square = {"type": "Polygon", "coordinates": [[[107, 21], [107.1, 21], [107.1, 21.1], [107, 21]]]}
    own = tmp_path / "own.geojson"
    feature = {"type": "Feature", "properties": {"layer": "commune", "code": "1"}, "geometry": square}
    own.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")

    mixed = load_shapes("quang-ninh", override=own)

    assert mixed.codes("commune") == ("1",)
    assert set(shapes.codes("outside")) == set(mixed.codes("outside"))
    assert len(mixed.layer("land")) == len(shapes.layer("land")) + 13, "our land lies under the new outlines"
    assert mixed.schematic, "districts are still schematic, so the page must say so"


def test_an_override_that_is_not_there_yet_is_no_override(shapes, tmp_path):
    assert load_shapes("quang-ninh", override=tmp_path / "none.geojson") == shapes


@pytest.mark.parametrize("text", ["", "{}", '{"features": [{}]}', "[1]"])
def test_a_broken_override_is_refused_by_name(tmp_path, text):
    own = tmp_path / "own.geojson"
    own.write_text(text, encoding="utf-8")

    with pytest.raises(BadOutlines, match=r"own\.geojson"):
        load_shapes("quang-ninh", override=own)
