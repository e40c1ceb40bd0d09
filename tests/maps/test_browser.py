"""The page as a person meets it: Chromium, no network, mouse and keyboard."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from maps.assets import vendor_files
from maps.choropleth import draw, render
from tests.servers.chromium import QUIET

playwright_api = pytest.importorskip(
    "playwright.sync_api", reason="Tests of pages need playwright: uv sync (group dev)"
)

pytestmark = pytest.mark.browser

SCREEN = {"width": 1400, "height": 900}
PHONE = {"width": 390, "height": 844}


class Watched:
    """A page and everything it asked for or complained about."""

    def __init__(self, page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on(
            "console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def fill(self, code: str) -> str:
        """The colour an area is painted in right now."""
        return self.page.evaluate(
            "(code) => document.querySelector(`.phd-area-${code}`).getAttribute('fill')", code
        )

    def shown_digits(self) -> list[str]:
        """Digits that can be read on the map, areas only."""
        return self.page.evaluate(
            "() => [...document.querySelectorAll('.phd-digit b')]"
            ".filter((b) => b.offsetParent).map((b) => b.textContent)"
        )


@pytest.fixture(scope="module")
def browser(chromium_path) -> Iterator:
    """One browser for the tests of this file."""
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def page_file(view, tmp_path_factory) -> Path:
    """The self-contained page on disk."""
    path = tmp_path_factory.mktemp("map") / "map.html"
    path.write_text(render(draw(view)), encoding="utf-8")
    return path


@contextmanager
def opened(browser, address: str, size: dict, offline: bool = True) -> Iterator[Watched]:
    context = browser.new_context(viewport=size, offline=offline)
    watched = Watched(context.new_page())
    watched.page.goto(address)
    yield watched
    context.close()


@pytest.fixture
def watched(browser, page_file) -> Iterator[Watched]:
    """The page on a desk screen without a network."""
    with opened(browser, page_file.as_uri(), SCREEN) as watched:
        yield watched


def test_the_file_works_without_a_network_and_asks_for_nothing(watched, page_file):
    watched.page.wait_for_selector(".phd-area-205, .phd-area-07069")

    assert set(watched.asked) == {page_file.as_uri()}
    assert watched.complaints == []
    assert watched.page.locator(".phd-area").count() == 177 + 1


def test_the_slider_starts_now_and_colours_follow_it(watched):
    assert watched.page.locator(".phd-date").text_content() == "12/03/2021 (mới nhất)"
    assert watched.fill("07069").upper() == "#D7191C"

    watched.page.locator("#phd-day").fill("0")

    assert watched.page.locator(".phd-date").text_content() == "01/01/2021"
    assert watched.fill("07069").upper() == "#1A9641"
    assert watched.complaints == []


def test_not_enough_data_is_a_pattern_not_a_colour(watched):
    assert watched.fill("06649") == "url(#phd-hatch)"


def test_arrow_keys_move_a_day_with_and_without_the_focus(watched):
    watched.page.keyboard.press("ArrowLeft")
    assert watched.page.locator(".phd-date").text_content() == "11/03/2021"

    watched.page.locator("#phd-day").focus()
    watched.page.keyboard.press("ArrowLeft")
    assert watched.page.locator(".phd-date").text_content() == "10/03/2021"
    watched.page.keyboard.press("Home")
    assert watched.page.locator(".phd-date").text_content() == "01/01/2021"


def test_the_slider_is_a_labelled_range_and_the_date_is_announced(watched):
    slider = watched.page.get_by_role("slider", name="Ngày")

    assert slider.get_attribute("type") == "range"
    assert slider.get_attribute("aria-valuetext") == "12/03/2021 (mới nhất)"
    assert watched.page.locator(".phd-date").get_attribute("aria-live") == "polite"


def test_play_runs_from_the_first_day_and_pauses(watched):
    watched.page.get_by_role("button", name="Chạy diễn biến").click()
    watched.page.wait_for_function("Number(document.getElementById('phd-day').value) === 2")
    watched.page.get_by_role("button", name="Dừng").click()

    stopped = watched.page.locator("#phd-day").input_value()
    watched.page.wait_for_timeout(700)
    assert watched.page.locator("#phd-day").input_value() == stopped
    watched.page.get_by_role("button", name="Về ngày mới nhất").click()
    assert watched.page.locator("#phd-day").input_value() == "70"


def test_levels_are_written_as_digits_on_the_map_and_in_the_legend(watched):
    assert {"1", "4"} <= set(watched.shown_digits())
    chips = watched.page.locator(".phd-legend .phd-chip").all_text_contents()
    assert chips == ["1", "2", "3", "4", "–"]


def test_the_legend_counts_the_communes_of_the_day(watched):
    def counts() -> list[str]:
        return watched.page.locator(".phd-legend output").all_text_contents()

    assert counts() == ["155", "0", "0", "21", "1"]
    watched.page.locator("#phd-day").fill("0")
    assert counts() == ["176", "0", "0", "0", "1"]


def test_districts_can_be_coloured_instead(watched):
    watched.page.get_by_label("Huyện, thành phố").check()

    assert watched.page.locator(".phd-area-205").count() == 1
    assert watched.page.locator(".phd-area-07069").count() == 0
    assert watched.fill("205").upper() == "#D7191C"
    assert watched.page.locator(".phd-legend output").all_text_contents() == ["12", "0", "0", "1", "0"]


def test_places_have_toggles(watched):
    assert watched.page.locator(".phd-place-border_gate").count() == 1
    assert watched.page.locator(".phd-place-hospital").count() == 0

    watched.page.get_by_label("Cửa khẩu").uncheck()
    watched.page.get_by_label("Bệnh viện, cơ sở y tế").check()

    assert watched.page.locator(".phd-place-border_gate").count() == 0
    assert watched.page.locator(".phd-place-hospital").count() == 1


def hover(watched: Watched, code: str) -> str:
    """What the tooltip of an area says when the mouse is on it."""
    watched.page.locator(f".phd-area-{code}").dispatch_event("mouseover", {"clientX": 500, "clientY": 400})
    return watched.page.locator(".leaflet-tooltip").inner_text()


def test_the_tooltip_says_name_digit_level_and_why(watched):
    told = hover(watched, "07069")

    for words in ("4", "Nguy cơ rất cao", "từ ngày 28/01/2021", "Có 3 ca F0 chưa rõ nguồn lây"):
        assert words in told


def test_on_an_earlier_day_the_tooltip_tells_that_day_and_no_reasons_of_today(watched):
    watched.page.locator("#phd-day").fill("3")
    told = hover(watched, "07069")

    assert "Bình thường mới" in told and "04/01/2021" in told and "F0" not in told


def test_turning_the_screen_fits_again_until_somebody_zooms(watched):
    def zoom() -> float:
        return watched.page.evaluate("map_phendau.getZoom()")

    wide = zoom()
    watched.page.set_viewport_size(PHONE)
    watched.page.wait_for_function(f"map_phendau.getZoom() < {wide}")

    watched.page.evaluate("map_phendau.setZoom(12, {animate: false})")
    watched.page.set_viewport_size(SCREEN)
    watched.page.wait_for_timeout(300)
    assert zoom() == 12


def test_on_a_phone_nothing_is_cut_off_and_the_map_is_free(browser, page_file):
    with opened(browser, page_file.as_uri(), PHONE) as watched:
        page = watched.page
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        panel = page.locator(".phd-panel").bounding_box()
        slider = page.locator(".phd-slider").bounding_box()
        assert panel["y"] + panel["height"] < 260 and slider["y"] > 700
        assert page.locator(".phd-area-07069").bounding_box()["y"] > panel["y"] + panel["height"]
        assert watched.complaints == []


def test_a_finger_opens_one_popup_that_can_be_closed_by_its_name(browser, page_file):
    context = browser.new_context(viewport=PHONE, offline=True, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(page_file.as_uri())

    page.locator(".phd-area-07090, .phd-area-07069").first.dispatch_event(
        "click", {"clientX": 60, "clientY": 500}
    )

    assert page.locator(".leaflet-popup").count() == 1 and page.locator(".leaflet-tooltip").count() == 0
    page.get_by_role("button", name="Đóng").click()
    page.wait_for_selector(".leaflet-popup", state="detached")
    context.close()


class _Site(http.server.BaseHTTPRequestHandler):
    """Serves one page and the library files, and nothing else."""

    page = b""

    def do_GET(self) -> None:
        files = {f"/static/vendor/{name}": kept for name, kept in vendor_files().items()}
        files["/"] = (self.page, "text/html; charset=utf-8")
        content, content_type = files.get(self.path, (b"", ""))
        self.send_response(200 if content else 404)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Security-Policy", "default-src 'self'; script-src 'self' 'unsafe-inline'; "
                         "style-src 'self' 'unsafe-inline'; img-src 'self' data:")  # fmt: skip
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_values: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def site(view) -> Iterator[str]:
    """The static page behind a strict content security policy."""
    _Site.page = render(draw(view), mode="static").encode()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_the_served_page_stays_on_its_own_machine_under_a_strict_policy(browser, site):
    with opened(browser, site, SCREEN, offline=False) as watched:
        assert watched.page.locator(".phd-area").count() == 178
        others = [address for address in watched.asked if not address.startswith(site)]
        assert others == []
        assert [c for c in watched.complaints if "favicon" not in c and "404" not in c] == []
