"""Pictures of the replayed house's pages, as known on chosen evenings."""

from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from services.app.meta import demo_clock
from services.app.settings import read_settings
from services.app.web import create_app
from services.app.wiring import build
from services.plumbing.clock import SetClock
from tests.journeys.serving import served
from tests.replay.wave import Wave
from tests.servers.chromium import QUIET, path_of_chromium

EVENINGS = ("2021-01-27", "2021-01-28", "2021-02-02", "2021-02-16", "2021-03-02")
WIDE = {"width": 1200, "height": 800}


def take_pictures(wave: Wave, folder: Path) -> None:
    """`replay-DAY.jpg` of each evening: the map at the end of that day."""
    with wave.opened() as database:
        now = demo_clock(database)
    assert now is not None
    house = build(read_settings(home=wave.home), SetClock(now))
    try:
        with served(create_app(house)) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path_of_chromium(), args=QUIET)
            page = browser.new_context(viewport=WIDE).new_page()
            for evening in EVENINGS:
                _take(page, f"{url}/map?as_of={evening}T23:59", folder / f"replay-{evening}.jpg")
            browser.close()
    finally:
        house.close()


def _take(page: Page, address: str, file: Path) -> None:
    page.goto(address, wait_until="load")
    page.wait_for_timeout(1500)  # the map draws itself
    page.screenshot(path=file, type="jpeg", quality=70)
