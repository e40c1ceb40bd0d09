"""The page of one person: level, way, contacts, follow-up, lists and work; by right, names noted."""

import re
import warnings
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from services.app.settings import Settings
from services.app.web import create_app
from services.app.wiring import House
from services.plumbing.clock import SetClock
from services.posts.tables import LookRow
from services.tracing.list_views import Member
from services.tracing.tables_work import WorkLookRow
from services.tracing.work_rows import item_of
from tests.app.portal.test_browser import _noting, _served
from tests.app.portal.test_pages import Outline
from tests.houses import moved_in
from tests.tracing.chain_rows import PAPERS, case, contact, pseudonym, take, who
from tests.tracing.working import DONG_TRIEU, WHY, heading, listed

NOON = datetime.fromisoformat("2021-01-20T12:00:00+07:00")
POLICE, COMMAND, HERE, ELSEWHERE, BORDER = (
    "police-token-000000000001",
    "command-token-00000000002",
    "police-of-205-token-00003",
    "health-of-193-token-00004",
    "border-token-000000000005",
)
TOKENS = f"{POLICE}=police,{COMMAND}=command,{HERE}=police@205,{ELSEWHERE}=health@193,{BORDER}=border"


@pytest.fixture
def told(tmp_path: Path) -> Iterator[House]:
    """A case nobody named with F1 `b`, who was tested once and is on two lists; F2 `c` behind; `e` listed."""
    settings = Settings(home=tmp_path, database_url=None, kafka_bootstrap=None, lang="vi", tokens=TOKENS)
    with moved_in(settings, SetClock(NOON)) as house:
        take(house, "cases", case("BN9001"))
        take(
            house, "contact-persons",
            contact("b", 1, case_code="BN9001", last_contact_on="2021-01-14", phone="0912345678"),
            contact("c", 2, case_code="BN9001", contact_of=PAPERS["b"]),
        )  # fmt: skip
        tube = {"sample": "M1", "area": "205", "taken_at": "2021-01-15 08:00", "result": "âm tính"}
        take(house, "lab-results", tube | who("b"))
        on_it = [Member(pseudonym(house, name), DONG_TRIEU, 0.5, WHY) for name in "be"]
        listed(house, heading(), on_it)
        yield house


def page(house: House, name: str, token: str = POLICE, **asked: str) -> Any:
    return get(house, f"/people/{pseudonym(house, name)}", token, **asked)


def get(house: House, path: str, token: str = POLICE, **asked: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # starlette would rather have httpx's successor; it works with both
        from fastapi.testclient import TestClient
    headers = {"accept": "text/html", "authorization": f"Bearer {token}"}
    return TestClient(create_app(house)).get(path, params=asked, headers=headers)


def looks(house: House) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Who looked at whom, and who saw a name."""
    with house.database.reading() as tx:
        seen = tx.execute(select(LookRow.agency, LookRow.person, LookRow.ref)).all()
        named = tx.execute(select(WorkLookRow.agency, WorkLookRow.person, WorkLookRow.door)).all()
    return [tuple(one) for one in seen], [tuple(one) for one in named]


def test_the_page_tells_level_way_contacts_follow_up_lists_and_work(told: House) -> None:
    text = page(told, "b").text

    assert '<b class="near near-F1">F1</b>' in text and "20/01/2021 12:00" in text
    links = set(Outline(text).links)
    assert {"/people/case:BN9001", f"/people/{pseudonym(told, 'c')}"} <= links
    assert {f"/work/{item_of(pseudonym(told, 'b'))}"} <= links
    assert len([one for one in links if one.startswith("/lists/")]) == 2
    assert "Ngày 1 là 15/01/2021, ngày sau lần tiếp xúc cuối" in text
    assert "đã làm ngày 15/01/2021" in text and "chưa đến hạn" in text and "quá hạn" not in text
    assert ">BN9001</a>" in text and "case:BN9001</a>" not in text
    assert text.count('<a href="/people/case:BN9001">') == 3, "through whom, the way, one row of contacts"


def test_every_link_of_a_page_leads_to_a_page(told: House) -> None:
    text = page(told, "c").text
    ours = {one for one in Outline(text).links if re.match("/(people|lists|work)/", one)}

    assert {one: get(told, one).status_code for one in ours} == dict.fromkeys(ours, 200) and len(ours) > 2
    case_page = get(told, "/people/case:BN9001").text
    assert '<b class="near near-F0">F0</b> BN9001' in case_page


def test_what_was_missed_is_overdue_and_the_page_is_in_english_too(told: House) -> None:
    told.clock.move_to(NOON + timedelta(days=4))
    text = page(told, "b", lang="en").text

    assert "overdue" in text and "Way to the F0" in text and "the day after the last contact" in text
    outline = Outline(text)
    assert (outline.headings[0], outline.headings.count(1), outline.heads_without_scope) == (1, 1, 0)
    assert outline.inline == []


def test_whoever_escaped_is_lost_and_what_is_due_today_is_said(told: House) -> None:
    told.clock.move_to(NOON + timedelta(days=1))
    text = page(told, "b").text
    assert "đến hạn hôm nay" in text and "Mất dấu" not in text

    stay = {"place": "Khu Mẫu", "area": "205", "since": "2021-01-20 13:00", "why": "F1"}
    take(told, "quarantine-checkins", stay | who("b") | {"left_at": "2021-01-21 08:00", "ended": "bỏ trốn"})
    text = page(told, "b").text
    assert "Mất dấu" in text and "Ngày 1 là 20/01/2021, ngày vào khu cách ly" in text


def test_a_last_contact_before_any_law_shows_the_person_without_a_schedule(told: House) -> None:
    take(told, "contact-persons", contact("d", 1, case_code="BN9001", last_contact_on="2020-01-14"))

    answer = page(told, "d")

    assert answer.status_code == 200 and "14/01/2020" in answer.text


def test_a_case_that_nobody_named_has_no_name_to_show(told: House) -> None:
    assert "Hiện họ tên" not in get(told, "/people/case:BN9001").text
    asked = get(told, "/people/case:BN9001", names="true")
    assert asked.status_code == 200 and looks(told)[1] == []


def test_a_code_with_a_stroke_and_a_long_one_have_their_pages(told: House) -> None:
    code = "BN/77/" + "X" * 60
    take(told, "cases", case(code))

    source = get(told, f"/people/case:{code.replace('/', '%2F')}")
    assert source.status_code == 200 and code in source.text
    assert looks(told)[0] == [("police", f"case:{code}"[:40], "page")]


def test_names_only_when_asked_for_and_each_look_is_noted(told: House) -> None:
    b = pseudonym(told, "b")
    plain = page(told, "b").text
    assert "Trần Thị Thử" not in plain and "0912345678" not in plain and "Hiện họ tên" in plain
    assert looks(told) == ([("police", b, "page")], [])

    named = page(told, "b", HERE, names="true").text
    assert "Trần Thị Thử" in named and 'href="tel:0912345678"' in named
    assert looks(told) == ([("police", b, "page")] * 2, [("police", b, "page")])


def test_the_command_sees_everything_but_the_name(told: House) -> None:
    assert "Hiện họ tên" not in page(told, "b", COMMAND).text
    refused = page(told, "b", COMMAND, names="true")
    assert refused.status_code == 403 and "không được xem họ tên" in refused.text
    assert looks(told) == ([("command", pseudonym(told, "b"), "page")], [])


@pytest.mark.parametrize("names", ["true", "false"])
def test_who_answers_for_other_areas_is_told_no_more_than_of_somebody_unknown(
    told: House, names: str
) -> None:
    unknown = get(told, "/people/p000000000000000000000000", names=names)
    assert unknown.status_code == 404 and "Không có người này" in unknown.text

    for name in "be":
        elsewhere = page(told, name, ELSEWHERE, names=names)
        assert elsewhere.status_code == 404
        assert "Không có người này" in elsewhere.text and "Thị Thử" not in elsewhere.text
    assert page(told, "b", BORDER, names=names).status_code == 403
    assert page(told, "b", "no-such-token-0000000000", names=names).status_code == 403
    assert looks(told) == ([], [])


def test_whoever_is_only_on_a_list_lives_where_the_list_says(told: House) -> None:
    text = page(told, "e", HERE).text

    assert "ngoài chuỗi" in text and "Chợ Mẫu" in text and "Thị xã Đông Triều" in text


def test_a_page_of_then_knows_only_what_was_learned_by_then(told: House) -> None:
    told.clock.move_to(NOON + timedelta(hours=2))
    take(told, "cases", case("BN9002", "c", confirmed_at="2021-01-20 13:00"))
    told.clock.move_to(NOON + timedelta(hours=4))

    assert '<h1 class="traced"><b class="near near-F0">' in page(told, "c").text
    assert "Các mức trước đây" in page(told, "c").text
    then = page(told, "c", as_of="2021-01-20T13:30").text
    assert '<h1 class="traced"><b class="near near-F2">' in then and "Các mức trước đây" not in then
    assert "as_of=2021-01-20T13%3A30%3A00" in then
    assert page(told, "c", as_of="2021-01-19").status_code == 404


def test_lists_work_and_chains_lead_here(told: House) -> None:
    here = f"/people/{pseudonym(told, 'b')}"
    on_page = Outline(page(told, "b").text).links
    for path in [one for one in on_page if re.match("/(lists|work)/", one)]:
        assert here in Outline(get(told, path).text).links
    source, level = "case:BN9001", "case:BN9001/1"
    chains = get(told, f"/chains?open={source}&open={level}&open={level}/205").text
    assert here in Outline(chains).links


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1400, 900), (390, 844), (360, 740)])
def test_the_page_fits_a_phone_and_asks_nobody_else(
    browser: Browser, told: House, size: tuple[int, int]
) -> None:
    with _served(create_app(told)) as address:
        headers = {"authorization": f"Bearer {POLICE}"}
        sheet = browser.new_page(viewport={"width": size[0], "height": size[1]}, extra_http_headers=headers)
        asked, complaints = _noting(sheet)
        sheet.goto(f"{address}/people/{pseudonym(told, 'b')}?names=true")
        too_wide = sheet.evaluate("document.documentElement.scrollWidth > innerWidth")
        sheet.close()

    assert not too_wide and complaints == []
    assert all(one.startswith(address) for one in asked)
