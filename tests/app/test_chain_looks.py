"""Whoever sees pseudonyms in pictures and files of chains leaves a line for each of those people."""

import json
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from services.app.cli.main import main
from services.app.settings import Settings
from services.app.web import create_app
from services.app.wiring import House
from services.plumbing.clock import SetClock
from services.posts.tables import LookRow
from tests.app.portal.contact_graphs import LEARNED, person, put_graph
from tests.houses import moved_in

A, B, C, D, K, L = (person(n) for n in range(6))
POLICE, DISTRICT, BORDER = "police-token-00001", "district-token-01", "border-token-0001"
TOKENS = f"{POLICE}=police,{DISTRICT}=police@205,{BORDER}=border"

Looks = Callable[[], list[tuple[str, str, str, str]]]


@pytest.fixture
def chained(tmp_path: Path) -> Iterator[House]:
    """A met B and C, B met D; K met L; a case nobody named met L as well."""
    clock = SetClock(LEARNED + timedelta(hours=3))
    with moved_in(Settings(home=tmp_path, database_url=None, kafka_bootstrap=None), clock) as house:
        put_graph(house, [A, K], [(A, B), (A, C), (B, D), (K, L), ("case:BN9001", L)])
        yield house


@pytest.fixture
def looks(chained: House) -> Looks:
    """Who, by whom, why and by which door, since it was asked last."""

    def noted() -> list[tuple[str, str, str, str]]:
        with chained.database.transaction() as tx:
            rows = tx.execute(select(LookRow).order_by(LookRow.seq)).all()
            tx.execute(delete(LookRow))
        return [(row.person, row.agency, row.why, row.ref) for row in rows]

    return noted


def get(house: House, path: str, token: str = POLICE, **asked: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # starlette would rather have httpx's successor; it works with both
        from fastapi.testclient import TestClient
    guarded = replace(house, settings=Settings(home=house.settings.home, tokens=TOKENS))
    headers = {"authorization": f"Bearer {token}"}
    return TestClient(create_app(guarded), headers=headers).get(path, params=asked)


def by_police(door: str, *people: str) -> list[tuple[str, str, str, str]]:
    return [(one, "police", "chain", door) for one in sorted(people)]


@pytest.mark.parametrize(("path", "door"), [("/api/chains", "api"), ("/chains", "page")])
def test_a_picture_shows_the_first_of_each_chain_and_those_who_are_drawn_one_by_one(
    chained: House, looks: Looks, path: str, door: str
) -> None:
    get(chained, path)
    assert looks() == by_police(door, A, K)

    get(chained, path, open=[A, f"{A}/1"])
    assert looks() == by_police(door, A, B, C, D, K)


@pytest.mark.parametrize("ending", ["gexf", "csv"])
def test_a_file_shows_everyone_who_fits(chained: House, looks: Looks, ending: str) -> None:
    get(chained, f"/api/chains.{ending}", level="1")

    assert looks() == by_police("api", B, C, L)


def test_who_is_not_shown_anybody_leaves_no_line(chained: House, looks: Looks) -> None:
    shown = get(chained, "/api/chains.csv", DISTRICT).text
    assert {one for one, *_ in looks()} == {one for one in (A, B, C, D, K, L) if one in shown} != set()

    for path in ("/api/chains", "/api/chains.gexf", "/chains"):
        assert get(chained, path, BORDER).status_code == 403
        assert get(chained, path, POLICE, as_of="2021-01-01").status_code == 200
    assert looks() == []


def test_the_commands_leave_lines_too(
    chained: House,
    looks: Looks,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PHENDAU_HOME", str(tmp_path))

    def ran(*words: str) -> list[tuple[str, str, str, str]]:
        with pytest.raises(SystemExit) as ended:
            main(["chains", *words, "--json"])
        assert not ended.value.code
        json.loads(capsys.readouterr().out)
        return looks()

    everyone = [(one, "command", "chain", "cli") for one in sorted((A, B, C, D, K, L))]
    assert ran("export", "--out", str(tmp_path / "g.gexf")) == everyone
    assert ran("now") == everyone
    assert ran("of", B) == [(B, "command", "person", "cli")]
