"""The same picture as data."""

import json

from maps.geojson import as_geojson


def test_every_commune_carries_level_colour_and_reasons(view):
    features = {f["properties"]["code"]: f["properties"] for f in as_geojson(view)["features"]}

    assert len(features) == 177
    assert features["07069"]["level"] == 4 and features["07069"]["colour"] == "#D7191C"
    assert features["07069"]["reasons"] == ["Có 3 ca F0 chưa rõ nguồn lây"]
    assert features["06649"]["level"] is None


def test_whoever_draws_the_data_again_is_told_that_borders_are_schematic(view):
    data = json.loads(json.dumps(as_geojson(view, "district")))

    assert data["schematic"] and data["notice"] and len(data["features"]) == 13
