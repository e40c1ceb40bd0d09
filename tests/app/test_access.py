"""Who may come in: tokens, deny by default, and no house left open by mistake."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.app.access import Doorkeeper, check_reach, read_tokens
from services.app.settings import Settings
from services.app.web import create_app
from services.app.wiring import build
from services.domain.agencies import Agency
from services.domain.errors import BadSetting
from services.plumbing.clock import SetClock
from tests.houses import moved_in
from tests.journeys.serving import served

COMMAND = "command-token-000000000001"
POLICE = "police-token-0000000000002"
HEALTH_OF_205 = "health-token=with-equals-sign"
ENTERPRISE = "enterprise-token-00000003"
PUBLIC = "public-token-0000000000004"
TOKENS = f"{COMMAND}=command, {POLICE}=police,{HEALTH_OF_205}=health@205+203,,{PUBLIC}=public,"
TOKENS += f"{ENTERPRISE}=enterprise#Công ty Than Mẫu"
RETURN = {
    "full_name": "Phạm Văn Mẫu",
    "birth_year": 1988,
    "origin": "36",
    "arrives_on": "2021-01-19",
    "area": "195",
}
CASE = {"code": "MAU-1", "area": "205", "confirmed_at": "2021-01-19", "count": 1}


def settings_with(tmp_path: Path, **given: Any) -> Settings:
    return Settings(home=tmp_path / "home", database_url=None, kafka_bootstrap=None, lang="vi", **given)


@pytest.fixture
def door(tmp_path: Path, clock: SetClock) -> Iterator[httpx.Client]:
    """The door of a house with tokens."""
    with (
        moved_in(settings_with(tmp_path, tokens=TOKENS), clock) as house,
        served(create_app(house)) as url,
        httpx.Client(base_url=url, timeout=30, trust_env=False) as client,
    ):
        yield client


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def test_tokens_are_read_with_their_agency_and_areas(tmp_path: Path):
    found = read_tokens(settings_with(tmp_path, tokens=TOKENS))

    assert {token: viewer.agency for token, viewer in found.items()} == {
        COMMAND: Agency.COMMAND,
        POLICE: Agency.POLICE,
        HEALTH_OF_205: Agency.HEALTH,
        PUBLIC: Agency.PUBLIC,
        ENTERPRISE: Agency.ENTERPRISE,
    }
    assert found[HEALTH_OF_205].areas == {"205", "203"}
    assert found[POLICE].areas is None


@pytest.mark.parametrize(
    "tokens",
    [
        "short=police",
        "a-token-that-is-long-enough",
        "a-token-that-is-long-enough=navy",
        "=police",
        "a-token-that-is-long-enough=enterprise",
        ",",
        " , ,",
        f"{COMMAND}=command,{COMMAND}=public",
    ],
)
def test_tokens_that_cannot_be_meant_are_refused_without_being_repeated(tmp_path: Path, tokens: str):
    with pytest.raises(BadSetting) as refused:
        read_tokens(settings_with(tmp_path, tokens=tokens))

    said = refused.value.sentence.vi + refused.value.sentence.en
    assert refused.value.field == "PHENDAU_TOKENS"
    assert "long-enough" not in said
    assert COMMAND not in said


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "phendau.example"])
def test_without_tokens_the_house_listens_on_this_machine_only(tmp_path: Path, host: str):
    with pytest.raises(BadSetting) as refused:
        check_reach(settings_with(tmp_path, host=host))
    assert refused.value.code == "open_house"

    check_reach(settings_with(tmp_path, host=host, tokens=TOKENS))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "::1", "localhost"])
def test_this_machine_needs_no_tokens(tmp_path: Path, host: str):
    check_reach(settings_with(tmp_path, host=host))


def test_an_enterprise_sends_its_own_lists_and_nobody_elses(door: httpx.Client):
    mine, other = ({"enterprise": name, **RETURN} for name in ("Công ty Than Mẫu", "Công ty Điện Mẫu"))

    own = door.post("/api/intake/worker-returns", json=mine, headers=bearer(ENTERPRISE))
    foreign = door.post("/api/intake/worker-returns", json=other, headers=bearer(ENTERPRISE))
    cases = door.post("/api/intake/cases", json=CASE, headers=bearer(ENTERPRISE))

    assert (own.status_code, own.json()["refused"]) == (202, 0), own.text
    assert (foreign.status_code, foreign.json()["refused"]) == (202, 1)
    assert cases.status_code == 403
    assert door.get("/api/alerts", headers=bearer(ENTERPRISE)).status_code == 403


def test_an_unknown_token_stands_for_nobody(tmp_path: Path):
    doorkeeper = Doorkeeper(read_tokens(settings_with(tmp_path, tokens=TOKENS)))

    for token in (None, "", POLICE[:-1], POLICE + "x", POLICE.upper(), "é" * 20):
        assert doorkeeper.viewer(token) is None


def test_who_brings_no_token_reads_what_the_public_may_and_nothing_else(door: httpx.Client):
    closed = {
        "alerts": door.get("/api/alerts"),
        "stream": door.get("/api/alerts/stream"),
        "metrics": door.get("/metrics"),
        "intake": door.post("/api/intake/cases", json=CASE),
        "file": door.post("/api/intake/cases/file", files={"file": ("f.csv", b"code\n1\n")}),
        "police map": door.get("/maps/police"),
    }

    assert {name: answer.status_code for name, answer in closed.items()} == dict.fromkeys(closed, 403)
    assert door.get("/api/areas").status_code == 200
    assert door.get("/maps/public").status_code == 200
    assert door.get("/health/live").json() == {"status": "live"}


@pytest.mark.parametrize("scheme", ["Bearer {}", "bearer {}", "BEARER {}"])
def test_a_token_opens_what_its_agency_may_see_and_send(door: httpx.Client, scheme: str):
    command, police = ({"authorization": scheme.format(token)} for token in (COMMAND, POLICE))

    assert door.get("/api/alerts", headers=police).status_code == 200
    assert door.get("/metrics", headers=police).status_code == 200
    assert door.post("/api/intake/cases", json=CASE, headers=command).status_code == 202


def test_a_refused_caller_reads_one_constant_sentence_without_the_token(door: httpx.Client):
    wrong = "wrong-token-9999999999"

    answers = [
        door.get("/api/alerts", headers=headers)
        for headers in (
            {},
            bearer(wrong),
            {"authorization": "Basic eDp5"},
            {"cookie": f"phendau_token={wrong}"},
        )
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.text for answer in answers}) == 1
    assert wrong not in answers[1].text
    assert set(answers[0].json()["error"]) == {"code", "field", "message_vi", "message_en"}


def test_the_cookie_of_the_sign_in_page_works_as_the_token_does(door: httpx.Client):
    door.cookies.set("phendau_token", POLICE)

    assert door.get("/api/alerts").status_code == 200


def test_a_house_without_tokens_answers_no_strange_host_name(tmp_path: Path, clock: SetClock):
    house = build(settings_with(tmp_path), clock)
    house.move_in()

    with served(create_app(house)) as url, httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
        own = client.get("/api/alerts")
        strange = client.get("/api/alerts", headers={"host": "evil.example"})
    house.close()

    assert own.status_code == 200
    assert strange.status_code == 400
