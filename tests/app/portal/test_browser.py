"""Pages in a real browser: nothing from elsewhere, no complaint, no sideways scrolling, live alerts."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from playwright.sync_api import Page, expect

from services.alerts import steps
from services.alerts.ledger import alerts
from services.domain.agencies import Agency
from services.tracing.work_rows import item_of
from services.tracing.work_words import WorkState
from tests.tracing.working import heading, listed, members, person, work

pytestmark = pytest.mark.browser

PAGES = [
    "/", "/map", "/areas", "/areas/07030", "/alerts", "/data", "/law", "/sign-in", "/checkpoint", "/work",
    "/declare?lang=zh", "/chains",
]  # fmt: skip
PAST = "/?as_of=2021-01-29T08:00"
SIZES = {"wide": (1400, 900), "phone": (390, 844)}


@contextmanager
def _served(app) -> Iterator[str]:
    """The application on a free port of this machine."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def site(filled, app_of) -> Iterator[str]:
    with _served(app_of(filled)) as address:
        yield address


def _noting(page: Page) -> tuple[list[str], list[str]]:
    """Addresses asked for, and what the browser complains of."""
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return asked, complaints


@pytest.mark.parametrize("size", SIZES)
def test_every_page_stands_alone_and_fits(browser, site, size):
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    asked, complaints = _noting(page)

    too_wide = []
    for path in (*PAGES, PAST):
        page.goto(site + path)
        page.wait_for_timeout(100)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            too_wide.append(path)
    page.close()

    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    assert complaints == []
    assert too_wide == []


def test_the_map_in_its_frame_draws_every_commune(browser, site):
    page = browser.new_page()
    page.goto(f"{site}/map")

    frame = page.frame_locator("iframe.map")
    frame.locator("path.leaflet-interactive").nth(176).wait_for(state="attached")  # they come one by one
    drawn = frame.locator("path.leaflet-interactive").count()
    page.close()

    assert drawn >= 177


def test_everything_but_the_map_works_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(f"{site}/areas")
    page.fill("#q", "hoanh bo")
    page.click(".filter button")
    found = page.locator("table.areas tbody tr").count()
    page.goto(f"{site}/alerts")
    explained = page.locator("noscript").count()
    context.close()

    assert found == 1
    assert explained == 1


def test_an_alert_that_somebody_accepts_leaves_the_list_of_new_ones_by_itself(browser, working, app_of):
    with _served(app_of(working)) as site:
        page = browser.new_page()
        page.goto(f"{site}/alerts?state=new")
        page.wait_for_timeout(1500)
        before = page.locator("article.alert").count()

        with working.database.transaction() as tx:
            newest = alerts(tx, agency=Agency.COMMAND)[-1]
            steps.acknowledge(tx, newest.id, by=Agency.COMMAND)
        expect(page.locator("article.alert")).to_have_count(before - 1, timeout=15_000)
        told = page.locator("#live-word").inner_text()
        page.close()

    assert "đã được cập nhật" in told


def test_a_scanner_that_types_finds_the_field_and_gets_an_answer(browser, working, app_of):
    with _served(app_of(working)) as site:
        page = browser.new_page()
        asked, complaints = _noting(page)
        page.goto(f"{site}/checkpoint")
        page.fill("#post", "C01")
        page.click("h1")
        expect(page.locator("#code")).to_be_focused()
        page.keyboard.type("12345")
        page.keyboard.press("Enter")
        answer = page.locator(".answer-4")
        answer.wait_for()
        expect(page.locator("#code")).to_be_focused()
        left = page.input_value("#code"), page.input_value("#post")
        page.keyboard.type("9" * 200)  # a scanner that sends no Enter
        page.wait_for_url("**/checkpoint")
        answer.wait_for()
        page.close()

    assert left == ("", "C01")
    assert complaints == []
    assert all(url.startswith(site) for url in asked)


def test_somebody_declares_on_a_phone_without_scripts(browser, working, app_of):
    typed = {
        "full_name": "NGUYỄN VĂN MẪU", "id_number": "034090001234", "birth_year": "1990",
        "nationality": "Việt Nam", "addr_province": "Thái Bình", "addr_district": "Mẫu",
        "addr_commune": "Mẫu", "addr_detail": "Thôn Mẫu", "phone": "0912345678",
        "vehicle_no": "17B-012.34", "depart_date": "2021-02-08", "from_place": "Bến mẫu",
        "to_place": "Nhà mẫu",
    }  # fmt: skip
    chosen = {"sex": "male", "vehicle_type": "coach", "from_area": "34", "to_area": "06649"}
    with _served(app_of(working)) as site:
        context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
        page = context.new_page()
        page.goto(f"{site}/declare?lang=en")
        for name, text in typed.items():
            page.fill(f"#{name}", text)
        for name, value in chosen.items():
            page.select_option(f"#{name}", value)
        for name in ("any_symptom", "exp_case", "exp_country", "exp_ill"):
            page.check(f"#{name}_no")
        page.check("#pledge")
        page.click(".send")
        page.locator(".qr svg").wait_for()
        picture = page.locator(".qr svg").screenshot()
        context.close()

    assert len(picture) > 1000


def test_the_keyboard_reaches_the_content_first(browser, site):
    page = browser.new_page()
    page.goto(site)

    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    page.close()

    assert focused == "#content"


def test_a_time_line_is_filled_in_refused_mended_and_sent_on_a_small_phone(browser, working, app_of):
    listed(working, heading(), members(1))
    with _served(app_of(working)) as site:
        context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{site}/work")
        page.click(f"a[href*='{item_of(person(1))}']")
        _fill_in(
            page, places_place_0="Chợ Mẫu", places_from_0="2021-02-06T08:00", contacts_full_name_0="LÊ MẪU"
        )
        _fill_in(page, places_to_0="2021-02-06T07:00", contacts_last_contact_on_0="2021-02-06")
        page.click("button.send")
        expect(page.locator(".timeline-form .failed")).to_contain_text("không sau lúc đến")
        expect(page.locator("#places_to_0")).to_have_attribute("aria-invalid", "true")
        kept = page.input_value("#places_place_0"), page.input_value("#contacts_full_name_0")
        wide = page.evaluate("document.documentElement.scrollWidth")
        _fill_in(page, places_to_0="2021-02-06T09:00")
        page.click("button.send")
        expect(page.locator(".taken")).to_be_visible()
        context.close()

    assert kept == ("Chợ Mẫu", "LÊ MẪU")
    assert wide == 360
    assert work(working, 1).state is WorkState.FOUND


def _fill_in(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.fill(f"#{name}", value)
