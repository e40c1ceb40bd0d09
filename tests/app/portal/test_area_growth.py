"""Growth of an area: on its page in both languages, and in the API; counts are not for the public."""

import re

import httpx
import pytest

from services.app.angles import Angle
from services.app.views import area_detail
from services.app.web import create_app
from services.domain.viewers import PUBLIC
from services.risk.survey import survey
from tests.journeys.serving import served

HERE, QUIET = "07030", "06649"
SOON_AFTER = "2021-02-01T18:00+07:00"
"""Cases of the night of 28 January; the next are told on 8 February."""


def growth(house, area: str, **query: str):
    with served(create_app(house)) as url, httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
        answer = client.get(f"/api/areas/{area}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()["growth"]


def test_the_api_tells_it_with_the_week_it_is_of(filled) -> None:
    found = growth(filled, "22", as_of=SOON_AFTER)

    assert set(found) == {"until", "cases_7d", "rt_mean", "rt_low", "rt_high", "p_above_1"}
    assert found["until"] == "2021-01-28" and 0 <= found["p_above_1"] <= 1
    assert found["cases_7d"] >= 10


def test_a_line_list_that_fell_silent_says_nothing_of_today(filled) -> None:
    assert growth(filled, "22") is None


def test_as_known_then_nothing_had_begun(filled) -> None:
    assert growth(filled, "22", as_of="2021-01-25T08:00+07:00") is None
    assert growth(filled, QUIET) is None


@pytest.mark.parametrize(("lang", "words"), [("vi", "Dịch có đang tăng không?"), ("en", "Does it grow?")])
def test_the_page_says_it(filled, browse, lang: str, words: str) -> None:
    page = browse(filled).get(f"/areas/{HERE}", params={"lang": lang, "as_of": SOON_AFTER}).text

    assert words in page
    assert re.search(r"9[09](,\d|\.\d)? %", page) and "%%" not in page
    assert words not in browse(filled).get(f"/areas/{QUIET}", params={"lang": lang, "as_of": SOON_AFTER}).text


def test_the_public_sees_none_of_it(filled) -> None:
    with filled.database.reading() as tx:
        found = survey(tx, filled.jurisdiction, filled.clock())
    row = area_detail(Angle(filled.jurisdiction, found, {}, "vi", PUBLIC), HERE)

    assert row["growth"] is None
