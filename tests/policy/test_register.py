"""The register of the first jurisdiction: counts, parents, neighbours, populations, borders."""

import csv
import json
import unicodedata
from pathlib import Path

import pytest

from services.domain.areas import Area, Tier
from services.policy.reader import LAW, Jurisdiction, load_jurisdiction

FACTS = LAW / "quang-ninh" / "areas"


def test_thirteen_districts_and_177_communes_are_graded(jurisdiction: Jurisdiction) -> None:
    areas = jurisdiction.areas

    assert len(areas.of_tier(Tier.DISTRICT)) == 13
    assert len(areas.of_tier(Tier.COMMUNE)) == 177
    assert [a.code for a in areas.of_tier(Tier.PROVINCE)] == ["22"]
    assert len(areas.graded()) == 191


def test_communes_are_of_the_three_kinds_of_the_list_of_february_2021() -> None:
    rows = list(csv.DictReader((FACTS / "communes.csv").read_text(encoding="utf-8").splitlines()))
    kinds = [row["kind"] for row in rows]

    assert (kinds.count("Phường"), kinds.count("Thị trấn"), kinds.count("Xã")) == (72, 7, 98)
    assert all(len(row["code"]) == 5 and row["code"].isdigit() for row in rows)


def test_the_jurisdiction_stands_first(jurisdiction: Jurisdiction) -> None:
    assert next(iter(jurisdiction.areas)).code == jurisdiction.code == "22"


def test_the_whole_country_and_18_watched_districts_lie_outside(jurisdiction: Jurisdiction) -> None:
    outside = jurisdiction.areas.of_tier(Tier.DISTRICT, inside=False)
    provinces = jurisdiction.areas.of_tier(Tier.PROVINCE, inside=None)

    assert len(outside) == len(jurisdiction.rings) == 18
    assert len([p for p in provinces if p.code.isdigit()]) == 63
    assert {jurisdiction.rings[code] for code in ("290", "295")} == {1, 2}


def test_every_area_but_provinces_and_countries_has_a_parent_one_tier_up(jurisdiction: Jurisdiction) -> None:
    above = {Tier.COMMUNE: Tier.DISTRICT, Tier.DISTRICT: Tier.PROVINCE}

    for area in jurisdiction.areas:
        if area.tier in above:
            assert area.parent is not None
            assert jurisdiction.areas[area.parent].tier is above[area.tier]


def test_neighbours_are_mutual_and_nobody_is_its_own(jurisdiction: Jurisdiction) -> None:
    for area in jurisdiction.areas:
        assert area.code not in area.neighbours
        for code in area.neighbours:
            assert area.code in jurisdiction.areas[code].neighbours


def test_communes_of_two_districts_touch_only_where_the_districts_touch(jurisdiction: Jurisdiction) -> None:
    areas = jurisdiction.areas
    for commune in areas.of_tier(Tier.COMMUNE):
        beyond = {areas[n].parent for n in commune.neighbours if areas[n].tier is Tier.COMMUNE}
        assert beyond - {commune.parent} <= set(areas[str(commune.parent)].neighbours)


def test_dong_trieu_touches_the_five_districts_outside_and_uong_bi(jurisdiction: Jurisdiction) -> None:
    assert set(jurisdiction.areas["205"].neighbours) == {"290", "292", "311", "218", "220", "196"}


def test_a_commune_near_the_edge_touches_the_district_outside(jurisdiction: Jurisdiction) -> None:
    assert "290" in jurisdiction.areas["07090"].neighbours
    assert not [
        n for n in jurisdiction.areas["06697"].neighbours if jurisdiction.areas[n].tier is Tier.DISTRICT
    ]


def test_how_near_is_a_parameter(folder: Path) -> None:
    path = folder / "parameters.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("value: 5, cite", "value: 0.5, cite", 1), encoding="utf-8")

    areas = load_jurisdiction(folder).areas

    assert [n for n in areas["290"].neighbours if areas[n].tier is Tier.COMMUNE] == ["07099"]


def test_mong_cai_lies_on_the_border_and_touches_dongxing(jurisdiction: Jurisdiction) -> None:
    mong_cai = jurisdiction.areas["194"]

    assert mong_cai.on_foreign_border
    assert "CN-450681" in mong_cai.neighbours
    assert [p.code for p in jurisdiction.areas.path("CN-450681")] == ["CN-450681", "CN-45", "CN"]
    assert jurisdiction.foreign_neighbours == ("CN",)


def test_the_province_has_the_people_of_its_districts(jurisdiction: Jurisdiction) -> None:
    districts = jurisdiction.areas.of_tier(Tier.DISTRICT)

    assert sum(district.population or 0 for district in districts) == 1_320_324
    assert jurisdiction.areas["22"].population == 1_320_324


def test_names_are_nfc_and_found_without_diacritics(jurisdiction: Jurisdiction) -> None:
    assert all(unicodedata.is_normalized("NFC", area.name) for area in jurisdiction.areas)
    assert [a.code for a in jurisdiction.areas.named("dong trieu", tier=Tier.DISTRICT)] == ["205"]


def test_centres_of_communes_lie_near_their_district(jurisdiction: Jurisdiction) -> None:
    for commune in jurisdiction.areas.of_tier(Tier.COMMUNE):
        assert _degrees(commune, jurisdiction.areas[str(commune.parent)]) < 0.6


def test_the_script_finds_the_border_of_two_cells_and_not_the_meeting_of_corners(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("shapely")
    from tests.policy.facts import commune_neighbours

    cells = {"1": (0, 0), "2": (1, 0), "3": (1, 1)}
    outlines = tmp_path / "cells.geojson"
    outlines.write_text(json.dumps({"features": [_cell(code, *at) for code, at in cells.items()]}))
    monkeypatch.setattr("sys.argv", ["commune_neighbours.py", str(outlines)])

    commune_neighbours.main()

    pairs = [line.split(",")[:2] for line in capsys.readouterr().out.splitlines()[1:]]
    assert pairs == [["1", "2"], ["2", "3"]]


def _cell(code: str, x: int, y: int) -> dict[str, object]:
    ring = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]
    return {"properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def _degrees(one: Area, other: Area) -> float:
    assert one.latitude and one.longitude and other.latitude and other.longitude
    return max(abs(one.latitude - other.latitude), abs(one.longitude - other.longitude))
