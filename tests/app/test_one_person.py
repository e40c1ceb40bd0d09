"""GET /api/people/{pseudonym} and `phendau chains of`: by right, with the reason, and every look is noted."""

import json

import httpx
import pytest
from sqlalchemy import select

from services.app.cli.main import main
from services.app.web import create_app
from services.app.wiring import House
from services.posts.tables import LookRow
from services.tracing.work_rows import item_of
from tests.journeys.serving import served
from tests.tracing.chain_rows import PAPERS, case, contact, pseudonym, take, who


@pytest.fixture
def told(house: House) -> House:
    """A case, its F1 with one test, and an F2 behind it."""
    take(house, "cases", case("BN9001", "a"))
    take(
        house, "contact-persons",
        contact("b", 1, case_code="BN9001", last_contact_on="2021-01-14"),
        contact("c", 2, case_code="BN9001", contact_of=PAPERS["b"]),
    )  # fmt: skip
    tube = {"sample": "M1", "area": "205", "taken_at": "2021-01-15 08:00", "result": "âm tính"}
    take(house, "lab-results", tube | who("b"))
    return house


def test_one_person_is_told_with_level_chain_follow_up_and_lists(told: House) -> None:
    with served(create_app(told)) as url, httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
        row = client.get(f"/api/people/{pseudonym(told, 'b')}", params={"lang": "en"}).json()

    assert (row["level"], row["via"]) == (1, pseudonym(told, "a"))
    assert [one["level"] for one in row["chain"]] == [1, 0]
    days = {(one["from"], one["to"]): one["last_day"] for one in row["links"] if one["last_day"]}
    assert days == {(pseudonym(told, "a"), pseudonym(told, "b")): "2021-01-14"}
    follow = row["follow_up"]
    assert (follow["day_1"], follow["day_1_is"], follow["state"]) == (
        "2021-01-15", "the day after the last contact", "open",
    )  # fmt: skip
    tests = [(one["day"], one["done_on"]) for one in follow["due"] if one["kind"] == "test"]
    assert tests == [(1, "2021-01-15"), (7, None), (14, None)]
    assert follow["due"][0]["from"] == "2021-01-15T00:00:00+07:00"
    assert [one["title"] for one in row["lists"]] == ["F1 of case BN9001"]


def test_every_look_leaves_a_line(told: House) -> None:
    with served(create_app(told)) as url, httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
        client.get(f"/api/people/{pseudonym(told, 'b')}")

    with told.database.reading() as tx:
        looks = tx.execute(select(LookRow.person, LookRow.why, LookRow.agency)).all()
    assert [tuple(one) for one in looks] == [(pseudonym(told, "b"), "person", "command")]


def test_who_is_nowhere_told_of_is_not_found(told: House) -> None:
    with served(create_app(told)) as url, httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
        answer = client.get("/api/people/p000000000000000000000000")

    assert answer.status_code == 404
    assert "unknown_person" in answer.text


def test_as_known_then_a_level_learned_later_is_not_there(told: House) -> None:
    with served(create_app(told)) as url, httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
        path = f"/api/people/{pseudonym(told, 'b')}"
        assert client.get(path, params={"as_of": "2021-01-01"}).status_code == 404
        assert client.get(path, params={"as_of": "2021-01-20T08:00"}).json()["level"] == 1


def test_the_command_tells_the_same(told: House, capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    monkeypatch.setenv("PHENDAU_HOME", str(told.settings.home))
    with pytest.raises(SystemExit) as ended:
        main(["chains", "now", "--json"])
    assert not ended.value.code
    rows = json.loads(capsys.readouterr().out)
    assert [(one["person"], one["level"]) for one in rows] == [
        (pseudonym(told, name), level) for name, level in (("a", 0), ("b", 1), ("c", 2))
    ]
    with pytest.raises(SystemExit):
        main(["chains", "of", pseudonym(told, "c"), "--json"])
    assert json.loads(capsys.readouterr().out)["level"] == 2


def test_what_a_team_did_is_a_deed_of_the_follow_up_until_it_is_taken_back(told: House) -> None:
    person = pseudonym(told, "b")
    with served(create_app(told)) as url, httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
        item = item_of(person)
        assert client.post(f"/api/work/{item}/found").json()["state"] == "found"
        after = client.get(f"/api/people/{person}").json()["deeds"]
        page = client.get(f"/people/{person}", params={"lang": "vi"}).text
        assert "undo" in client.get(f"/work/{item}").text
        back = client.post(f"/api/work/{item}/undo", json={"note": "nhầm người"})
        assert (back.status_code, back.json()["state"]) == (200, "to_do")
        assert [step["did"] for step in back.json()["steps"]][-2:] == ["found", "undone"]
        deeds = client.get(f"/api/people/{person}").json()["deeds"]
        assert client.post(f"/api/work/{item}/undo").json()["error"]["code"] == "nothing_to_undo"

    test = {"kind": "test", "on": "2021-01-15", "outcome": "done"}
    assert deeds == [test] and [one["kind"] for one in after] == ["test", "check"]
    assert "Đã gặp hoặc gọi được" in page
