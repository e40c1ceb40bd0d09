"""Unseen infection of an area: on its page in both languages, and in the API; not for the public."""

import httpx
import pytest

from services.app.angles import Angle
from services.app.views import area_detail
from services.app.web import create_app
from services.domain.viewers import PUBLIC
from services.risk.survey import survey
from tests.journeys.serving import served

HERE = "07030"
"""Ten days before: 11 F0 without a source, 100 of 120 F1 traced."""


def asked(house, area: str, **query: str):
    with served(create_app(house)) as url, httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
        answer = client.get(f"/api/areas/{area}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()


SAID = {
    "vi": ("Lây nhiễm ngầm", "F0 chưa rõ nguồn lây", "F1 tìm được / thường gặp", "Cộng vào nguồn i3"),
    "en": (
        "Unseen infection",
        "F0 without a known source",
        "F1 found of those expected",
        "Adds to source i3",
    ),
}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_says_how_much_of_what_and_what_it_adds_to_i3(filled, browse, lang) -> None:
    page = browse(filled).get(f"/areas/{HERE}", params={"lang": lang}).text

    for words in (*SAID[lang], "100 / 737"):
        assert words in page


def test_the_api_tells_the_same_and_why_i3_is_what_it_is(filled) -> None:
    row = asked(filled, HERE, lang="en")
    unseen = row["unseen"]

    assert (unseen["untraced"], unseen["cases"]) == (11, 11)
    assert (unseen["f1_found"], unseen["f1_expected"]) == (100, 737)
    assert unseen["pressure"] == pytest.approx(11 + unseen["generations"] + unseen["missing"], abs=0.1)
    points = [one for one in row["source_reasons"]["i3"] if one in unseen["reasons"]]
    assert len(points) == 4 and unseen["i3_points"] > 5 * 11
    assert (unseen["i3_full_at"], row["sources"]["i3"]) == (20, 100)
    assert any("without a known source" in said for said in unseen["reasons"])
    assert any("points" in said for said in unseen["reasons"])


def test_as_known_then_there_was_less(filled) -> None:
    then = asked(filled, HERE, as_of="2021-01-29T08:00+07:00")["unseen"]

    assert then["pressure"] < asked(filled, HERE)["unseen"]["pressure"]
    assert then["f1_found"] is None, "nobody had told of any F1"


def test_an_area_outside_presses_and_has_no_score(filled) -> None:
    outside = asked(filled, "290")["unseen"]

    assert outside["untraced"] == 72 and outside["i3_points"] is None
    assert asked(filled, "22")["unseen"]["i3_points_outside"] >= 0


def test_where_nothing_was_told_there_is_no_sign(filled, browse) -> None:
    page = browse(filled).get("/areas/06649", params={"lang": "vi"}).text

    assert "Lây nhiễm ngầm" in page


def test_the_public_sees_none_of_it(filled) -> None:
    with filled.database.reading() as tx:
        found = survey(tx, filled.jurisdiction, filled.clock())
    row = area_detail(Angle(filled.jurisdiction, found, {}, "vi", PUBLIC), HERE)

    assert row["unseen"] is None
