"""Who declared a place last week is on a list when the place becomes a site, and off it when it does not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from services.app.people_lists import Reader
from services.app.settings import Settings
from services.app.unmatched_sites import unmatched_for
from services.app.web import create_app
from services.app.wiring import House
from services.app.workers import Readers
from services.domain.agencies import Agency
from services.domain.errors import NotAllowed
from services.domain.viewers import Viewer
from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records
from services.plumbing.clock import SetClock
from services.tracing.tables_work import WorkLookRow
from tests.houses import moved_in
from tests.journeys.conftest import Ask
from tests.journeys.serving import Living, served

MARKET, TOWN = "Chợ Cột", "205"
SITE = {
    "site_id": "D-1", "place": MARKET, "area": TOWN, "start": "2021-01-25 08:00", "end": "2021-01-25 11:00",
    "advice": "Cách ly tại nhà, lấy mẫu xét nghiệm",
}  # fmt: skip


def declaration(number: int, places: str, declared_at: str = "2021-01-26 07:30") -> dict[str, Any]:
    """An invented traveller who lives in the town."""
    return {
        "declaration_id": f"MAU-{number}", "declared_at": declared_at,
        "full_name": f"Nguyễn Văn Mẫu {number}", "id_number": f"0220901234{number:02}",
        "birth_year": "1990", "sex": "Nam", "phone": f"09123456{number:02}",
        "addr_province": "22", "addr_district": TOWN, "from_area": "290", "to_area": TOWN,
        "any_symptom": "không", "exp_case": "không", "exp_country": "không", "exp_ill": "không",
        "places_14d": places,
    }  # fmt: skip


def on_that_day(place: str) -> str:
    return f"{place}|{TOWN}|2021-01-25|2021-01-25"


@pytest.fixture
def declared(alive: Living) -> Living:
    """Last week: two were at the market, one the day before, one only somewhere in the town."""
    before = f"{MARKET}|{TOWN}|2021-01-24|2021-01-24"
    rows = [
        declaration(1, on_that_day(MARKET)),
        declaration(2, on_that_day("chợ cột")),
        declaration(3, before),
        declaration(4, on_that_day("Thị xã Đông Triều")),
    ]
    alive.post("declarations", rows)
    alive.wait(days=3)
    return alive


def the_list(alive: Living, **asked: str) -> dict[str, Any] | None:
    """The one list of an exposure site, with its members."""
    found = alive.door.get("/api/lists", params={"kind": "exposure_site", **asked}).json()
    assert len(found) <= 1
    return alive.door.get(f"/api/lists/{found[0]['id']}", params=asked).json() if found else None


def told(alive: Living) -> list[tuple[str, str, str]]:
    kinds = ("people_listed", "list_emptied")
    return [(one["agency"], one["kind"], one["state"]) for one in alive.alerts() if one["kind"] in kinds]


def test_a_site_published_now_lists_whom_it_concerns_and_tells_police_and_health_once(declared: Living):
    declared.post("exposure-sites", SITE)

    found = the_list(declared)
    assert found and found["people"] == 2 and found["area"] == TOWN and MARKET in found["title"]
    assert all("cùng tên" in one["why"] and 0 < one["score"] < 1 for one in found["members"])
    assert {one["area"] for one in found["members"]} == {TOWN}
    assert sorted(told(declared)) == [(who, "people_listed", "new") for who in ("health", "police")]
    police = declared.alerts(agency="police")[-1]
    assert police["list_id"] == found["id"] and police["title"]["vi"].startswith("2 người")
    assert "Nguyễn" not in str(found) and "Nguyễn" not in str(police)


def test_the_alert_leads_to_the_page_of_the_list_and_the_page_shows_it_as_it_was_known_then(declared: Living):
    start = declared.clock()
    declared.wait(minutes=5)
    declared.post("exposure-sites", SITE)
    alert = declared.alerts(agency="police")[-1]

    page = declared.door.get(f"/alerts/{alert['id']}", headers={"accept": "text/html"}).text
    assert f'href="/lists/{alert["list_id"]}"' in page
    assert MARKET in declared.door.get("/lists", headers={"accept": "text/html"}).text
    there = f"/lists/{alert['list_id']}"
    shown = declared.door.get(there, params={"lang": "en"}).text
    assert shown.count('<th scope="row">') == 2 and "same name" in shown
    declared.wait(minutes=5)
    declared.post("exposure-sites", SITE | {"start": "2021-01-27 08:00", "end": "2021-01-27 11:00"})
    assert "Không còn ai trong danh sách này" in declared.door.get(there).text
    declared.wait(minutes=5)
    then = (start.replace(minute=start.minute + 6)).isoformat()
    assert declared.door.get(there, params={"as_of": then}).text.count('<th scope="row">') == 2


def test_a_corrected_window_takes_people_off_and_an_empty_list_revokes_what_was_told(declared: Living):
    declared.post("exposure-sites", SITE)
    declared.wait(minutes=1)
    declared.house.send()
    declared.post("exposure-sites", SITE | {"start": "2021-01-27 08:00", "end": "2021-01-27 11:00"})

    assert the_list(declared) is None
    states = told(declared)
    assert states.count(("police", "people_listed", "revoked")) == 1
    assert states.count(("police", "list_emptied", "new")) == 1 and len(states) == 4

    declared.wait(minutes=1)
    declared.post("exposure-sites", SITE | {"start": "2021-01-24 08:00", "end": "2021-01-25 11:00"})
    found = the_list(declared)
    assert found and found["people"] == 3


def test_as_of_a_moment_only_what_had_been_learned_by_then_counts(declared: Living, ask: Ask):
    start = declared.clock()
    declared.post("exposure-sites", SITE)
    declared.wait(hours=1)
    declared.post("declarations", declaration(5, on_that_day(MARKET), "2021-01-31 07:30"))
    declared.wait(hours=1)
    declared.post("exposure-sites", SITE | {"start": "2021-01-24 08:00", "end": "2021-01-24 11:00"})
    declared.wait(hours=1)

    by_hour = {0: 2, 1: 3, 2: 1}
    for hour, people in by_hour.items():
        moment = start.replace(hour=start.hour + hour, minute=30).isoformat()
        found = the_list(declared, as_of=moment)
        assert found and found["people"] == len(found["members"]) == people
        home = declared.house.settings.home
        again = ask(home, "exposures", "found", "D-1", "--as-of", moment)
        assert {one["person"] for one in again[0]["people"]} == {one["person"] for one in found["members"]}
    before = start.replace(hour=start.hour - 1).isoformat()
    assert declared.door.get("/api/lists", params={"as_of": before}).json() == []


def test_a_site_without_time_or_place_is_kept_matches_nobody_and_says_why(declared: Living, ask: Ask):
    rows = [
        SITE | {"start": "", "end": ""},
        SITE | {"site_id": "D-2", "place": "Thị xã Đông Triều"},
        SITE | {"site_id": "D-3", "end": "2021-01-25 07:00"},
    ]
    declared.post("exposure-sites", rows)

    assert the_list(declared) is None
    found = {one["site"]: one for one in ask(declared.house.settings.home, "exposures", "found")}
    assert [site.rpartition(":")[2] for site in sorted(found)] == ["D-1", "D-2", "D-3"]
    assert all(one["trouble"] and not one["people"] for one in found.values())
    told = declared.door.get("/api/unmatched-sites", params={"lang": "en"}).json()
    assert {one["site"] for one in told} == set(found)
    assert [one["area"] for one in told] == [TOWN] * 3
    page = declared.door.get("/lists", headers={"accept": "text/html"}).text
    for why in {one["why"] for one in declared.door.get("/api/unmatched-sites").json()}:
        assert why in page
    assert any("chỉ nêu tên địa bàn" in one["trouble"] for one in found.values())


def test_a_list_whose_site_is_corrected_to_its_area_says_why_nobody_is_on_it(declared: Living):
    declared.post("exposure-sites", SITE)
    found = the_list(declared)
    assert found and found["people"] == 2 and found["trouble"] is None
    declared.wait(minutes=5)
    declared.post("exposure-sites", SITE | {"place": "Thị xã Đông Triều"})

    there = declared.door.get(f"/api/lists/{found['id']}", params={"lang": "en"}).json()
    assert there["people"] == 0 and "only an area" in there["trouble"]
    page = declared.door.get(f"/lists/{found['id']}", headers={"accept": "text/html"}).text
    assert "chỉ nêu tên địa bàn" in page


def test_sites_that_list_nobody_are_shown_to_those_who_answer_for_their_area(declared: Living):
    declared.post("exposure-sites", SITE | {"start": "", "end": ""})
    house, health = declared.house, frozenset({"193"})

    def shown(viewer: Viewer) -> int:
        with house.database.reading() as tx:
            return len(unmatched_for(tx, Reader(house, viewer, "vi")))

    assert shown(Viewer(agency=Agency.HEALTH, areas=frozenset({TOWN}))) == 1
    assert shown(Viewer(agency=Agency.HEALTH, areas=health)) == 0
    with pytest.raises(NotAllowed):
        shown(Viewer(agency=Agency.ENTERPRISE))


def test_an_unknown_site_is_said_in_a_sentence(
    declared: Living, monkeypatch: pytest.MonkeyPatch, capsys: Any
):
    from services.app.cli import main

    monkeypatch.setenv("PHENDAU_HOME", str(declared.house.settings.home))
    with pytest.raises(SystemExit) as ended:
        main(["exposures", "found", "D-99"])
    assert ended.value.code not in (0, None) and "D-99" in capsys.readouterr().err


TOKENS = {
    "police": "police-token-00000000001=police",
    "health": "health-token-00000000001=health@193",
    "military": "military-token-000000001=military",
    "command": "command-token-0000000001=command",
}


Get = Callable[..., httpx.Response]


@pytest.fixture
def guarded(tmp_path: Path, clock: SetClock) -> Iterator[tuple[House, Get]]:
    """A house with tokens and with one list, and its door as an agency sees it."""
    tokens = ",".join(TOKENS.values())
    settings = Settings(
        home=tmp_path / "guarded", database_url=None, kafka_bootstrap=None, lang="vi", tokens=tokens
    )
    with moved_in(settings, clock) as house, _door_of(house) as get:
        yield house, get


@contextmanager
def _door_of(house: House) -> Iterator[Get]:
    rows = [declaration(1, on_that_day(MARKET)), declaration(2, on_that_day(MARKET))]
    for feed, sent in (("declarations", rows), ("exposure-sites", [SITE])):
        with house.database.transaction() as tx:
            receive_records(tx, FEEDS[feed], sent, house.reading())
    readers = Readers(house)
    readers.settle()
    readers.close()
    with served(create_app(house)) as url, httpx.Client(base_url=url, timeout=30, trust_env=False) as door:

        def get(agency: str, path: str, **asked: str) -> httpx.Response:
            token = TOKENS[agency].partition("=")[0]
            return door.get(path, params=asked, headers={"authorization": f"Bearer {token}"})

        yield get


def looks(house: House) -> list[tuple[str, int]]:
    with house.database.reading() as tx:
        counted = select(WorkLookRow.agency, func.count()).group_by(WorkLookRow.agency)
        return [(row[0], row[1]) for row in tx.execute(counted)]


def test_names_are_shown_when_police_ask_for_them_and_each_look_is_noted(guarded: tuple[House, Get]):
    house, get = guarded
    path = f"/api/lists/{get('police', '/api/lists').json()[0]['id']}"
    assert "name" not in get("police", path).json()["members"][0] and looks(house) == []

    named = get("police", path, names="true").json()["members"]
    assert {one["name"] for one in named} == {"Nguyễn Văn Mẫu 1", "Nguyễn Văn Mẫu 2"}
    assert all(one["phone"].startswith("09") for one in named)
    assert looks(house) == [("police", 2)]


def test_the_page_shows_names_only_when_they_are_asked_for_by_who_may_see_them(guarded: tuple[House, Get]):
    house, get = guarded
    path = f"/lists/{get('police', '/api/lists').json()[0]['id']}"
    plain = get("police", path)
    assert "Nguyễn" not in plain.text and "Hiện họ tên" in plain.text and looks(house) == []

    named = get("police", path, names="true")
    assert "Nguyễn Văn Mẫu 1" in named.text and 'href="tel:09' in named.text
    assert looks(house) == [("police", 2)]
    assert "Hiện họ tên" not in get("command", path).text
    assert get("command", path, names="true").status_code == 403


def test_who_answers_for_other_areas_is_shown_nobody_and_who_may_see_no_list_is_refused(
    guarded: tuple[House, Get],
):
    house, get = guarded
    path = f"/api/lists/{get('police', '/api/lists').json()[0]['id']}"

    elsewhere = get("health", path, names="true").json()
    assert elsewhere["members"] == [] and elsewhere["elsewhere"] == 2 and looks(house) == []
    assert get("health", "/api/lists").json() == []
    assert get("military", "/api/lists").status_code == 403
    assert get("police", "/api/lists/no-such-list").status_code == 404
