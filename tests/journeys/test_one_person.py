"""One person, once: from declarations at the command line to an officer's word, and over HTTP."""

import json
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from services.app.settings import Settings
from services.app.web import create_app
from services.app.wiring import House
from services.app.workers import Readers
from services.ingest.feeds import FEEDS
from services.ingest.receipts import receive_records
from services.linkage.officers import pairs_in
from services.linkage.pairs import PairState
from services.linkage.tables import FaceRow
from services.plumbing.clock import SetClock
from services.plumbing.lag import behind
from tests.houses import moved_in
from tests.journeys.command import phendau
from tests.journeys.serving import served

COMMAND, POLICE, HEALTH = (
    "command-token-000000000001",
    "police-token-0000000000002",
    "health-token-0000000000003",
)
TOKENS = f"{COMMAND}=command,{POLICE}=police,{HEALTH}=health,police-of-205-token-00004=police@205"

ROW = {
    "declared_at": "2021-01-20 08:30", "full_name": "Nguyễn Văn Mẫu", "id_number": "022090123457",
    "birth_year": "1990", "sex": "Nam", "addr_province": "22", "addr_district": "205", "phone": "0912345678",
    "from_area": "290", "to_area": "205", "any_symptom": "không",
    "exp_case": "không", "exp_country": "không", "exp_ill": "không",
}  # fmt: skip
ROWS = [
    ROW | {"declaration_id": "MAU-1"},
    ROW | {"declaration_id": "MAU-2", "full_name": "NGUYEN VAN MAU", "id_number": ""},
    ROW | {"declaration_id": "MAU-3", "full_name": "Trần Thị Mẫu", "id_number": "022185123458",
           "birth_year": "1985", "sex": "Nữ", "phone": "0388777666"},
]  # fmt: skip


@pytest.fixture
def settled(tmp_path: Path, clock: SetClock):
    """A house with tokens that has taken in three declarations, two of one man."""
    settings = Settings(home=tmp_path / "home", database_url=None, kafka_bootstrap=None, tokens=TOKENS)
    with moved_in(settings, clock) as house:
        with house.database.transaction() as tx:
            receive_records(tx, FEEDS["declarations"], ROWS, house.reading())
        yield house


def settle(house: House) -> None:
    readers = Readers(house, ("linkage",))
    readers.settle()
    readers.close()


def pseudonyms(house: House) -> list[str]:
    with house.database.reading() as tx:
        return list(tx.execute(select(FaceRow.pseudonym).order_by(FaceRow.pseudonym)).scalars())


def test_an_officer_looks_at_a_pair_decides_and_takes_it_back(settled: House) -> None:
    settle(settled)
    with served(create_app(settled)) as url, httpx.Client(base_url=url, timeout=30, trust_env=False) as door:
        as_police = {"authorization": f"Bearer {POLICE}"}
        states = ("proposed", "merged")
        found = [
            p
            for s in states
            for p in door.get("/api/people/pairs", params={"state": s}, headers=as_police).json()
        ]
        (pair,) = found
        path = f"/api/people/pairs/{pair['id']}"
        apart = door.post(f"{path}/different", headers=as_police).json()
        again = door.post(f"{path}/undo", headers={"authorization": f"Bearer {COMMAND}"}).json()
        twice = door.post(f"{path}/undo", headers=as_police)
        joined = door.post(f"{path}/same", headers=as_police).json()
        whole = door.get(path, headers=as_police).json()

    assert {pair["one"], pair["other"]} < set(pseudonyms(settled)) and pair["grounds"]
    assert (apart["state"], apart["same_person"], apart["by"]) == ("rejected", False, "police")
    assert (again["state"], again["by"]) == ("undone", "command")
    assert twice.status_code == 409
    assert (joined["state"], joined["same_person"]) == ("merged", True)
    assert [step["state"] for step in whole["steps"]][-3:] == ["rejected", "undone", "merged"]


@pytest.mark.parametrize("token", [HEALTH, "police-of-205-token-00004", None])
def test_nobody_else_learns_who_may_be_whom(settled: House, token: str | None) -> None:
    settle(settled)
    headers = {"authorization": f"Bearer {token}"} if token else {}
    with served(create_app(settled)) as url, httpx.Client(base_url=url, timeout=30, trust_env=False) as door:
        assert door.get("/api/people/pairs", headers=headers).status_code == 403
        for verb in ("same", "different", "undo"):
            assert door.post(f"/api/people/pairs/x/{verb}", headers=headers).status_code == 403


def test_the_lag_of_the_consumer_is_shown(settled: House) -> None:
    from services.plumbing.relay import relay

    relay(settled.database, settled.log)
    with served(create_app(settled)) as url, httpx.Client(base_url=url, timeout=30, trust_env=False) as door:
        text = door.get("/metrics", headers={"authorization": f"Bearer {COMMAND}"}).text
    waiting = behind(settled.database, settled.log, settled.consumers["linkage"])
    settle(settled)

    assert waiting >= 1 and f'phendau_behind{{consumer="linkage"}} {float(waiting)}' in text
    assert behind(settled.database, settled.log, settled.consumers["linkage"]) == 0


def test_the_same_at_the_command_line(settled: House) -> None:
    settle(settled)
    with settled.database.reading() as tx:
        (pair,) = [found for state in (PairState.PROPOSED, PairState.MERGED) for found in pairs_in(tx, state)]
    one, other = pair.one, pair.other
    (third,) = set(pseudonyms(settled)) - {one, other}
    home = settled.settings.home
    settled.close()

    joined = phendau(home, "people", "same", one, other, "--json")
    parted = phendau(home, "people", "different", one, other, "--by", "police", "--json")
    refused = phendau(home, "people", "same", one, "p404", "--json")
    stranger = phendau(home, "people", "same", one, third, "--by", "health")
    undone = phendau(home, "people", "undo", json.loads(parted.stdout)["id"], "--json")
    who = phendau(home, "people", "who", one, "--json")

    assert json.loads(joined.stdout)["same_person"] is True
    assert (json.loads(parted.stdout)["state"], json.loads(parted.stdout)["by"]) == ("rejected", "police")
    assert (refused.returncode, json.loads(refused.stdout)["error"]["code"]) == (11, "unknown_pseudonym")
    assert stranger.returncode == 2
    assert json.loads(undone.stdout)["state"] == "undone"
    assert json.loads(who.stdout) == [one]
    assert json.loads(phendau(home, "people", "review", "--json").stdout) == []
