"""Chains of contacts as a page: bubbles that open in a real browser, a table that agrees, files, rights."""

import csv
import io
import json
import re
import time
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import networkx
import pytest
from playwright.sync_api import Browser, Page

from services.app.chain_graphs import seen_by
from services.app.settings import Settings
from services.app.web import create_app
from services.app.wiring import House
from services.domain.agencies import Agency
from services.domain.viewers import COMMAND, Viewer
from services.plumbing.clock import SetClock
from services.tracing.chain_views import graph_as_of
from services.tracing.stored_graph import stored_graph
from tests.app.portal.contact_graphs import LEARNED, person, put_graph, put_large
from tests.app.portal.test_browser import _noting, _served
from tests.houses import moved_in

HOUR = timedelta(hours=1)
A, B, C, D, K, L = (person(n) for n in range(6))
TOKENS = "police-token-00001=police,district-token-01=police@205,border-token-0001=border"


def _at_home(home: Path) -> AbstractContextManager[House]:
    settings = Settings(home=home, database_url=None, kafka_bootstrap=None)
    return moved_in(settings, SetClock(LEARNED + 3 * HOUR))


@pytest.fixture
def chained(tmp_path: Path) -> Iterator[House]:
    """A met B and C, B met D; K met L; one hour later A is known to have met L, too."""
    with _at_home(tmp_path) as house:
        put_graph(house, [A, K], [(A, B), (A, C), (B, D), (K, L)])
        yield house


def client(house: House, **headers: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # starlette would rather have httpx's successor; it works with both
        from fastapi.testclient import TestClient
    return TestClient(create_app(house), headers={"accept": "application/json"} | headers)


@pytest.fixture
def ask(chained: House) -> Any:
    return client(chained)


def test_the_picture_is_of_source_cases_and_opens_step_by_step(ask: Any) -> None:
    found = ask.get("/api/chains").json()

    assert (found["people"], found["contacts"], found["levels"]) == (6, 4, ["F0", "F1", "F2", "ngoài chuỗi"])
    assert {one["key"]: one["people"] for one in found["groups"]} == {A: 4, K: 2}

    opened = ask.get("/api/chains", params={"open": [A, f"{A}/1"]}).json()
    kinds = [(one["kind"], one["person"]) for one in opened["groups"]]
    assert kinds[0] == ("source", None)
    assert {one for kind, one in kinds if kind == "person"} == {A, B, C, D}
    names = [one["person"] for one in opened["groups"]]
    assert {frozenset((names[a], names[b])) for a, b, _ in opened["links"]} == {
        frozenset((A, B)), frozenset((A, C)), frozenset((B, D)),
    }  # fmt: skip


def test_filters_by_source_level_and_time(ask: Any) -> None:
    def people(**words: str) -> int:
        return ask.get("/api/chains", params=words).json()["people"]

    assert people(source=K) == 2
    assert people(source="BN1") == 2
    assert people(level="1") == 3
    assert people(first="2021-01-23") == 1
    assert people(source="BN404") == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"first": "2021-02-03", "last": "2021-02-01"}, "window_ends_first"),
        ({"first": "hôm qua"}, "bad_day"),
        ({"as_of": "2031-01-01"}, "future_moment"),
        ({"as_of": "0001-01-01"}, "bad_moment"),
        ({"as_of": "9999-12-31"}, "bad_moment"),
        ({"level": "9"}, "unreadable_request"),
    ],
)
def test_a_wrong_word_is_a_sentence_that_names_it(ask: Any, words: dict[str, str], code: str) -> None:
    for path in ("/api/chains", "/api/chains.gexf", "/api/chains.csv"):
        answer = ask.get(path, params=words)

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)


def test_as_known_then_leaves_out_what_was_learned_later(chained: House, ask: Any) -> None:
    put_graph(chained, [], [(A, L)], LEARNED + HOUR, step=2)

    now, then = (
        ask.get("/api/chains", params=words).json() for words in ({}, {"as_of": LEARNED.isoformat()})
    )

    assert (now["contacts"], then["contacts"]) == (5, 4)
    assert ask.get("/api/chains", params={"as_of": "2021-02-01"}).json()["people"] == 0


def test_the_files_hold_everyone_who_fits(ask: Any) -> None:
    graph = networkx.read_gexf(io.BytesIO(ask.get("/api/chains.gexf").content))
    rows = list(
        csv.DictReader(io.StringIO(ask.get("/api/chains.csv", params={"source": K}).text.lstrip("\ufeff")))
    )

    assert {who: data["level"] for who, data in graph.nodes(data=True)} == {
        A: 0,
        K: 0,
        B: 1,
        C: 1,
        L: 1,
        D: 2,
    }
    assert graph.number_of_edges() == 4
    assert [(row["person"], row["level"], row["source"]) for row in rows] == [(K, "0", K), (L, "1", K)]


def test_what_is_read_now_is_what_would_be_worked_out_anew(chained: House) -> None:
    put_large(chained, 300, 700, 5, step=2)
    with chained.database.reading() as tx:
        stored, anew = stored_graph(tx), graph_as_of(tx)

    assert [one._replace(since=None) for one in stored.nodes] == [
        one._replace(since=None) for one in anew.nodes
    ]
    assert sorted(map(str, stored.contacts)) == sorted(map(str, anew.contacts))
    first = {one.person: one.since for one in anew.nodes}
    assert all(
        one.since is None or first[one.person] is None or one.since >= first[one.person]
        for one in stored.nodes
    )


def test_a_district_sees_its_own_people_and_not_even_that_there_are_others(chained: House) -> None:
    with chained.database.reading() as tx:
        graph = graph_as_of(tx)
    areas = chained.jurisdiction.areas

    here = seen_by(Viewer(agency=Agency.POLICE, areas=frozenset({"205"})), areas, graph)

    assert {one.area for one in here.nodes} == {"07090"}
    known = {one.person for one in here.nodes}
    assert all({one.via, one.source} <= {None, *known} for one in here.nodes)
    assert all({one.source, one.target} <= known for one in here.contacts)
    assert seen_by(COMMAND, areas, graph) is graph


def test_who_may_see_no_chains_is_told_so(tmp_path: Path, chained: House) -> None:
    guarded = replace(chained, settings=Settings(home=tmp_path, tokens=TOKENS))
    door = client(guarded, accept="text/html")

    def status(token: str, path: str) -> int:
        return door.get(path, headers={"authorization": f"Bearer {token}"}).status_code

    for path in ("/api/chains", "/api/chains.gexf", "/api/chains.csv", "/chains"):
        assert status("police-token-00001", path) == 200
        assert status("district-token-01", path) == 200
        assert status("border-token-0001", path) == 403
        assert status("nobody", path) == 403


def test_the_page_works_by_links_alone(ask: Any) -> None:
    page = ask.get("/chains", headers={"accept": "text/html"}).text
    links = re.findall(r'<a href="([^"]+)" data-toggle', page)

    opened = ask.get(links[0].replace("&amp;", "&"), headers={"accept": "text/html"}).text

    assert len(links) == 2
    assert opened.count("data-opened") == 1
    assert "<script>" not in page


@pytest.fixture
def wave(tmp_path: Path) -> Iterator[House]:
    """50,000 people who met 100,000 times."""
    with _at_home(tmp_path) as house:
        put_large(house, 50_000, 100_000, 60)
        yield house


def _agree(page: Page) -> list[dict]:
    """The table's rows are the picture's bubbles, with the same numbers; the bubbles."""
    picture = json.loads(page.locator(".chain-picture").get_attribute("data-picture") or "")
    keys = [row.get_attribute("data-key") for row in page.locator("tr[data-key]").all()]
    counts = page.locator("tr[data-key] td:nth-child(2)").all_inner_texts()
    assert keys == [one["key"] for one in picture["groups"]]
    assert [int(text.replace(".", "")) for text in counts] == [one["people"] for one in picture["groups"]]
    assert page.locator("canvas").get_attribute("data-drawn") == str(len(keys))
    return picture["groups"]


def _click_the_middle(page: Page) -> float:
    """Opens the largest bubble, which lies there; seconds of this process, which serves the page."""
    box = page.locator("canvas").bounding_box()
    assert box
    started = time.process_time()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("tr[data-opened]").wait_for(state="attached")
    page.locator("canvas[data-drawn]").wait_for()
    return time.process_time() - started


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1400, 900), (390, 844)])
def test_a_click_opens_a_bubble_of_fifty_thousand_people(browser: Browser, wave: House, size) -> None:
    with _served(create_app(wave)) as address:
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        asked, complaints = _noting(page)
        page.goto(f"{address}/chains")
        page.locator("canvas[data-drawn]").wait_for()
        closed = _agree(page)
        took = _click_the_middle(page)
        opened = _agree(page)
        page.go_back()
        page.locator("tr[data-opened]").wait_for(state="detached")

        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    largest = max(closed, key=lambda one: one["people"])
    assert sum(one["people"] for one in closed) > 30_000
    assert next(one for one in opened if one["opened"])["key"] == largest["key"]
    assert sum(one["people"] for one in opened if one["parent"] is not None) == largest["people"]
    assert took < 2
    assert complaints == []
    assert all(one.startswith(address) for one in asked)


def test_a_case_nobody_named_goes_by_its_public_code(chained: House, ask: Any) -> None:
    put_graph(chained, [], [("case:BN9001", D)], step=2)

    names = [one["name"] for one in ask.get("/api/chains").json()["groups"]]

    assert "BN9001" in names
