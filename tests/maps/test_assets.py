"""Everything a page loads is brought along."""

import json

import folium
import pytest
from folium.plugins import Fullscreen

from maps import assets
from maps.choropleth import draw, render
from maps.errors import AssetChanged, MapError, RemoteAsset
from maps.figure import refuse_remote


def test_served_files_carry_their_checksum_and_content_type():
    files = assets.vendor_files()

    assert {name.split(".")[0] for name in files} == {"leaflet", "phendau-map"}
    for name, (content, content_type) in files.items():
        assert content and content_type in assets.TYPES.values()
        assert len(name.split(".")[-2]) == 12


def test_served_files_ask_for_nothing_else():
    for content, content_type in assets.vendor_files().values():
        if content_type.startswith("text/css"):
            assert b"url(images" not in content
        assert b"sourceMappingURL" not in content


def test_a_changed_library_file_is_refused(monkeypatch, tmp_path):
    manifest = json.loads(assets.MANIFEST.read_text(encoding="utf-8"))
    manifest["sha256"]["leaflet.js"] = "0" * 64
    changed = tmp_path / "vendor.json"
    changed.write_text(json.dumps(manifest), encoding="utf-8")
    monkeypatch.setattr(assets, "MANIFEST", changed)

    with pytest.raises(AssetChanged, match=r"leaflet\.js"):
        assets.assets.__wrapped__()


def test_a_missing_library_is_refused(monkeypatch, tmp_path):
    changed = tmp_path / "vendor.json"
    changed.write_text(
        json.dumps({"package": "no-such-package", "version": "1", "sha256": {}}), encoding="utf-8"
    )
    monkeypatch.setattr(assets, "MANIFEST", changed)

    with pytest.raises(AssetChanged, match="install the project's dependencies"):
        assets.assets.__wrapped__()


@pytest.mark.parametrize(
    "markup",
    [
        '<script src="https://example.org/a.js"></script>',
        "<script async src=//example.org/a.js></script>",
        '<link rel="stylesheet" href="http://example.org/a.css">',
        "<img alt=\"\" src='https://example.org/a.png'>",
        "<style>@import 'https://example.org/a.css'</style>",
        "<style>a{background:url( https://example.org/a.png )}</style>",
    ],
)
def test_a_page_that_would_load_from_another_machine_is_refused(markup):
    with pytest.raises(RemoteAsset, match=r"example\.org"):
        refuse_remote(f"<html>{markup}</html>")


def test_addresses_in_text_and_scripts_are_not_loads():
    refuse_remote(
        '<p>https://example.org</p><a href="https://example.org">x</a><script>"//example.org"</script>'
    )


def test_folium_parts_that_load_from_elsewhere_are_refused(view):
    drawn_map = draw(view)
    Fullscreen().add_to(drawn_map)

    with pytest.raises(RemoteAsset, match="brought along"):
        render(drawn_map)


def test_a_folium_map_of_another_make_is_not_rendered():
    with pytest.raises(MapError, match="draw"):
        render(folium.Map(tiles=None))
